"""How far a candidate is with a unit: the state of each criterion, the unit's, and its gaps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from portfolio.domain.decisions import Decision, settling
from portfolio.domain.numbering import criterion_order
from portfolio.domain.states import CriterionState, DecisionOutcome, EvidenceState, UnitState

_NOT_EVIDENCE = frozenset({EvidenceState.WITHDRAWN, EvidenceState.RETURNED})
"""Items in these states cover nothing: taken back, or hidden until replaced."""

_WITH_THE_ASSESSOR = frozenset({EvidenceState.SUBMITTED, EvidenceState.ACCEPTED})


@dataclass(frozen=True)
class Tag:
    """An item of evidence, in its present state, tagged to a criterion of the unit."""

    criterion: str
    evidence: EvidenceState


@dataclass(frozen=True)
class UnitCoverage:
    """The criteria of one unit with the candidate's tags and the decisions in force.

    Its evidence requirements are among them, last: they are tagged, judged and met alike.
    """

    criteria: tuple[str, ...]
    evidence: dict[str, frozenset[EvidenceState]]
    decisions: dict[str, Decision]
    signed_off: bool

    @cached_property
    def states(self) -> dict[str, CriterionState]:
        """Every criterion's state, in numerical order."""
        return {criterion: self._state_of(criterion) for criterion in self.criteria}

    @cached_property
    def met(self) -> tuple[str, ...]:
        return self._in_state(CriterionState.MET)

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Criteria without accepted evidence, to be closed before the unit is claimed (R-151)."""
        return tuple(c for c in self.criteria if self.states[c] is not CriterionState.MET)

    @property
    def not_yet(self) -> tuple[str, ...]:
        return self._in_state(CriterionState.NOT_YET)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Criteria without any evidence, whatever its state."""
        return tuple(c for c in self.criteria if not self.evidence.get(c))

    @property
    def all_met(self) -> bool:
        """Whether there are criteria and every one is met."""
        return bool(self.criteria) and not self.gaps

    @property
    def unit_state(self) -> UnitState:
        """The unit's state: one whose criteria are not loaded can never be ready or achieved."""
        if self.signed_off:
            return UnitState.ACHIEVED
        if not any(self.evidence.values()) and not self.decisions:
            return UnitState.NOT_STARTED
        if any(self._candidate_acts_next(criterion) for criterion in self.criteria):
            return UnitState.REFERRED
        if self.criteria and all(self._needs_no_more(criterion) for criterion in self.criteria):
            return UnitState.READY
        return UnitState.IN_PROGRESS

    def _state_of(self, criterion: str) -> CriterionState:
        decision = self.decisions.get(criterion)
        if decision is not None:
            met = decision.outcome is DecisionOutcome.MET
            return CriterionState.MET if met else CriterionState.NOT_YET
        return CriterionState.TAGGED if self.evidence.get(criterion) else CriterionState.OPEN

    def _in_state(self, state: CriterionState) -> tuple[str, ...]:
        return tuple(c for c in self.criteria if self.states[c] is state)

    def _waits_for_the_assessor(self, criterion: str) -> bool:
        states = self.evidence.get(criterion, frozenset())
        if self.states[criterion] is CriterionState.NOT_YET:
            # What was accepted before or with the refusal does not answer it; only new work does.
            return EvidenceState.SUBMITTED in states
        return not states.isdisjoint(_WITH_THE_ASSESSOR)

    def _needs_no_more(self, criterion: str) -> bool:
        met = self.states[criterion] is CriterionState.MET
        return met or self._waits_for_the_assessor(criterion)

    def _candidate_acts_next(self, criterion: str) -> bool:
        """Whether it was sent back and nothing new has been submitted for it."""
        if self._needs_no_more(criterion):
            return False
        sent_back = EvidenceState.REFERRED in self.evidence.get(criterion, frozenset())
        return sent_back or self.states[criterion] is CriterionState.NOT_YET


def coverage(
    criteria: Iterable[str],
    tags: Iterable[Tag],
    decisions: Sequence[Decision] = (),
    *,
    signed_off: bool = False,
) -> UnitCoverage:
    """The coverage of a unit from its criterion numbers, all tags and all recorded decisions.

    Formative and superseded decisions settle nothing; `signed_off` says that a sign-off stands.
    """
    numbers = tuple(sorted(criteria, key=criterion_order))
    known = set(numbers)
    by_criterion: dict[str, set[EvidenceState]] = defaultdict(set)
    for tag in tags:
        if tag.criterion in known and tag.evidence not in _NOT_EVIDENCE:
            by_criterion[tag.criterion].add(tag.evidence)
    in_force = settling(decision for decision in decisions if decision.criterion in known)
    return UnitCoverage(
        criteria=numbers,
        evidence={criterion: frozenset(states) for criterion, states in by_criterion.items()},
        decisions=in_force,
        signed_off=signed_off,
    )
