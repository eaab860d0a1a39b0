"""The one intake: what it is about, then a form; it is taken once, however often it is sent."""

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from portfolio.domain.about import offers
from portfolio.domain.errors import Refusal
from portfolio.domain.public_limits import TooMuch
from portfolio.extensions import csrf, db_session
from portfolio.models.public_intake import PublicSending
from portfolio.outside import outside
from portfolio.queries import public_sendings as queries
from portfolio.services import public_intake, public_sendings
from portfolio.services.public_intake import Addresses, Brought
from portfolio.web import public_places, public_reception, public_seal
from portfolio.web.access import public, public_streaming
from portfolio.web.htmx import go_to, page
from portfolio.web.public_reception import Reception
from portfolio.web.service import blueprint
from portfolio.web.service.desk import Desk, desk
from portfolio.web.service.forms import TellUsForm
from portfolio.web.transactions import resume


@blueprint.get("/<slug>/tell-us")
@public
def choose(slug: str) -> ResponseReturnValue:
    """What it is about (R-259)."""
    service = public_places.service_of(slug)
    return page("service/choose.html", service=service, offers=offers(service.procedure))


@blueprint.get("/<slug>/tell-us/<about>")
@public
def tell_us(slug: str, about: str) -> ResponseReturnValue:
    at = desk(slug, about)
    return at.page(at.form())


@blueprint.post("/<slug>/tell-us/<about>")
@csrf.exempt  # type: ignore[untyped-decorator]
@public_streaming
def send(slug: str, about: str) -> ResponseReturnValue:
    """Take in what was sent; refused, the page holds every word and every file."""
    at = desk(slug, about)
    came = public_reception.receive(at.service.centre.id, at.purpose)
    resume()
    form = at.form(came.fields)
    if (before := queries.taken_before(db_session(), came.seal.key)) is not None:
        return _second_press(at, before)
    form.validate()
    came.complain(form, form.files)
    if form.errors:
        return at.page(form, came)
    try:
        return go_to(_taken(at, form, came))
    except IntegrityError as error:
        return _faster_press(at, came, error)
    except TooMuch as much:
        came.refused_for_now(much)
        form.refuse(much)
    except Refusal as refusal:
        form.refuse(refusal)
    return at.page(form, came)


def _taken(at: Desk, form: TellUsForm, came: Reception) -> str:
    """Where the private link of what was taken in leads."""
    session, centre, sender = db_session(), at.service.centre, public_seal.sender()
    public_sendings.check_room(session, centre.id, sender)
    sending = public_sendings.take(session, centre.id, sender, came.seal.key)
    files = public_sendings.take_out(session, came.seal.key, came.left_out)
    brought = Brought(at.intake(form), files, sending)
    procedure = outside().address(url_for(".home", slug=centre.slug))
    addresses = Addresses(_address, procedure)
    token = public_intake.receive(session, at.candidate, centre, brought, addresses)
    return url_for("following.sent", token=token)


def _address(token: str) -> str:
    return outside().address(url_for("following.case", token=token))


def _faster_press(at: Desk, came: Reception, error: IntegrityError) -> ResponseReturnValue:
    """The same form was taken while this sending waited for it; any other fault goes on."""
    resume()
    before = queries.taken_before(db_session(), came.seal.key)
    if before is None:
        raise error
    return _second_press(at, before)


def _second_press(at: Desk, before: PublicSending) -> ResponseReturnValue:
    """The answer of the first press; too long after it, that it was sent."""
    token = public_intake.again(db_session(), before)
    if token is None:
        return page("service/sent_before.html", service=at.service)
    return go_to(url_for("following.sent", token=token))
