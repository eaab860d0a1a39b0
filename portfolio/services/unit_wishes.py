"""Wanting units in the plan of an enrolment and leaving units out of it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.enrolment_events import UnitsWished
from portfolio.domain.errors import Conflict
from portfolio.domain.unit_wishes import OpenUnit, Wish, check_wishes
from portfolio.models.enrolment import Enrolment, UnitWish
from portfolio.queries import roc
from portfolio.queries.enrolment_progress import EnrolmentProgress
from portfolio.services import audit, progress


def wish(
    session: Session,
    actor: Actor,
    enrolment: Enrolment,
    wished: Mapping[str, Wish],
    seen: str,
) -> None:
    """Make ``wished`` (by numbers of units) the wishes for the open units of an enrolment.

    ``seen`` is what the person was shown (``wishes_of``). Raises Refusal beside "wishes", and
    Conflict when somebody else changed them meanwhile. Wishes for planned units are left alone.
    """
    session.refresh(enrolment, with_for_update=True)
    now = roc.progress(session, enrolment.id)
    if wishes_of(now) != seen:
        raise Conflict("The wishes changed while this page was open. Look at them again")
    open_units = [OpenUnit(row.placed.number, row.wish) for row in now.rows if row.open]
    changes = check_wishes(open_units, wished, enrolment.status)
    if not changes:
        return
    ids = {row.placed.number: row.unit_id for row in now.rows}
    new = {ids[unit.number]: wished_now for unit, wished_now in changes}
    _store(session, actor, enrolment, new)
    event = UnitsWished(
        enrolment.id,
        wanted=_numbers(changes, Wish.WANTED),
        left_out=_numbers(changes, Wish.LEFT_OUT),
        either=_numbers(changes, None),
    )
    audit.record(session, actor, event, candidate_id=enrolment.candidate_id)
    progress.bump(session, [enrolment.candidate_id])


def _store(
    session: Session, actor: Actor, enrolment: Enrolment, changed: Mapping[UUID, Wish | None]
) -> None:
    """The new wishes, by ids of published units, in place of those that stood."""
    session.execute(
        delete(UnitWish).where(
            UnitWish.enrolment_id == enrolment.id,
            UnitWish.unit_id.in_(changed),
        )
    )
    session.add_all(
        UnitWish(
            enrolment_id=enrolment.id,
            unit_id=unit_id,
            wish=new,
            wished_by_id=actor.user_id,
            wished_at=clock.now(),
        )
        for unit_id, new in changed.items()
        if new is not None
    )


def wishes_of(progress_now: EnrolmentProgress) -> str:
    """The stored wishes for open units in one word, to notice when somebody else changed them."""
    return ",".join(
        f"{row.placed.number}:{row.wish.value}"
        for row in progress_now.rows
        if row.open and row.wish is not None
    )


def _numbers(changes: list[tuple[OpenUnit, Wish | None]], new: Wish | None) -> tuple[str, ...]:
    return tuple(unit.number for unit, wished in changes if wished is new)
