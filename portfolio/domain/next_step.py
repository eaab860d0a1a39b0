"""The one next thing for a candidate to do: what was sent back first, what is new last."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from portfolio.domain.criterion_words import counted, counted_of, listed_criteria
from portfolio.domain.states import (
    DeclarationState,
    EnrolmentStatus,
    EvidenceState,
    UnitState,
)
from portfolio.domain.words import in_words


class Kind(IntEnum):
    """What kind of step it is; of several qualifications the smallest comes first."""

    REPLACE = 1
    ANSWER = 2
    LOOK = 3
    DECLARE = 4
    SUBMIT = 5
    COMPLETE = 6
    CHOOSE = 7
    START = 8
    FINISHED = 9
    WAIT = 10
    STOPPED = 11


@dataclass(frozen=True)
class UnitFacts:
    """One of the candidate's units, in catalogue order.

    Criteria and evidence requirements by number: ``uncovered`` are those without any evidence,
    ``not_yet`` those decided "not yet".
    """

    key: str
    number: str
    title: str
    state: UnitState
    criteria: tuple[str, ...]
    uncovered: tuple[str, ...]
    not_yet: tuple[str, ...]
    declaration: DeclarationState


@dataclass(frozen=True)
class ItemFacts:
    """An item of evidence that waits for the candidate: a draft, or one sent back."""

    key: str
    code: str
    state: EvidenceState
    units: tuple[str, ...] = ()
    sent_back_by: str = ""
    sent_back_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """What is known of one enrolment. ``still_missing`` is what the projection leaves, in words;
    ``with_assessor`` how many items wait for a judgement."""

    status: EnrolmentStatus
    met: bool
    still_missing: str
    units: tuple[UnitFacts, ...]
    items: tuple[ItemFacts, ...]
    with_assessor: int


@dataclass(frozen=True)
class NextStep:
    """A sentence, why, and the words of its one button; ``key`` is of the item or unit it opens."""

    kind: Kind
    title: str
    why: str
    action: str | None = None
    key: str | None = None


def next_step(standing: Standing) -> NextStep:
    """The next thing to do in one enrolment."""
    if standing.status is not EnrolmentStatus.ACTIVE:
        state = standing.status.value.lower()
        return NextStep(
            Kind.STOPPED,
            f"Your registration is {state}",
            "Your centre can tell you more. What is here stays as it is.",
        )
    for rule in _RULES:
        step = rule(standing)
        if step is not None:
            return step
    return NextStep(Kind.WAIT, "Nothing to do for now", _waiting(standing.with_assessor))


def most_urgent(steps: Iterable[NextStep]) -> NextStep | None:
    """Of the next steps of several enrolments, the one to show; None for none."""
    return min(steps, key=lambda step: step.kind, default=None)


def _replace(standing: Standing) -> NextStep | None:
    for item in _in_state(standing, EvidenceState.RETURNED):
        why = "It is hidden until you replace it with a copy that shows no other person's details."
        title = f"{item.code} was sent back for personal details"
        return NextStep(Kind.REPLACE, title, why, f"Replace {item.code}", item.key)
    return None


def _answer(standing: Standing) -> NextStep | None:
    achieved = {unit.number for unit in standing.units if unit.state is UnitState.ACHIEVED}
    not_yet = {unit.number: unit.not_yet for unit in standing.units if unit.not_yet}
    for item in _in_state(standing, EvidenceState.REFERRED):
        if item.units and achieved.issuperset(item.units):
            continue
        number = next((number for number in item.units if number in not_yet), None)
        why = f"{_sent_back(item)} Read the feedback, then add what is missing."
        title = f"{item.code} was sent back"
        if number is not None:
            title = f"Unit {number}: {_needing(not_yet[number])} a little more"
        return NextStep(Kind.ANSWER, title, why, "See feedback, add evidence", item.key)
    for unit in standing.units:
        if unit.state is UnitState.REFERRED:
            needed = ""
            if unit.not_yet:
                needed = f"More evidence is needed for {listed_criteria(unit.not_yet)}. "
            why = f"{needed}Open the unit to see what your assessor said."
            title = f"Unit {unit.number} was sent back"
            return NextStep(Kind.LOOK, title, why, f"Open unit {unit.number}", unit.key)
    return None


def _declare(standing: Standing) -> NextStep | None:
    for unit in standing.units:
        if unit.state is not UnitState.READY or unit.declaration is DeclarationState.SIGNED:
            continue
        if unit.declaration is DeclarationState.VOID:
            title = f"Unit {unit.number}: sign your declaration again"
            why = "The evidence changed after you signed, so your signature no longer fits."
        else:
            title = f"Unit {unit.number}: declare the work your own"
            why = "Every criterion has evidence. Your assessor can sign off once you have signed."
        return NextStep(Kind.DECLARE, title, why, "Read and sign", unit.key)
    return None


def _submit(standing: Standing) -> NextStep | None:
    for item in _in_state(standing, EvidenceState.DRAFT):
        why = "Only you can see it. Finish it, then submit it to your assessor."
        title = f"{item.code} is still a draft"
        return NextStep(Kind.SUBMIT, title, why, f"Finish {item.code}", item.key)
    return None


def _finished(standing: Standing) -> NextStep | None:
    if not standing.met:
        return None
    why = "Your centre can now claim the award. There is nothing left for you to do."
    return NextStep(Kind.FINISHED, "Every rule is met", why)


def _complete(standing: Standing) -> NextStep | None:
    begun = [unit for unit in standing.units if unit.state is UnitState.IN_PROGRESS]
    open_ones = [unit for unit in begun if unit.uncovered]
    if not open_ones:
        return None
    unit = min(open_ones, key=lambda unit: len(unit.uncovered))
    covered = [number for number in unit.criteria if number not in unit.uncovered]
    why = f"{counted_of(covered, unit.criteria)} have evidence."
    title = f"Unit {unit.number}: {counted(unit.uncovered, in_words)} to go"
    return NextStep(Kind.COMPLETE, title, why, f"See what unit {unit.number} needs", unit.key)


def _choose(standing: Standing) -> NextStep | None:
    if not standing.still_missing:
        return None
    why = f"With the units you have now, this is still short: {standing.still_missing}."
    return NextStep(Kind.CHOOSE, "Choose your optional units", why, "Choose optional units")


def _start(standing: Standing) -> NextStep | None:
    for unit in standing.units:
        if unit.state is UnitState.NOT_STARTED and unit.criteria:
            title = f"Start unit {unit.number}: {unit.title}"
            why = "Begin with something you did at work this week: a photo, a letter, a recording."
            return NextStep(Kind.START, title, why, "Add evidence", unit.key)
    return None


_RULES: Sequence[Callable[[Standing], NextStep | None]] = (
    _replace,
    _answer,
    _declare,
    _submit,
    _finished,
    _complete,
    _choose,
    _start,
)


def _in_state(standing: Standing, state: EvidenceState) -> list[ItemFacts]:
    return [item for item in standing.items if item.state is state]


def _sent_back(item: ItemFacts) -> str:
    by = item.sent_back_by or "Your assessor"
    day = item.sent_back_on
    on = f" on {day:%A} {day.day} {day:%B %Y}" if day else ""
    return f"{by} sent back {item.code}{on}."


def _needing(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"{listed_criteria(numbers)} needs"
    return f"{counted(numbers, in_words)} need"


def _waiting(items: int) -> str:
    if not items:
        return "Your assessor has everything you submitted."
    held = "1 item" if items == 1 else f"{items} items"
    return f"Your assessor has {held} to judge. You will be told when there is an answer."
