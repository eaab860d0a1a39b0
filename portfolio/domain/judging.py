"""What an assessor hands in about one item, and what must be in it before it counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portfolio.domain.criterion_words import criterion_name, listed_criteria
from portfolio.domain.decisions import decision_refusals
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.methods import METHODS, read_code
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState

JUDGED_IN = frozenset({EvidenceState.SUBMITTED, EvidenceState.ACCEPTED, EvidenceState.REFERRED})
"""States an item can be judged in; the later two when a decision is looked at again."""

CANNOT_BE_JUDGED = {
    EvidenceState.DRAFT: "The candidate is still working on it. It has not been submitted",
    EvidenceState.WITHDRAWN: "The candidate took this item back. It cannot be judged",
    EvidenceState.RETURNED: "This item was sent back for personal details. It cannot be judged "
    "until it is replaced",
    EvidenceState.FROZEN: "This item is frozen while an appeal is open. It can be neither judged "
    "nor tagged until the appeal is decided",
}

FEEDBACK_MISSING = "Enter your feedback: what went well, and what to do next"


@dataclass(frozen=True)
class Judgement:
    """What the assessor says of one criterion; no outcome yet while they are still looking.

    ``why`` is the justification (002 s5.11). ``reason`` says why an earlier decision changes.
    """

    criterion_id: UUID
    outcome: DecisionOutcome | None = None
    why: str = ""
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        return self.outcome is None and not self.why.strip() and not self.reason.strip()


@dataclass(frozen=True)
class Sheet:
    """Everything an assessor fills in about one item."""

    judgements: tuple[Judgement, ...] = ()
    methods: tuple[str, ...] = ()
    stage: DecisionStage = DecisionStage.SUMMATIVE
    feedback: str = ""


@dataclass(frozen=True)
class Earlier:
    """The decision that stands for a criterion on this item.

    ``same_submission``: nothing was handed in again since, so a change needs a reason (R-157).
    ``on_appeal``: it came of an appeal, and holds for as long as nothing is handed in again.
    """

    outcome: DecisionOutcome
    why: str
    methods: tuple[str, ...]
    stage: DecisionStage
    same_submission: bool
    on_appeal: bool = False

    def says(self, judgement: Judgement, sheet: Sheet) -> bool:
        """Whether recording ``judgement`` would change nothing."""
        return (
            self.outcome is judgement.outcome
            and self.why == judgement.why.strip()
            and set(self.methods) == set(sheet.methods)
            and self.stage is sheet.stage
        )


@dataclass(frozen=True)
class Asked:
    """A criterion the item is tagged to and this assessor judges.

    ``simulation_bar`` says why method S cannot be used for its unit, None where it can.
    """

    criterion_id: UUID
    number: str
    earlier: Earlier | None = None
    simulation_bar: str | None = None

    @property
    def name(self) -> str:
        """As a label says it: "3.2", or "Evidence requirement 2"."""
        return criterion_name(self.number)


@dataclass(frozen=True)
class Recording:
    """What is to be recorded: decisions that are new or changed, and the methods in order."""

    judgements: tuple[Judgement, ...]
    methods: tuple[str, ...]
    met: int = field(default=0)
    """How many criteria are met by this item, counting decisions that stay as they are."""


def check_state(state: EvidenceState) -> None:
    """Refuse to judge an item that is not with the assessor."""
    if state not in JUDGED_IN:
        raise Refusal(CANNOT_BE_JUDGED[state])


def check_methods(codes: Iterable[str], asked: Iterable[Asked]) -> tuple[str, ...]:
    """The codes in the record sheet's order.

    Raises Refusal when there is none, when one does not exist, or when simulation is barred for
    one of the units (R-088, R-089, R-138).
    """
    chosen = {read_code(code) for code in codes}
    if not chosen:
        raise Refusal("Choose at least one assessment method", "methods")
    for criterion in asked:
        if "S" in chosen and criterion.simulation_bar:
            raise Refusal(criterion.simulation_bar, "methods")
    return tuple(code for code in METHODS if code in chosen)


def for_acceptance(sheet: Sheet, asked: Sequence[Asked]) -> Recording:
    """What accepting the item records: a summative decision on every criterion, one met at least.

    Raises Refusals naming each thing that is missing.
    """
    if sheet.stage is DecisionStage.FORMATIVE:
        raise Refusal(
            "Formative decisions meet no criterion. Choose Summative to accept this item, or "
            "refer it back with your guidance",
            "stage",
        )
    judgements = _by_criterion(sheet)
    undecided = [
        Refusal(
            f"Choose Met or Not yet for {listed_criteria([criterion.number])}, or untag it",
            f"outcome-{criterion.criterion_id}",
        )
        for criterion in asked
        if judgements[criterion.criterion_id].outcome is None and criterion.earlier is None
    ]
    recording = _recording(sheet, asked, undecided)
    if recording.met == 0:
        raise Refusal(
            "An item is accepted for the criteria it meets, and none is met here. Refer it back "
            "instead"
        )
    return recording


def for_referral(sheet: Sheet, asked: Sequence[Asked]) -> Recording:
    """What referring the item back records: the decisions made, possibly none, and feedback.

    Raises Refusals naming each thing that is missing.
    """
    return _recording(sheet, asked, [])


def _recording(sheet: Sheet, asked: Sequence[Asked], found: list[Refusal]) -> Recording:
    judgements = _by_criterion(sheet)
    pairs = [(criterion, judgements[criterion.criterion_id]) for criterion in asked]
    new = [
        (criterion, judgement)
        for criterion, judgement in pairs
        if not judgement.is_empty
        and not (criterion.earlier and criterion.earlier.says(judgement, sheet))
    ]
    refusals = [*found]
    for criterion, judgement in new:
        refusals += _about(criterion, judgement, sheet)
    methods: tuple[str, ...] = ()
    if new or found:
        try:
            methods = check_methods(sheet.methods, [criterion for criterion, _ in new])
        except Refusal as refusal:
            refusals.append(refusal)
    if not sheet.feedback.strip():
        refusals.append(Refusal(FEEDBACK_MISSING, "feedback"))
    if refusals:
        raise Refusals(_once_each(refusals))
    return Recording(tuple(judgement for _, judgement in new), methods, _met(pairs))


def _about(criterion: Asked, judgement: Judgement, sheet: Sheet) -> Iterator[Refusal]:
    earlier = criterion.earlier
    fields = {"outcome": "outcome", "why": "reason", "reason": "change"}
    for refusal in decision_refusals(
        outcome=judgement.outcome,
        justification=judgement.why,
        changes=bool(earlier and earlier.same_submission),
        reason=judgement.reason,
    ):
        field_name = f"{fields[refusal.field or 'outcome']}-{criterion.criterion_id}"
        yield Refusal(f"{criterion.name}: {refusal.message}", field_name)
    if earlier and earlier.on_appeal and earlier.same_submission:
        yield Refusal(
            f"{criterion.name} was decided on appeal. That decision holds until the candidate "
            "hands in something new",
            f"outcome-{criterion.criterion_id}",
        )
    formative = sheet.stage is DecisionStage.FORMATIVE
    if formative and earlier and earlier.stage is DecisionStage.SUMMATIVE:
        yield Refusal(
            f"{criterion.name} has a summative decision. Choose Summative to change it", "stage"
        )


def _met(pairs: Iterable[tuple[Asked, Judgement]]) -> int:
    """How many are met once the judgements are recorded."""
    outcomes = (
        judgement.outcome or (criterion.earlier.outcome if criterion.earlier else None)
        for criterion, judgement in pairs
    )
    return sum(outcome is DecisionOutcome.MET for outcome in outcomes)


def _by_criterion(sheet: Sheet) -> Mapping[UUID, Judgement]:
    return _Judgements({judgement.criterion_id: judgement for judgement in sheet.judgements})


class _Judgements(dict[UUID, Judgement]):
    def __missing__(self, criterion_id: UUID) -> Judgement:
        return Judgement(criterion_id)


def _once_each(refusals: Iterable[Refusal]) -> list[Refusal]:
    return list({(one.field, one.message): one for one in refusals}.values())
