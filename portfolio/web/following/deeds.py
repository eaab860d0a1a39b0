"""What is done on the page of a case, whichever way its person came to it."""

from collections.abc import Callable

from flask import abort
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict, Refusal
from portfolio.extensions import db_session
from portfolio.services import case_ends, case_person, case_steps
from portfolio.web import public_seal
from portfolio.web.following import pages
from portfolio.web.following.forms import AcceptForm, FurtherForm, OwnForm, ThoughtForm
from portfolio.web.following.pages import Forms
from portfolio.web.following.ways import Way
from portfolio.web.htmx import go_to


def accept(way: Way) -> ResponseReturnValue:
    """Accept the written answer; sent twice it stays accepted."""
    form = AcceptForm()

    def deed() -> None:
        case_person.check_not_locked(way.case)
        case_ends.accept(db_session(), way.case, form.words.data or "", candidate=way.candidate)

    return _done(way, form, Forms(accept=form), deed)


def further(way: Way) -> ResponseReturnValue:
    """Take the case to the stage chosen; later than its limit it is accepted and marked."""
    form = FurtherForm()
    form.offer(way.followed())

    def deed() -> None:
        case_person.check_not_locked(way.case)
        reason = (form.reason.data or "").strip()
        if not reason:
            raise Refusal("Write what is still wrong", "reason")
        case_steps.begin_stage(
            db_session(), way.candidate, way.case, form.stage.data or "", reason, by_person=True
        )

    return _done(way, form, Forms(further=form), deed)


def thought(way: Way) -> ResponseReturnValue:
    """Say what one thinks of the outcome."""
    form = ThoughtForm()

    def deed() -> None:
        if form.chosen is None:
            raise Refusal("Choose yes or no", "satisfaction")
        case_person.tell_satisfaction(
            db_session(), way.candidate, way.case, form.chosen, form.words.data or ""
        )

    return _done(way, form, Forms(thought=form), deed)


def _done(way: Way, form: OwnForm, forms: Forms, deed: Callable[[], None]) -> ResponseReturnValue:
    """Do it and show the case; refused, the page says why with everything still typed in.

    What happened meanwhile, on another device or by a second press, shows the case as it is now.
    """
    if way.candidate is None:
        _check_seal(way, form.seal.data or "")
    if form.validate_on_submit():
        try:
            deed()
        except Conflict as conflict:
            form.refuse(conflict)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go_to(way.url("case"))
    return pages.show(way, forms)


def _check_seal(way: Way, text: str) -> None:
    """Refuse, with 400, what another page or another site made."""
    if public_seal.read(way.purpose, text).opened_at is None:
        abort(400, "This page was open too long. Go back, reload it and send it again")
