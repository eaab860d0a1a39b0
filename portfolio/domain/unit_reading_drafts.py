"""Outcomes and criteria while they are read: their texts grow line by line."""

import re
from dataclasses import dataclass, field

from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import join, plain

LONGEST_TEXT = 20_000
"""Letters after which lines are no longer put to a text."""


@dataclass
class Draft:
    """A numbered text; ``first`` is the line it began with."""

    number: str
    first: Said
    text: str = ""
    lines: list[int] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    """Why its text may not be what the document means."""

    def add(self, text: str, said: Said, known: frozenset[str]) -> None:
        """Put one more line to the text, unless it is far longer than any criterion."""
        if len(self.text) > LONGEST_TEXT:
            return
        joined = join(self.text, text, known)
        self.text = joined.text
        if joined.guessed:
            word = text.split()[0] if text.split() else ""
            self.guessed.append(f"a word was broken before “{word}”: check its hyphen")
        if said.at >= 0 and said.at not in self.lines[-1:]:
            self.lines.append(said.at)


@dataclass
class OutcomeDraft(Draft):
    criteria: list[Draft] = field(default_factory=list)
    again: str = ""
    """What was told of its text once more, as at the top of a further page."""

    def add(self, text: str, said: Said, known: frozenset[str]) -> None:
        """Put one more line to the text, if it does not go on telling it once more."""
        whole = f"{self.again} {text}"
        if self.again and _letters(self.text).startswith(_letters(whole)):
            self.again = whole
        else:
            super().add(text, said, known)


@dataclass
class Body:
    """Outcomes with criteria that belong together, read from ``start`` to ``end``."""

    start: int
    """Index of the line it begins with."""
    end: int = 0
    outcomes: list[OutcomeDraft] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """Each with the number it is about."""
    is_sure: bool = False
    """Whether something says that these are outcomes and criteria."""

    @property
    def last(self) -> tuple[int, int]:
        """Number of the last criterion, (0, 0) before the first."""
        for outcome in reversed(self.outcomes):
            if outcome.criteria:
                major, minor = outcome.criteria[-1].number.split(".")
                return int(major), int(minor)
        return 0, 0

    @property
    def last_outcome(self) -> int:
        return int(self.outcomes[-1].number) if self.outcomes else 0

    @property
    def criteria(self) -> list[Draft]:
        return [criterion for outcome in self.outcomes for criterion in outcome.criteria]

    def outcome(self, number: int) -> OutcomeDraft | None:
        """The outcome with this number, if it is known."""
        return next((one for one in self.outcomes if one.number == str(number)), None)

    def has(self, number: str) -> bool:
        return any(criterion.number == number for criterion in self.criteria)


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, one of them perhaps marked as continued."""
    return _bare(one) == _bare(other)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _bare(text))


def _bare(text: str) -> str:
    words = plain(text).casefold().rstrip(" .:;")
    return re.sub(r"\s*\(?(?:continued|cont\.?|cont'd|cont’d)\)?$", "", words)
