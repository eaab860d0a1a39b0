"""What covers each criterion of a candidate already, in words for the criteria picker."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.states import DecisionOutcome, EvidenceState
from portfolio.models.assessment import Assessment, Decision
from portfolio.models.evidence import Evidence, EvidenceTag


def marks(session: Session, candidate_id: UUID, without: UUID) -> dict[UUID, tuple[str, bool]]:
    """What each criterion is met, sent back or tagged by: in that order of weight."""
    met: dict[UUID, list[str]] = defaultdict(list)
    not_yet: dict[UUID, str] = {}
    for criterion_id, outcome, item in session.execute(
        select(Decision.criterion_id, Decision.outcome, Evidence)
        .join(Assessment, Assessment.id == Decision.assessment_id)
        .join(Evidence, Evidence.id == Decision.evidence_id)
        .where(
            Evidence.candidate_id == candidate_id,
            Decision.superseded_at.is_(None),
            Assessment.released_at.is_not(None),
        )
        .order_by(Evidence.item_number)
    ):
        if outcome is DecisionOutcome.MET:
            met[criterion_id].append(item.code)
        else:
            not_yet[criterion_id] = item.code
    tagged = _tagged(session, candidate_id, without)
    found = {one: (f"Tagged by {_listed(codes)}", False) for one, codes in tagged.items()}
    found |= {one: (f"Not yet: {code} was sent back", False) for one, code in not_yet.items()}
    found |= {one: (f"Met by {_listed(codes)}", True) for one, codes in met.items()}
    return found


def _tagged(session: Session, candidate_id: UUID, without: UUID) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for criterion_id, item in session.execute(
        select(EvidenceTag.criterion_id, Evidence)
        .join(EvidenceTag.evidence)
        .where(
            Evidence.candidate_id == candidate_id,
            Evidence.id != without,
            EvidenceTag.removed_at.is_(None),
            Evidence.state.not_in({EvidenceState.WITHDRAWN, EvidenceState.RETURNED}),
        )
        .order_by(Evidence.item_number)
    ):
        found[criterion_id].append(item.code)
    return found


def _listed(codes: list[str]) -> str:
    """ "E-04", "E-04 and E-11", "E-04, E-11 and 3 more"."""
    if len(codes) > 3:
        return f"{', '.join(codes[:2])} and {len(codes) - 2} more"
    return " and ".join(filter(None, [", ".join(codes[:-1]), codes[-1]]))
