"""What every list of candidates says of one: how far their units are, and what they study."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ScalarSelect, case, func, select
from sqlalchemy.orm import Session

from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.programme import Qualification


def units_in(state: UnitState | None) -> ScalarSelect[int]:
    """A column: the candidate's units in ``state``, all of them with None."""
    wanted = UnitProgress.id if state is None else case((UnitProgress.state == state, 1))
    return (
        select(func.count(wanted))
        .where(UnitProgress.candidate_id == Candidate.id)
        .scalar_subquery()
    )


def qualifications_of(session: Session, candidate_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The qualifications of each candidate in words, the first registered first; one query."""
    rows = session.execute(
        select(Enrolment.candidate_id, Qualification.entry_code, Qualification.title)
        .join(Enrolment.qualification)
        .where(Enrolment.candidate_id.in_(candidate_ids))
        .order_by(Enrolment.created_at)
    )
    found: dict[UUID, list[str]] = {}
    for candidate_id, code, title in rows:
        found.setdefault(candidate_id, []).append(f"{title} ({code})")
    return found
