"""Which criteria an item of evidence is offered for; untagging keeps the row (RD10)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.queries import evidence_criteria
from portfolio.services import evidence_files, signed_units


@dataclass(frozen=True)
class TagChange:
    """What choosing changed, criteria in words ("4 3.2"), and every unit it concerns."""

    tagged: tuple[str, ...]
    untagged: tuple[str, ...]
    unit_ids: frozenset[UUID]


def choose(
    session: Session, actor: Actor, evidence: Evidence, criterion_ids: Collection[UUID]
) -> TagChange:
    """Make the chosen criteria the item's tags; part of describing it, which records the deed.

    Any number, in any of the candidate's units (R-073, R-074). Refuses criteria of other units, and
    of units whose sign-off rests on the item.
    """
    offered = evidence_criteria.offered(session, evidence.candidate_id)
    if not set(criterion_ids) <= offered.keys():
        raise Refusal("Choose criteria of your own units", "criteria")
    held = {tag.criterion_id: tag for tag in evidence.current_tags}
    added = [offered[one] for one in criterion_ids if one not in held]
    dropped = [tag for one, tag in held.items() if one not in criterion_ids]
    if signed_units.is_signed_for(evidence):
        moved = {place.unit_id for place in added} | {tag.unit_id for tag in dropped}
        signed_units.check_units(session, moved, "criteria")
    for place in added:
        session.add(
            EvidenceTag(
                evidence=evidence,
                unit_id=place.unit_id,
                criterion_id=place.criterion_id,
                tagged_by_id=actor.user_id,
                tagged_at=clock.now(),
            )
        )
    for tag in dropped:
        tag.removed_at = clock.now()
        tag.removed_by_id = actor.user_id
    if added or dropped:
        evidence_files.touch(evidence)
    return TagChange(
        tagged=tuple(f"{place.reference} {place.number}" for place in added),
        untagged=tuple(_words(offered, tag) for tag in dropped),
        unit_ids=frozenset({tag.unit_id for tag in evidence.current_tags + dropped}),
    )


def _words(offered: dict[UUID, evidence_criteria.Place], tag: EvidenceTag) -> str:
    place = offered.get(tag.criterion_id)
    return f"{place.reference} {place.number}" if place else str(tag.criterion_id)
