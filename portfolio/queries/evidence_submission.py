"""What decides about submitting an item besides the item itself: its neighbours and its readers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.domain.actors import Role
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.photographs import NEED_A_STATEMENT
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Assignment, Enrolment
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.person import User
from portfolio.models.programme import CombinationRule, Qualification, UnitPlacement
from portfolio.queries.evidence import is_counted
from portfolio.queries.versions import ever_stood


@dataclass(frozen=True)
class Beside:
    """Whether photographs of this item need a statement, and whether one stands beside them."""

    photographs_need_one: bool
    statement: bool


def beside(session: Session, evidence: Evidence) -> Beside:
    """Look at the qualifications of the item's units, and at items sharing a criterion with it."""
    unit_ids = {tag.unit_id for tag in evidence.current_tags}
    criterion_ids = {tag.criterion_id for tag in evidence.current_tags}
    asks = select(
        exists()
        .where(UnitProgress.id.in_(unit_ids))
        .where(UnitPlacement.unit_id == UnitProgress.unit_id)
        .where(Qualification.id == UnitPlacement.qualification_id)
        .where(Qualification.entry_code.in_(NEED_A_STATEMENT))
        .where(Enrolment.qualification_id == Qualification.id)
        .where(Enrolment.candidate_id == UnitProgress.candidate_id)
        .where(CombinationRule.id == Enrolment.rule_id)
        .where(ever_stood(CombinationRule.structure_version))
    )
    other = aliased(Evidence)
    explains = or_(
        other.kind == EvidenceType.PERSONAL_STATEMENT,
        exists().where(
            EvidenceFile.evidence_id == other.id,
            is_counted(),
            EvidenceFile.media_type.not_like("image/%"),
        ),
    )
    stands_beside = select(
        exists()
        .where(other.candidate_id == evidence.candidate_id, other.id != evidence.id)
        .where(other.state.not_in({EvidenceState.WITHDRAWN, EvidenceState.RETURNED}))
        .where(EvidenceTag.evidence_id == other.id, EvidenceTag.removed_at.is_(None))
        .where(EvidenceTag.criterion_id.in_(criterion_ids))
        .where(explains)
    )
    return Beside(bool(session.scalar(asks)), bool(session.scalar(stands_beside)))


def assessors_of(session: Session, unit_ids: Collection[UUID]) -> Sequence[UUID]:
    """The people who assess these units of their candidate today."""
    return session.scalars(
        select(Assignment.user_id)
        .join(Enrolment, Enrolment.id == Assignment.enrolment_id)
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .join(UnitPlacement, UnitPlacement.qualification_id == Enrolment.qualification_id)
        .join(
            UnitProgress,
            (UnitProgress.unit_id == UnitPlacement.unit_id)
            & (UnitProgress.candidate_id == Enrolment.candidate_id),
        )
        .where(
            UnitProgress.id.in_(unit_ids),
            ever_stood(CombinationRule.structure_version),
            Assignment.role == Role.ASSESSOR,
            Assignment.ended_at.is_(None),
        )
        .distinct()
    ).all()


def assessor_names(session: Session, unit_ids: Collection[UUID]) -> Sequence[str]:
    """The names of the people who assess these units, in order."""
    people = assessors_of(session, unit_ids)
    return session.scalars(select(User.name).where(User.id.in_(people)).order_by(User.name)).all()
