"""One candidate's rows: items with a file and tags each, judgements, units and signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor, Role
from portfolio.domain.signature import SignedAuthenticity, fingerprint
from portfolio.domain.signoff import AuthenticityCheck
from portfolio.domain.states import (
    DecisionOutcome,
    DecisionStage,
    EvidenceState,
    UnitState,
)
from portfolio.models.assessment import Assessment, Decision, Declaration, SignOff, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.programme import UnitPlacement
from portfolio.models.specification import Criterion, LearningOutcome, UnitSpecification
from portfolio.queries.declarations import current_content
from portfolio.queries.sign_off import prepare

if TYPE_CHECKING:
    from tests.bench.worlds import Rows

VERSION = 90
"""Of the specifications made here, beside those the shipped catalogue has."""
NOT_YET_FROM_UNIT, NOT_YET_FROM_CRITERION = 5, 3
"""Units before this one are met in full; the later ones have criteria that are not yet."""


@dataclass(frozen=True)
class BenchUnit:
    unit_id: UUID
    mandatory: bool
    specification_id: UUID
    criteria: tuple[UUID, ...]


def specifications(
    rows: Rows, placements: Iterable[UnitPlacement], criteria: int, now: datetime
) -> list[BenchUnit]:
    """A specification of so many criteria under one outcome for each unit."""
    made = []
    for placement in placements:
        specification_id = rows.add(
            UnitSpecification,
            unit_id=placement.unit_id,
            version=VERSION,
            demonstration=True,
            created_at=now,
        )
        outcome_id = rows.add(
            LearningOutcome,
            specification_id=specification_id,
            number=1,
            text="Know and do what the demonstration asks",
        )
        numbers = tuple(
            rows.add(
                Criterion,
                specification_id=specification_id,
                outcome_id=outcome_id,
                criterion_number=f"1.{position}",
                position=position,
                text=f"Show that a customer was helped in demonstration case {position}",
            )
            for position in range(1, criteria + 1)
        )
        made.append(BenchUnit(placement.unit_id, placement.mandatory, specification_id, numbers))
    return made


class Portfolio:
    """The rows of one candidate's items and units, as evidence goes round the units in turn."""

    def __init__(
        self,
        rows: Rows,
        units: list[BenchUnit],
        centre_id: UUID,
        candidate_id: UUID,
        user_id: UUID,
        assessor_id: UUID,
        now: datetime,
    ) -> None:
        self.rows, self.units, self.now = rows, units, now
        self.centre_id, self.candidate_id = centre_id, candidate_id
        self.user_id, self.assessor_id = user_id, assessor_id
        self.progress = [rows.id() for _ in units]
        self.items: list[UUID] = []
        self.file_keys: list[str] = []
        self._met: dict[int, set[int]] = defaultdict(set)
        self._not_yet: set[int] = set()

    def add_items(self, count: int, judged: int) -> None:
        """``judged`` items with one tag and its decision; the others wait, with five tags."""
        for number in range(count):
            unit, criterion = number % len(self.units), number // len(self.units)
            places = len(self.units[unit].criteria)
            if number < judged:
                self._add_judged(number, unit, criterion % places)
            else:
                item = self._add_item(number, EvidenceState.SUBMITTED)
                for one in range(places):
                    self._tag(item, unit, one)

    def _add_item(self, number: int, state: EvidenceState) -> UUID:
        item = self.rows.add(
            Evidence,
            candidate_id=self.candidate_id,
            item_number=number + 1,
            state=state,
            title=f"What I did for a customer, case {number + 1}",
            kind="product",
            produced_on=self.now.date() - timedelta(days=60 - number % 60),
            description="How the customer was met, what they asked for and how it ended.",
            no_sources=True,
            no_personal_details_at=self.now,
            created_by_id=self.user_id,
            created_at=self.now - timedelta(days=60) + timedelta(hours=number),
            submitted_at=self.now - timedelta(days=30) + timedelta(hours=number),
        )
        self.items.append(item)
        self._add_file(item, number)
        return item

    def _add_file(self, item: UUID, number: int) -> None:
        file_id = self.rows.id()
        key = f"c/{self.centre_id}/{file_id.hex[:2]}/{file_id.hex}"
        self.file_keys.append(key)
        self.rows.add(
            EvidenceFile,
            id=file_id,
            evidence_id=item,
            candidate_id=self.candidate_id,
            key=key,
            name=f"case-{number + 1}.jpg",
            size=180_000 + number,
            sha256=self.rows.hex(),
            media_type="image/jpeg",
            position=1,
            uploaded_by_id=self.user_id,
            uploaded_at=self.now,
        )

    def _tag(self, item: UUID, unit: int, criterion: int) -> None:
        self.rows.add(
            EvidenceTag,
            evidence_id=item,
            unit_id=self.progress[unit],
            criterion_id=self.units[unit].criteria[criterion],
            tagged_by_id=self.user_id,
            tagged_at=self.now,
        )

    def _add_judged(self, number: int, unit: int, criterion: int) -> None:
        met = unit < NOT_YET_FROM_UNIT or criterion < NOT_YET_FROM_CRITERION
        state = EvidenceState.ACCEPTED if met else EvidenceState.REFERRED
        item = self._add_item(number, state)
        self._tag(item, unit, criterion)
        if met:
            self._met[unit].add(criterion)
        else:
            self._not_yet.add(unit)
        assessment_id = self.rows.add(
            Assessment,
            evidence_id=item,
            assessor_id=self.assessor_id,
            methods=["EP"],
            feedback="Read and judged against the criterion you chose",
            outcome=state,
            begun_at=self.now,
            released_at=self.now,
        )
        self.rows.add(
            Decision,
            assessment_id=assessment_id,
            evidence_id=item,
            unit_id=self.progress[unit],
            criterion_id=self.units[unit].criteria[criterion],
            outcome=DecisionOutcome.MET if met else DecisionOutcome.NOT_YET,
            stage=DecisionStage.SUMMATIVE,
            methods=["EP"],
            justification="The work itself shows what the criterion asks for",
            assessor_id=self.assessor_id,
            decided_at=self.now,
        )

    def add_units(self, *, achieved: int) -> list[UnitState]:
        """The units in the states their evidence gives them, the first ones as signed off."""
        states = []
        for index, unit in enumerate(self.units):
            state = self._state(index, signed=index < achieved)
            self.rows.add(
                UnitProgress,
                id=self.progress[index],
                candidate_id=self.candidate_id,
                unit_id=unit.unit_id,
                specification_id=unit.specification_id,
                state=state,
                created_at=self.now,
            )
            states.append(state)
        return states

    def _state(self, index: int, *, signed: bool) -> UnitState:
        if index in self._not_yet:
            return UnitState.REFERRED
        if len(self._met[index]) == len(self.units[index].criteria):
            return UnitState.ACHIEVED if signed else UnitState.READY
        return UnitState.IN_PROGRESS if self._met[index] else UnitState.NOT_STARTED


def sign(session: Session, unit_ids: Iterable[UUID], assessor_id: UUID, now: datetime) -> None:
    """Declarations and sign-offs of these units, over the evidence as it lies there."""
    for unit_id in unit_ids:
        unit = session.get_one(UnitProgress, unit_id)
        content = current_content(session, unit)
        candidate_id = unit.candidate.user_id
        role = Role.CANDIDATE.value
        declared = _signed(unit_id, content, now)
        session.add(Declaration(signed_by_id=candidate_id, signed_role=role, **declared))
        session.flush()
        assessor = Actor(assessor_id, "", Role.ASSESSOR, unit.candidate.centre_id, "", assessor_id)
        how = SignedAuthenticity((AuthenticityCheck.OBSERVED.value,), "")
        statement = prepare(session, assessor, unit).statement(assessor_id, how)
        session.add(
            SignOff(
                candidate_user_id=candidate_id,
                signed_by_id=assessor_id,
                signed_role=Role.ASSESSOR.value,
                authenticity=list(how.checks),
                **_signed(unit_id, statement, now),
            )
        )
    session.flush()


def _signed(unit_id: UUID, content: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "wording_version": content["wording"],
        "content": content,
        "content_sha256": fingerprint(content),
        "signed_at": now,
    }
