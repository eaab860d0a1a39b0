"""The index of a portfolio: every item in the candidate's order, with what it is for and holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portfolio.domain.actors import Actor
from portfolio.domain.states import EvidenceState
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import Criterion
from portfolio.queries import unit_places
from portfolio.queries.visibility import may_open

IN_ORDER = (Evidence.place_in_index, Evidence.item_number)


@dataclass
class IndexEntry:
    """An item, and the criteria it is for by the number of their unit."""

    item: Evidence
    criteria: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PortfolioIndex:
    """``withdrawn`` counts the items that are left out because they were taken back for good."""

    entries: Sequence[IndexEntry]
    withdrawn: int


def index_of(session: Session, actor: Actor, candidate_id: UUID) -> PortfolioIndex:
    """The items ``actor`` may open, in five queries whatever their number."""
    items = session.scalars(
        select(Evidence)
        .where(
            Evidence.candidate_id == candidate_id,
            Evidence.state != EvidenceState.WITHDRAWN,
            may_open(actor),
        )
        .options(selectinload(Evidence.files))
        .order_by(*IN_ORDER)
    ).all()
    entries = {item.id: IndexEntry(item) for item in items}
    for evidence_id, unit, criteria in _criteria(session, candidate_id):
        if evidence_id in entries:
            entries[evidence_id].criteria[unit] = criteria
    return PortfolioIndex(list(entries.values()), _withdrawn(session, candidate_id))


def ranks(session: Session, candidate_id: UUID) -> list[tuple[UUID, int]]:
    """The candidate's items that have a place, in their order, each with its rank."""
    rows = session.execute(
        select(Evidence.id, Evidence.place_in_index)
        .where(Evidence.candidate_id == candidate_id, Evidence.state != EvidenceState.WITHDRAWN)
        .order_by(*IN_ORDER)
    )
    return [(row[0], row[1]) for row in rows]


def _criteria(session: Session, candidate_id: UUID) -> list[tuple[UUID, str, list[str]]]:
    rows = session.execute(
        select(EvidenceTag.evidence_id, EvidenceTag.unit_id, Criterion.criterion_number)
        .join(EvidenceTag.evidence)
        .join(EvidenceTag.criterion)
        .where(Evidence.candidate_id == candidate_id, EvidenceTag.removed_at.is_(None))
        .order_by(EvidenceTag.unit_id, Criterion.position)
    ).all()
    numbers: dict[tuple[UUID, UUID], list[str]] = defaultdict(list)
    for evidence_id, unit_id, number in rows:
        numbers[evidence_id, unit_id].append(number)
    places = unit_places.places(session, {unit_id for _evidence_id, unit_id in numbers})
    return sorted(
        (evidence_id, places[unit_id].number if unit_id in places else "–", found)
        for (evidence_id, unit_id), found in numbers.items()
    )


def _withdrawn(session: Session, candidate_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Evidence)
            .where(
                Evidence.candidate_id == candidate_id,
                Evidence.state == EvidenceState.WITHDRAWN,
            )
        )
        or 0
    )
