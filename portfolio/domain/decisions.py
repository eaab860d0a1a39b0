"""An assessor's decision on one criterion: what it must say, and which one is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portfolio.domain.errors import Refusal
from portfolio.domain.states import DecisionOutcome


@dataclass(frozen=True)
class Decision:
    """A recorded decision, as far as the state of its criterion depends on it.

    `summative` is False for formative guidance; `superseded` marks one that a later decision or
    a changed file has replaced; `feedback_given` is False until the candidate has the feedback.
    """

    criterion: str
    outcome: DecisionOutcome
    decided_at: datetime
    summative: bool = True
    superseded: bool = False
    feedback_given: bool = True

    @property
    def in_force(self) -> bool:
        """Whether it settles its criterion: summative, not superseded, feedback given (R-149)."""
        return self.summative and self.feedback_given and not self.superseded


def settling(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that settles each criterion.

    Met on one item stays met whatever another item lacks: not every criterion need be met by each
    piece of evidence (002 s5.8). Taking it back means superseding that decision. Among decisions
    alike the latest settles, of two at once the second.
    """
    found: dict[str, Decision] = {}
    for decision in filter(lambda one: one.in_force, decisions):
        held = found.get(decision.criterion)
        if held is None or _outranks(decision, held):
            found[decision.criterion] = decision
    return found


def _outranks(decision: Decision, held: Decision) -> bool:
    if decision.outcome is not held.outcome:
        return decision.outcome is DecisionOutcome.MET
    return decision.decided_at >= held.decided_at


def decision_refusals(
    *, outcome: DecisionOutcome | None, justification: str, changes: bool, reason: str
) -> list[Refusal]:
    """What is missing from a decision about to be recorded.

    `changes` says that it replaces an earlier decision on the criterion; it then needs a reason.
    """
    refusals = []
    if outcome is None:
        refusals.append(Refusal("Choose Met or Not yet", "outcome"))
    if not justification.strip():
        refusals.append(
            Refusal("Say why: what in the evidence meets the criterion or is missing", "why")
        )
    if changes and not reason.strip():
        refusals.append(Refusal("Say why the earlier decision changes", "reason"))
    return refusals
