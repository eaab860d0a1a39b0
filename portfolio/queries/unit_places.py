"""Where a unit stands in the qualification a candidate does it for."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Enrolment
from portfolio.models.programme import CombinationRule, Qualification, UnitGroup, UnitPlacement
from portfolio.queries.versions import ever_stood, stands


@dataclass(frozen=True)
class UnitPlace:
    """Where a candidate's unit stands in the first of their qualifications that lists it."""

    entry_code: str
    number: str
    group: str


_LAST_LISTED = case(
    (
        stands(UnitPlacement, CombinationRule.structure_version),
        CombinationRule.structure_version,
    ),
    else_=UnitPlacement.until_version - 1,
)
"""The version whose groups say where the unit is: the candidate's, or the last to list it."""


def places(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, UnitPlace]:
    """The place of each unit, by the id of its progress; the earliest enrolment decides."""
    rows = session.execute(
        select(
            UnitProgress.id,
            Qualification.entry_code,
            UnitPlacement.unit_number,
            UnitGroup.letter,
            UnitGroup.name,
        )
        .join(Enrolment, Enrolment.candidate_id == UnitProgress.candidate_id)
        .join(Enrolment.qualification)
        .join(Enrolment.rule)
        .join(UnitPlacement, UnitPlacement.qualification_id == Qualification.id)
        .join(UnitGroup, UnitGroup.qualification_id == Qualification.id)
        .where(
            UnitPlacement.unit_id == UnitProgress.unit_id,
            UnitGroup.letter == UnitPlacement.group_letter,
            ever_stood(CombinationRule.structure_version),
            stands(UnitGroup, _LAST_LISTED),
        )
        .where(UnitProgress.id.in_(unit_ids))
        .order_by(
            Enrolment.created_at.desc(),
            Qualification.entry_code.desc(),
            UnitPlacement.since_version,
        )
    )
    # The last row of a unit wins: its earliest enrolment, the place it has or had last there.
    return {
        unit_id: UnitPlace(code, number, f"Group {letter} - {name}")
        for unit_id, code, number, letter, name in rows
    }
