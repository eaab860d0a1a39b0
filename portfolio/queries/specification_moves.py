"""Which candidates of a centre work by which version of a unit's criteria."""

from uuid import UUID

from sqlalchemy import ColumnElement, Exists, Select, exists, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portfolio.domain.states import EvidenceState
from portfolio.domain.tag_moves import Worded
from portfolio.models.assessment import SignOff, UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import Criterion


def of_centre(unit_id: UUID, centre_id: UUID) -> Select[UUID]:
    """Ids of the units (one candidate's each) at the centre."""
    return (
        select(UnitProgress.id)
        .join(UnitProgress.candidate)
        .where(UnitProgress.unit_id == unit_id, Candidate.centre_id == centre_id)
    )


def untouched(session: Session, unit_id: UUID, centre_id: UUID) -> list[UUID]:
    """Those no evidence was ever tagged in and nobody signed: they move to a version at once."""
    return list(
        session.scalars(
            of_centre(unit_id, centre_id).where(
                ~exists().where(EvidenceTag.unit_id == UnitProgress.id),
                ~exists().where(SignOff.unit_id == UnitProgress.id),
            )
        )
    )


def begun(session: Session, unit_id: UUID, centre_id: UUID) -> int:
    """How many candidates of the centre have the unit."""
    return len(session.scalars(of_centre(unit_id, centre_id)).all())


def behind(
    session: Session, unit_id: UUID, centre_id: UUID, in_use: UUID | None
) -> list[UnitProgress]:
    """Those that work by an older version than the one in use and are not signed off, by name."""
    return list(
        session.scalars(
            select(UnitProgress)
            .join(UnitProgress.candidate)
            .options(contains_eager(UnitProgress.candidate), joinedload(UnitProgress.specification))
            .where(
                UnitProgress.unit_id == unit_id,
                Candidate.centre_id == centre_id,
                *is_behind(in_use),
            )
            .order_by(Candidate.name, UnitProgress.id)
        )
    )


def is_behind(in_use: UUID | None) -> tuple[ColumnElement[bool], ...]:
    """The conditions of working by an older version and not being signed off."""
    return UnitProgress.specification_id != in_use, ~_signed_off()


def criteria(session: Session, specification_id: UUID) -> list[Worded]:
    """Criteria and evidence requirements of a version, in their order."""
    rows = session.execute(
        select(Criterion.id, Criterion.criterion_number, Criterion.text)
        .where(Criterion.specification_id == specification_id)
        .order_by(Criterion.position)
    )
    return [Worded(*row) for row in rows]


def is_signed_off(session: Session, unit: UnitProgress) -> bool:
    return bool(session.scalar(select(_signed_off()).where(UnitProgress.id == unit.id)))


def _signed_off() -> Exists:
    return exists().where(SignOff.unit_id == UnitProgress.id, SignOff.withdrawn_at.is_(None))


def is_frozen(session: Session, unit: UnitProgress) -> bool:
    """Whether an item tagged in the unit is frozen: its tags stay until the appeal is decided."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    EvidenceTag.unit_id == unit.id,
                    EvidenceTag.removed_at.is_(None),
                    EvidenceTag.evidence_id == Evidence.id,
                    Evidence.state == EvidenceState.FROZEN,
                )
            )
        )
    )
