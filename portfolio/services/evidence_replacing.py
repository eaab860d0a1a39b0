"""Replacing a file: both versions stay, and what was decided about the old one stops counting."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import evidence_changes
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_events import FileReplaced
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import Decision
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.queries import evidence_decisions
from portfolio.services import audit, evidence_files, signed_units
from portfolio.services.evidence_files import Received


def replace(
    session: Session, actor: Actor, evidence: Evidence, file_id: UUID, by: Received
) -> EvidenceFile:
    """Put a new file in the place of an old one (R-099).

    Decisions on the item are superseded, not erased; an accepted item goes back to the candidate,
    who submits it again; declarations that named the old file become void. Refuses while the item
    is locked and while a unit it is used for is signed off.
    """
    signed_units.hold(session, evidence)
    evidence_changes.check_replaceable(
        evidence.state,
        staff_record=evidence.staff_record,
        signed_off_units=evidence_decisions.signed_off_units(session, evidence.id),
    )
    old = next((file for file in evidence.current_files if file.id == file_id), None)
    if old is None:
        raise Refusal("That file is no longer there. Look at the list again", "files")
    old.removed_at = clock.now()
    old.removed_by_id = actor.user_id
    new = evidence_files.attach(session, actor, evidence, [by])[0]
    evidence_files.touch(evidence)
    new.position = old.position
    new.is_permission = old.is_permission
    superseded = _supersede(session, actor, evidence, f"“{old.name}” was replaced")
    if evidence.state is EvidenceState.ACCEPTED:
        evidence.state = EvidenceState.REFERRED
    event = FileReplaced(
        old.id, evidence.code, f"{old.name} {old.sha256}", by=str(by), superseded=tuple(superseded)
    )
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    evidence_files.follow(session, evidence, f"A file of {evidence.code} was replaced")
    return new


def _supersede(session: Session, actor: Actor, evidence: Evidence, reason: str) -> Sequence[str]:
    """Mark every decision in force on the item as resting on a file that is gone."""
    in_force: Sequence[Decision] = evidence_decisions.in_force(session, evidence.id)
    for decision in in_force:
        decision.superseded_at = clock.now()
        decision.superseded_by_id = actor.user_id
        decision.superseded_reason = reason
    return [decision.criterion.criterion_number for decision in in_force]
