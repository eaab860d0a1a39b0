"""Files that arrived and are not safe at the centre yet, or never will be."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.states import FileState
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag, item_code
from portfolio.queries.declarations import NOT_SIGNED_FOR


def being_checked(session: Session, unit_id: UUID) -> list[str]:
    """The codes of the unit's items with a file that arrived and is still being checked."""
    numbers = session.scalars(
        select(Evidence.item_number)
        .join(EvidenceTag, EvidenceTag.evidence_id == Evidence.id)
        .join(EvidenceFile, EvidenceFile.evidence_id == Evidence.id)
        .where(
            EvidenceTag.unit_id == unit_id,
            EvidenceTag.removed_at.is_(None),
            Evidence.state.not_in(NOT_SIGNED_FOR),
            EvidenceFile.removed_at.is_(None),
            EvidenceFile.state == FileState.CHECKING,
        )
        .distinct()
        .order_by(Evidence.item_number)
    )
    return [item_code(number) for number in numbers]
