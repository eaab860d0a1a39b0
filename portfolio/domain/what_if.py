"""Trying units out: what an address or a form names, and the panel as if those were signed off."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from portfolio.domain.combination import Verdict, evaluate
from portfolio.domain.panel import Note, Panel, panel
from portfolio.domain.panel_words import best_choice
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.words import credits_of, listed

MOST = 200
"""So many unit numbers are read of one address; no qualification lists as many units."""
LONGEST = 24
"""Characters of an unknown number that are repeated to whoever sent it."""
NAMED = 10
"""So many unknown numbers are named; the rest is counted."""

_BETWEEN = re.compile(r"[,;\n]+|(?<=\d)\s+")
"""Between two numbers. A space within one ("B 15") does not part it; every number ends in a digit,
so that "1 2" is two units and never unit 12."""


@dataclass(frozen=True)
class Trial:
    """Units tried out in one qualification: the verdict as if they were signed off.

    ``doubts`` says in sentences what of the input was left out, and why.
    """

    verdict: Verdict
    doubts: tuple[str, ...]

    @property
    def units(self) -> tuple[PlacedUnit, ...]:
        """The units tried out, in catalogue order."""
        stands = self.verdict.achieved
        return tuple(sorted((*stands.counted, *stands.over_maximum), key=lambda u: u.position))

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(placed.number for placed in self.units)

    @property
    def typed(self) -> str:
        """The units as an address names them: "1,2,7"."""
        return ",".join(self.numbers)

    @property
    def _outcome(self) -> Note | None:
        choice = best_choice(self.verdict.achieved, self.verdict.rule)
        if not self.verdict.met:
            return Note("Only whole units count", choice) if choice else None
        signed = "Each of them has yet to be signed off."
        return Note("Enough for the full award", " ".join(filter(None, (signed, choice))))

    @property
    def panel(self) -> Panel:
        """The progress panel, in words that claim no achievement."""
        said = _sentence(self)
        verdict = self.verdict
        total, asked = verdict.achieved.tally.total, verdict.rule.total_min
        standing = "Met" if verdict.met else "Not met yet"
        return replace(
            panel(verdict),
            title=f"{verdict.qualification.entry_code} if these units were signed off",
            sentence=said,
            outcome=self._outcome,
            news=f"{total} of {asked} credits. {standing}.",
        )


def try_out(
    qualification: Qualification, texts: Iterable[str], rule: RuleOfCombination | None = None
) -> Trial:
    """The trial of units as typed: each text holds one number or several ("1,2,7").

    Nothing is refused: what names no unit here is left out and said among the doubts. Units
    count as in R-035, as if each were signed off.
    """
    numbers = _numbers(texts)
    read = list(islice(numbers, MOST))
    more = next(numbers, None) is not None
    verdict = evaluate(qualification, read, rule=rule)
    return Trial(verdict, tuple(_doubts(verdict, more)))


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    return (part.strip() for text in texts for part in _BETWEEN.split(text) if part.strip())


def _doubts(verdict: Verdict, more: bool) -> Iterable[str]:
    code = verdict.qualification.entry_code
    unknown = list(dict.fromkeys(map(_short, verdict.ignored_inputs)))
    if unknown:
        named, rest = unknown[:NAMED], len(unknown) - NAMED
        those = listed([*named, f"{rest} more"]) if rest > 0 else listed(named)
        yield f"{code} lists no unit {those}. Left out."
    if verdict.duplicate_inputs:
        yield "A unit named more than once counts once."
    if more:
        yield f"More than {MOST} units are named. Only the first {MOST} were read."


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _sentence(trial: Trial) -> str:
    verdict = trial.verdict
    if not trial.units:
        return "No unit is chosen yet."
    if verdict.met:
        spare = f", with {credits_of(verdict.surplus)} to spare" if verdict.surplus else ""
        return f"Every rule is met{spare}."
    count = len(trial.units)
    credit = credits_of(verdict.achieved.tally.total)
    failing = len(verdict.achieved.failing)
    units = "1 unit" if count == 1 else f"{count} units"
    rules = "1 rule is" if failing == 1 else f"{failing} rules are"
    return f"{units}, {credit} counted. {rules[0].upper()}{rules[1:]} not met yet."
