"""The rows of the tracker: one registration each, and how every unit of it stands."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, String, case, cast, func, select
from sqlalchemy.orm import Session

from portfolio.domain.combination import Outcome
from portfolio.domain.states import EnrolmentStatus
from portfolio.domain.tracker import BEGUN, Share, Standing, in_words, shares
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.programme import CombinationRule, UnitPlacement
from portfolio.queries.tracker_list import (
    Assessing,
    Assessor,
    is_assessing,
    is_listed,
    last_active,
    stands_now,
    with_standing,
)
from portfolio.queries.tracker_structure import Structure, Version

STANDINGS = {one.value: one for one in Standing}


class Listed(NamedTuple):
    """A registration that the filters leave."""

    enrolment_id: UUID
    candidate_id: UUID
    rule_id: UUID


class Cell(NamedTuple):
    """A unit of a candidate: its number in their version, how it stands, whether it has a page."""

    number: str
    standing: Standing
    opens: bool


@dataclass(frozen=True)
class TrackerRow:
    """One registration. ``cells`` are by unit; a unit that its version does not list has none."""

    candidate_id: UUID
    enrolment_id: UUID
    name: str
    candidate_number: str | None
    status: EnrolmentStatus
    assessor: str | None
    last_active: datetime | None
    version: Version
    outcome: Outcome
    cells: Mapping[UUID, Cell]

    @property
    def credit(self) -> int:
        """What is achieved and counts."""
        return self.outcome.tally.total

    @property
    def needed(self) -> int:
        return self.version.rule.total_min

    @property
    def words(self) -> str:
        return in_words(cell.standing for cell in self.cells.values())

    @property
    def bar(self) -> tuple[Share, ...]:
        """Credit achieved and counted, in progress, and planned."""
        credit = Counter[Standing]()
        for unit_id, cell in self.cells.items():
            credit[cell.standing] += self.version.placed[unit_id].unit.credit
        in_progress = sum(credit[one] for one in BEGUN)
        return shares(self.needed, self.credit, in_progress, credit[Standing.NOT_STARTED])


def load(
    session: Session,
    structure: Structure,
    listed: Sequence[Listed],
    outcomes: Mapping[UUID, Outcome],
) -> list[TrackerRow]:
    """The rows of these registrations in their order, in two queries whatever their number."""
    described = _described(session, [one.enrolment_id for one in listed])
    cells = _cells(session, structure, listed)
    return [
        TrackerRow(
            **described[one.enrolment_id]._mapping,
            version=structure.versions[one.rule_id],
            outcome=outcomes[one.enrolment_id],
            cells=cells[one.enrolment_id],
        )
        for one in listed
    ]


def _described(session: Session, enrolment_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    columns: tuple[Any, ...] = (
        Candidate.id.label("candidate_id"),
        Enrolment.id.label("enrolment_id"),
        Candidate.name.label("name"),
        Candidate.candidate_number.label("candidate_number"),
        Enrolment.status.label("status"),
        Assessor.name.label("assessor"),
        last_active().label("last_active"),
    )
    found = session.execute(
        select(*columns)
        .select_from(Enrolment)
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .outerjoin(Assessing, is_assessing())
        .outerjoin(Assessor, Assessor.id == Assessing.user_id)
        .where(Enrolment.id.in_(enrolment_ids))
    )
    return {row.enrolment_id: row for row in found}


def _cells(
    session: Session, structure: Structure, listed: Sequence[Listed]
) -> dict[UUID, dict[UUID, Cell]]:
    """By registration, its units. The database puts those of each into one text: making objects
    of 12,000 rows would take most of the time of a page."""
    place = cast(UnitPlacement.position, String)
    opens = case((UnitProgress.id.is_(None), ""), else_="opens")
    texts = func.aggregate_strings(place + ":" + stands_now + ":" + opens, ",")
    columns: tuple[Any, ...] = (Enrolment.id, texts)
    units: Select[Any] = (
        select(*columns)
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .join(UnitPlacement, is_listed())
    )
    rows = session.execute(
        with_standing(units)
        .where(Enrolment.id.in_([one.enrolment_id for one in listed]))
        .group_by(Enrolment.id)
    )
    found: dict[UUID, str] = {row[0]: row[1] for row in rows}
    return {
        one.enrolment_id: _read(structure.versions[one.rule_id], found.get(one.enrolment_id, ""))
        for one in listed
    }


def _read(version: Version, text: str) -> dict[UUID, Cell]:
    """The units of a registration from "1:Achieved:opens,2:Not chosen:"."""
    found = {}
    for part in text.split(",") if text else ():
        position, word, opens = part.split(":")
        unit_id, number = version.by_position[int(position)]
        found[unit_id] = Cell(number, STANDINGS[word], bool(opens))
    return found
