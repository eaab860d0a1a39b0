"""What the progress panel says: its sentence, its rules one by one, and what has changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.domain.clauses import Shortfall
from portfolio.domain.combination import Outcome, Verdict
from portfolio.domain.qualification import PlacedUnit
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.words import credits_of, listed, units_of

ONE_EACH = "ONE_PER_GROUP:"


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


def why_it_fails(shortfall: Shortfall, verdict: Verdict) -> str:
    """The one rule that still fails with its figures, and what counts towards a level so far."""
    said = f"{shortfall.words}."
    if shortfall.code != "LEVEL_MIN":
        return said
    level, counted = verdict.rule.level, verdict.achieved.counted
    numbers = [
        placed.number
        for placed in counted
        if level.counts(placed.unit.level, mandatory=placed.mandatory)
    ]
    if not numbers:
        return f"{said} No unit counts towards it yet. The total is enough; the level is not."
    verb = "counts" if len(numbers) == 1 else "count"
    return f"{said} {units_of(numbers)} {verb} towards it. The total is enough; the level is not."


def best_choice(outcome: Outcome, rule: RuleOfCombination) -> str:
    """Which units of a full group count, in words; "" where none is over a maximum (AMB-03)."""
    said = []
    for letter in sorted({placed.group for placed in outcome.over_maximum}):
        kept = [placed for placed in outcome.counted if placed.group == letter]
        credit = credits_of(rule.group_maxima[letter])
        if not kept:
            said.append(f"No unit of Group {letter} fits into the {credit} that count.")
            continue
        named = units_of([placed.number for placed in kept])
        makes = "makes" if len(kept) == 1 else "make"
        had = sum(placed.unit.credit for placed in kept)
        said.append(
            f"{named} {makes} {had} of the {credit} that count in Group {letter}, the best choice."
        )
    return " ".join(said)


def missing(verdict: Verdict) -> list[str]:
    """Every failing rule in words, with the amount missing (R-031), in the order of the bars."""
    failing = {shortfall.code: shortfall.words for shortfall in verdict.achieved.failing}
    return [failing[code] for code, _text, _value in _all(verdict) if code in failing]


def clauses(verdict: Verdict) -> list[Clause]:
    """Every rule, those that stand first; what asks for a unit of each group in one line."""
    failing = {shortfall.code for shortfall in verdict.achieved.failing}
    standing = [one for one in _all(verdict) if one[0] not in failing]
    letters = [code.partition(":")[2] for code, _, _ in standing if code.startswith(ONE_EACH)]
    each = f"A unit from each of Groups {listed(letters)}" if len(letters) > 1 else ""
    lines: list[Clause] = []
    for code, text, value in standing:
        if not each or not code.startswith(ONE_EACH):
            lines.append(Clause(True, text, value))
        elif code.endswith(letters[0]):
            lines.append(Clause(True, each, f"{len(letters)} of {len(letters)}"))
    return [*lines, *(Clause(False, words) for words in missing(verdict))]


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
