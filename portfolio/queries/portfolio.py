"""A portfolio at a glance: what the candidate is registered on, with whom, and every unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.coverage import UnitCoverage
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Assignment, Enrolment
from portfolio.models.evidence import Evidence
from portfolio.models.programme import (
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
    UnitSpecification,
)
from portfolio.queries.coverage import coverage_of


@dataclass(frozen=True)
class UnitLine:
    """One of the candidate's units as a qualification lists it."""

    number: str
    group: str
    group_name: str
    unit: Unit
    progress: UnitProgress
    coverage: UnitCoverage
    demonstration: bool

    @property
    def title(self) -> str:
        return self.unit.title

    @property
    def state(self) -> str:
        return self.progress.state.value

    @property
    def fact(self) -> str:
        """One fact beside the state: "12 of 14 criteria met"."""
        if not self.coverage.criteria:
            return "criteria not loaded"
        return f"{len(self.coverage.met)} of {len(self.coverage.criteria)} criteria met"


@dataclass
class EnrolmentView:
    enrolment: Enrolment
    staff: list[Assignment] = field(default_factory=list)
    units: list[UnitLine] = field(default_factory=list)


def of_candidate(session: Session, candidate_id: UUID) -> list[EnrolmentView]:
    """Every enrolment of the candidate with its staff and chosen units; seven queries in all."""
    enrolments = session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.qualification))
        .where(Enrolment.candidate_id == candidate_id)
        .order_by(Enrolment.created_at)
    ).all()
    views = {enrolment.qualification_id: EnrolmentView(enrolment) for enrolment in enrolments}
    by_id = {view.enrolment.id: view for view in views.values()}
    for assignment in _staff(session, candidate_id):
        by_id[assignment.enrolment_id].staff.append(assignment)
    for qualification_id, line in _units(session, candidate_id):
        views[qualification_id].units.append(line)
    return list(views.values())


def evidence_counts(session: Session, candidate_id: UUID) -> dict[EvidenceState, int]:
    """How many items the portfolio holds in each state."""
    rows = session.execute(
        select(Evidence.state, func.count())
        .where(Evidence.candidate_id == candidate_id)
        .group_by(Evidence.state)
    )
    return {state: count for state, count in rows}  # noqa: C416 -- rows are not pairs to mypy


def _staff(session: Session, candidate_id: UUID) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment)
        .options(joinedload(Assignment.user))
        .where(Assignment.candidate_id == candidate_id, Assignment.ended_at.is_(None))
        .order_by(Assignment.role)
    ).all()


def _units(session: Session, candidate_id: UUID) -> list[tuple[UUID, UnitLine]]:
    rows = session.execute(
        select(UnitPlacement, UnitGroup.name, Unit, UnitProgress, UnitSpecification.demonstration)
        .join(Qualification, Qualification.id == UnitPlacement.qualification_id)
        .join(Enrolment, Enrolment.qualification_id == Qualification.id)
        .join(Unit, Unit.id == UnitPlacement.unit_id)
        .join(
            UnitProgress,
            and_(UnitProgress.unit_id == Unit.id, UnitProgress.candidate_id == candidate_id),
        )
        .join(
            UnitGroup,
            and_(
                UnitGroup.qualification_id == Qualification.id,
                UnitGroup.letter == UnitPlacement.group_letter,
            ),
        )
        .outerjoin(UnitSpecification, UnitSpecification.id == UnitProgress.specification_id)
        .where(Enrolment.candidate_id == candidate_id)
        .order_by(UnitPlacement.position)
    ).all()
    covered = coverage_of(session, {progress.id for _, _, _, progress, _ in rows})
    return [
        (
            placement.qualification_id,
            UnitLine(
                placement.unit_number,
                placement.group_letter,
                group_name,
                unit,
                progress,
                covered[progress.id],
                bool(demonstration),
            ),
        )
        for placement, group_name, unit, progress, demonstration in rows
    ]
