"""Adding words and files to one's case; what was typed and sent survives a refusal."""

from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.public_limits import TooMuch
from portfolio.extensions import csrf, db_session
from portfolio.queries import public_sendings as queries
from portfolio.services import case_person, public_sendings
from portfolio.web import public_reception, public_seal
from portfolio.web.access import ask_again, public_streaming, requires
from portfolio.web.following import blueprint, pages, ways
from portfolio.web.following.forms import AddForm
from portfolio.web.following.pages import Forms
from portfolio.web.following.ways import Way
from portfolio.web.htmx import go_to
from portfolio.web.public_reception import Reception
from portfolio.web.transactions import resume


@blueprint.post("/follow/<token>/add")
@csrf.exempt  # type: ignore[untyped-decorator]
@public_streaming
def add(token: str) -> ResponseReturnValue:
    came = _received(ways.by_token(token))
    return _added(ways.by_token(token), came)


@blueprint.post("/candidate/cases/<uuid:case_id>/add")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.FOLLOW_OWN_CASE, ways.own_case, streams=True)
def own_add(actor: Actor, way: Way) -> ResponseReturnValue:
    came = _received(way)
    return _added(ask_again(actor, Permission.FOLLOW_OWN_CASE, ways.own_case), came)


def _received(way: Way) -> Reception:
    came = public_reception.receive(way.case.centre_id, way.purpose)
    resume()
    return came


def _added(way: Way, came: Reception) -> ResponseReturnValue:
    """The case with what was added; sent twice it is added once."""
    form = AddForm(formdata=came.fields)
    if _taken_before(came):
        return go_to(way.url("case"))
    form.validate()
    came.complain(form, form.files)
    try:
        if not form.errors:
            _add(way, form, came)
    except IntegrityError:
        resume()
        if not _taken_before(came):
            raise
    except TooMuch as much:
        came.refused_for_now(much)
        form.refuse(much)
    except Refusal as refusal:
        form.refuse(refusal)
    return pages.show(way, Forms(add=form), came) if form.errors else go_to(way.url("case"))


def _taken_before(came: Reception) -> bool:
    return queries.taken_before(db_session(), came.seal.key) is not None


def _add(way: Way, form: AddForm, came: Reception) -> None:
    session, sender = db_session(), public_seal.sender()
    public_sendings.check_room(session, way.case.centre_id, sender)
    sending = public_sendings.take(session, way.case.centre_id, sender, came.seal.key)
    files = public_sendings.take_out(session, came.seal.key, came.left_out)
    case_person.add(session, way.candidate, way.case, form.words.data or "", files)
    sending.case_id = way.case.id
