"""Choosing the optional units of an enrolment, by the candidate or their assessor."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.enrolment_events import UnitsChosen
from portfolio.domain.errors import Conflict
from portfolio.domain.unit_choice import OptionalUnit, check_choice
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import ChosenUnit, Enrolment
from portfolio.queries import roc, versions
from portfolio.queries.enrolment_progress import EnrolmentProgress, UnitRow
from portfolio.services import audit, progress


def choose_units(
    session: Session,
    actor: Actor,
    enrolment: Enrolment,
    unit_ids: Collection[UUID],
    seen: str,
) -> None:
    """Make ``unit_ids`` (of published units) the optional units of this enrolment.

    ``seen`` is the choice the person was shown (``choice_of``). Raises Refusal beside "units",
    and Conflict when somebody else changed the choice meanwhile. Units already begun stay.
    """
    session.refresh(enrolment, with_for_update=True)
    now = roc.progress(session, enrolment.id)
    if choice_of(now) != seen:
        raise Conflict("The chosen units changed while this page was open. Look at them again")
    listed = [_optional(row) for row in now.rows if not row.placed.mandatory]
    added, left_out = check_choice(listed, {str(i) for i in unit_ids}, enrolment.status)
    if not (added or left_out):
        return
    for unit in added:
        _add(session, actor, enrolment, UUID(unit.key))
    session.execute(
        delete(ChosenUnit).where(
            ChosenUnit.enrolment_id == enrolment.id,
            ChosenUnit.unit_id.in_([UUID(unit.key) for unit in left_out]),
        )
    )
    event = UnitsChosen(
        enrolment.id,
        added=tuple(unit.number for unit in added),
        left_out=tuple(unit.number for unit in left_out),
    )
    audit.record(session, actor, event, candidate_id=enrolment.candidate_id)
    progress.bump(session, [enrolment.candidate_id])


def plan_also(
    session: Session, actor: Actor, enrolment: Enrolment, unit_ids: Collection[UUID], seen: str
) -> None:
    """Add these optional units to those chosen; otherwise as ``choose_units``."""
    choose_units(session, actor, enrolment, {*_chosen(session, enrolment), *unit_ids}, seen)


def plan_without(
    session: Session, actor: Actor, enrolment: Enrolment, unit_ids: Collection[UUID], seen: str
) -> None:
    """Take these optional units out of those chosen; otherwise as ``choose_units``."""
    choose_units(session, actor, enrolment, _chosen(session, enrolment) - set(unit_ids), seen)


def _chosen(session: Session, enrolment: Enrolment) -> set[UUID]:
    """The optional units chosen; the mandatory ones are, from registration on."""
    rows = roc.progress(session, enrolment.id).rows
    return {row.unit_id for row in rows if row.chosen and not row.placed.mandatory}


def choice_of(progress_now: EnrolmentProgress) -> str:
    """The stored choice in one word, to notice when somebody else has changed it."""
    return ",".join(row.placed.number for row in progress_now.rows if row.chosen)


def _optional(row: UnitRow) -> OptionalUnit:
    return OptionalUnit(str(row.unit_id), row.placed.number, row.state, row.chosen)


def _add(session: Session, actor: Actor, enrolment: Enrolment, unit_id: UUID) -> None:
    """Plan the unit, and begin the candidate's way through it unless another qualification did."""
    moment = clock.now()
    session.add(
        ChosenUnit(
            enrolment_id=enrolment.id,
            unit_id=unit_id,
            chosen_by_id=actor.user_id,
            chosen_at=moment,
        )
    )
    begun = select(UnitProgress.id).where(
        UnitProgress.candidate_id == enrolment.candidate_id, UnitProgress.unit_id == unit_id
    )
    if session.scalar(begun) is None:
        session.add(
            UnitProgress(
                candidate_id=enrolment.candidate_id,
                unit_id=unit_id,
                specification_id=versions.specifications_in_use(
                    session, [unit_id], actor.centre_id
                ).get(unit_id),
                created_at=moment,
            )
        )
    session.flush()
