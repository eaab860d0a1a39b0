"""How every form of the catalogue is kept: once, refused beside its fields, or 409 beside what
the other person changed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask.typing import ResponseReturnValue

from portfolio.domain.date_words import time_of_day
from portfolio.domain.errors import Conflict, Refusal
from portfolio.extensions import db_session
from portfolio.queries import catalogue_changes
from portfolio.web import once
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.flashes import flash
from portfolio.web.login import current_actor


@dataclass(frozen=True)
class Outcome:
    """The answer where the deed was done, else the status and the words of the page shown again."""

    answer: ResponseReturnValue | None = None
    status: int = 200
    conflict: str = ""


def keep(
    form: DraftForm,
    deed: Callable[[], str | None],
    *,
    said: str,
    then: str,
    subject_id: UUID | None = None,
    seen_now: Callable[[], str] | None = None,
) -> Outcome:
    """Do ``deed`` if the form was sent and is complete, say ``said`` and go to ``then``.

    A deed may return another address to go to. After a Conflict the form keeps what was typed and
    takes ``seen_now``, so that saving again is knowing; ``subject_id`` finds who was faster.
    """
    if not form.validate_on_submit():
        return Outcome(status=422 if form.is_submitted() else 200)
    if (answered := once.claim(form)) is not None:
        return Outcome(answered)
    try:
        elsewhere = deed()
    except Conflict as conflict:
        if seen_now is None:
            raise
        form.seen.data = seen_now()
        words = who_was_faster(subject_id) if subject_id else ""
        return Outcome(status=409, conflict=words or conflict.message)
    except Refusal as refusal:
        form.refuse(refusal)
        return Outcome(status=422)
    flash(said)
    return Outcome(once.go_to(form, elsewhere or then))


def who_was_faster(subject_id: UUID) -> str:
    """ "Demo Administrator changed this at 10:12: Unit 5 is new in Group B." """
    actor = current_actor()
    change = catalogue_changes.last(db_session(), subject_id, actor.centre_id) if actor else None
    if change is None:
        return ""
    who = change.actor.name if change.actor else "Somebody else"
    told = [str(one).replace("_", " ") for one in change.details.get("changed", [])]
    return f"{who} changed this at {time_of_day(change.at)}" + (
        f": {'; '.join(told)}" if told else ""
    )
