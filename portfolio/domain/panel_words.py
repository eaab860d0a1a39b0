"""What the progress panel says: its sentence, its rules one by one, and what has changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.domain.clauses import Shortfall
from portfolio.domain.combination import Verdict
from portfolio.domain.qualification import PlacedUnit
from portfolio.domain.words import credits_of, listed, units_of


@dataclass(frozen=True)
class Clause:
    """One rule as the panel lists it; a failing one carries its figures in its text."""

    met: bool
    text: str
    value: str = ""


def sentence(verdict: Verdict) -> str:
    """What the candidate's units come to, now and with those in progress and planned (R-030)."""
    if verdict.met:
        spare = f", with {credits_of(verdict.surplus)} to spare" if verdict.surplus else ""
        return f"Every rule is met{spare}.{_over(verdict.achieved.over_maximum)}"
    achieved, projected = verdict.achieved.tally.total, verdict.projected.tally.total
    if not (verdict.in_progress or verdict.planned):
        return f"{credits_of(achieved)} achieved. No other unit is started or planned."
    ahead = f"{achieved} achieved, {projected} projected with units in progress and planned."
    enough = "would meet" if verdict.projected.met else "would not yet meet"
    return f"{ahead} That {enough} every rule."


def news(verdict: Verdict, seen: Iterable[str]) -> str:
    """What changed since a page showed the units numbered ``seen`` as achieved."""
    now, before = achieved_numbers(verdict), set(seen)
    gone = [
        unit.number
        for unit in verdict.qualification.units
        if unit.number in before and unit.number not in now
    ]
    come = [number for number in now if number not in before]
    said = [f"{units_of(come)} achieved."] if come else []
    if gone:
        said.append(f"{units_of(gone)} no longer achieved.")
    met = " Every rule is met." if verdict.met else ""
    total = f"{verdict.achieved.tally.total} of {verdict.rule.total_min} credits."
    return f"{' '.join(said) or 'Progress has changed.'} {total}{met}"


def achieved_numbers(verdict: Verdict) -> list[str]:
    """Numbers of every achieved unit, counted or over a maximum, in catalogue order."""
    units = (*verdict.achieved.counted, *verdict.achieved.over_maximum)
    return [unit.number for unit in sorted(units, key=lambda unit: unit.position)]


def headline(shortfall: Shortfall) -> str:
    """The one rule that still fails, as a heading."""
    if shortfall.unit_of_count == "units":
        return f"No unit from {shortfall.clause} yet"
    return f"{credits_of(shortfall.short)} short at {shortfall.clause}"


def missing(verdict: Verdict) -> list[str]:
    """Every failing rule in words, with the amount missing (R-031), in the order of the bars."""
    failing = {shortfall.code: shortfall.words for shortfall in verdict.achieved.failing}
    return [failing[code] for code, _text, _value in _all(verdict) if code in failing]


def clauses(verdict: Verdict) -> list[Clause]:
    """Every rule, those that stand first."""
    failing = {shortfall.code for shortfall in verdict.achieved.failing}
    standing = [
        Clause(True, text, value) for code, text, value in _all(verdict) if code not in failing
    ]
    return [*standing, *(Clause(False, words) for words in missing(verdict))]


def _all(verdict: Verdict) -> Iterable[tuple[str, str, str]]:
    """Code, words and figures of each rule, in the order of the panel."""
    rule, have = verdict.rule, verdict.achieved.tally
    qualification = verdict.qualification
    yield "MIN_TOTAL", "All credit", f"{have.total} of {rule.total_min}"
    mandatory = [group for group in qualification.groups if group.mandatory]
    if mandatory:
        credit = sum(have.by_group[group.letter] for group in mandatory)
        named = ", ".join(group.heading for group in mandatory)
        yield "MANDATORY", named, f"{credit} of {rule.mandatory_credit}"
    if rule.optional_min is not None:
        yield "MIN_OPTIONAL", "Optional credit", f"{have.optional} of {rule.optional_min}"
    for letter, least in rule.group_minima.items():
        heading = qualification.group(letter).heading
        yield f"GROUP_MIN:{letter}", heading, f"{have.by_group[letter]} of {least}"
    for letter in rule.one_per_group:
        heading = qualification.group(letter).heading
        yield f"ONE_PER_GROUP:{letter}", heading, "at least one unit"
    yield "LEVEL_MIN", rule.level.words, f"{have.level} of {rule.level.credit}"


def _over(units: tuple[PlacedUnit, ...]) -> str:
    if not units:
        return ""
    numbers = units_of([unit.number for unit in units])
    credit = credits_of(sum(unit.unit.credit for unit in units))
    groups = sorted({unit.group for unit in units})
    full = f"Group {listed(groups)} is" if len(groups) == 1 else f"Groups {listed(groups)} are each"
    verbs = "is achieved but does" if len(units) == 1 else "are achieved but do"
    return f" {numbers} ({credit}) {verbs} not count: {full} at the maximum."
