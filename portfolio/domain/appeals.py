"""Appeals against assessment decisions: what can be appealed, who may decide, what follows.

Source: 001 s3.0 and s9.0, 000 Performance Indicators; AMB-25 (R-304, R-305).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portfolio.domain.cases import Outcome
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.states import DecisionOutcome, EvidenceState

FREEZES_IN = frozenset({EvidenceState.SUBMITTED, EvidenceState.ACCEPTED, EvidenceState.REFERRED})
"""The states in which an item can hold a decision and go back to once the appeal is decided."""

MOST_WORDS = 8000
"""Characters of grounds, of what should change and of a reason."""


class Appealed(StrEnum):
    """What an appeal is against."""

    CRITERION = "Criterion"
    """Not yet, for one criterion on one item."""
    REFUSED = "Sign-off refused"
    WITHDRAWN = "Sign-off withdrawn"


class Part(StrEnum):
    """How somebody had to do with what is appealed, so that they never decide it (R-304)."""

    CANDIDATE = "the candidate"
    ASSESSOR = "the original assessor"
    IQA = "the quality assurer of the decision"


FINDINGS = (Outcome.UPHELD, Outcome.PARTLY_UPHELD, Outcome.NOT_UPHELD)

FINDING_WORDS: Mapping[Outcome, str] = {
    Outcome.UPHELD: "The criterion is met. Your decision replaces the assessor’s",
    Outcome.PARTLY_UPHELD: "Still not yet, but for other reasons. Yours replace the assessor’s",
    Outcome.NOT_UPHELD: "The assessor’s decision stands as it is",
}
"""What each finding does to a decision on a criterion."""

SIGN_OFF_WORDS: Mapping[Outcome, str] = {
    Outcome.UPHELD: "The unit is to be signed off. Its assessor is told to do so",
    Outcome.PARTLY_UPHELD: "It stays unsigned, but the way it was decided was wrong",
    Outcome.NOT_UPHELD: "It stays unsigned",
}
"""What each finding says of a sign-off; nobody signs for somebody else (R-128)."""


@dataclass(frozen=True)
class Finding:
    """What the reviewer found on one point: an outcome, and why."""

    point_id: UUID
    outcome: Outcome | None = None
    reasons: str = ""


def check_brought(points: Collection[object], grounds: str) -> None:
    """Refuse an appeal that names no decision or gives no grounds; Refusals name both."""
    refusals = []
    if not points:
        refusals.append(Refusal("Choose at least one decision you appeal against", "points"))
    if not grounds.strip():
        refusals.append(Refusal("Say why you think the decision is wrong", "grounds"))
    if refusals:
        raise Refusals(refusals)


def check_reviewer(user_id: UUID, involved: Mapping[UUID, Part], able: Collection[UUID]) -> None:
    """Refuse a reviewer who had to do with the decision, or who cannot assess (R-304)."""
    if part := involved.get(user_id):
        raise Refusal(
            f"This person is {part} in this appeal. Somebody who had nothing to do with the "
            "decision must review it",
            "reviewer",
        )
    if user_id not in able:
        raise Refusal("Choose an assessor or quality assurer of the centre", "reviewer")


def check_findings(point_ids: Collection[UUID], findings: Iterable[Finding]) -> None:
    """Every point needs an outcome and reasons; raises Refusals beside each field that lacks."""
    found = {finding.point_id: finding for finding in findings}
    refusals = []
    for point_id in point_ids:
        finding = found.get(point_id, Finding(point_id))
        if finding.outcome not in FINDINGS:
            refusals.append(
                Refusal("Choose Upheld, Partly upheld or Not upheld", f"finding-{point_id}")
            )
        if not finding.reasons.strip():
            refusals.append(Refusal("Give your reasons", f"reasons-{point_id}"))
    if refusals:
        raise Refusals(refusals)


def overall(outcomes: Collection[Outcome]) -> Outcome:
    """The outcome of the whole appeal: what every point has, else Partly upheld."""
    return next(iter(outcomes)) if len(set(outcomes)) == 1 else Outcome.PARTLY_UPHELD


def decided_anew(finding: Outcome) -> DecisionOutcome | None:
    """The outcome of the superseding decision on a criterion; None where the old one stands."""
    return {
        Outcome.UPHELD: DecisionOutcome.MET,
        Outcome.PARTLY_UPHELD: DecisionOutcome.NOT_YET,
    }.get(finding)


def state_afterwards(
    before: EvidenceState, tagged: Collection[UUID], decided: Mapping[UUID, DecisionOutcome]
) -> EvidenceState:
    """The state of an item that is no longer frozen.

    It is what it was, but for an item sent back of which every criterion is now met: that one is
    accepted. ``decided`` holds the decisions that stand, by criterion.
    """
    all_met = bool(tagged) and all(decided.get(one) is DecisionOutcome.MET for one in tagged)
    if before is EvidenceState.REFERRED and all_met:
        return EvidenceState.ACCEPTED
    return before
