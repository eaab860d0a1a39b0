"""How a form is kept: once, and refused beside its fields with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict, Refusal
from portfolio.extensions import db_session
from portfolio.web import once
from portfolio.web.flashes import flash
from portfolio.web.forms import Form


@dataclass(frozen=True)
class Kept:
    """The answer where the deed was done, else the status of the page shown again."""

    answer: ResponseReturnValue | None = None
    status: int = 200


def keep(form: Form, deed: Callable[[], str], said: str = "") -> Kept:
    """Do ``deed`` if the form was sent and is complete, say ``said``, go where the deed says.

    A deed that knows only afterwards what to say flashes it itself.
    """
    if not form.validate_on_submit():
        return Kept(status=422 if form.is_submitted() else 200)
    if (answered := once.claim(form)) is not None:
        return Kept(answered)
    try:
        place = deed()
    except Refusal as refusal:
        # The page shown again tells what stands, not what the refused deed had begun.
        db_session().rollback()
        form.refuse(refusal)
        return Kept(status=409 if isinstance(refusal, Conflict) else 422)
    if said:
        flash(said)
    return Kept(once.go_to(form, place))
