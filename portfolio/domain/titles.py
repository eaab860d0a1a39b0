"""When the titles of two units could be taken for one unit: the same, or nearly the same."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

NEARLY = 0.8
"""From here on titles are nearly the same, by their words or by their letters. Of the pairs of
shipped units that two qualifications do not share, the last one a reader would mix up reaches
0.815 and the first one nobody would reaches 0.78."""

_JOINING = ("a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "their", "to", "your")
_CONNECTING = frozenset((*_JOINING, "through", "use", "using", "with"))
"""They join the words that say what a unit is about."""


class Likeness(StrEnum):
    """How alike two titles are, as a sentence names it."""

    SAME = "the same title"
    NEAR = "nearly the same title"


@lru_cache(maxsize=16_384)
def likeness(one: str, other: str) -> Likeness | None:
    """How alike two titles are, None where nobody would take one for the other.

    Case, hyphens, apostrophes and the plural make no difference. Likeness says nothing of the
    units: only the reference tells whether they are one.
    """
    words, others = _words(one), _words(other)
    if not words or not others:
        return None
    if words == others:
        return Likeness.SAME
    alike = _shared(words, others) >= NEARLY or _letters(" ".join(words), " ".join(others))
    return Likeness.NEAR if alike else None


def _words(title: str) -> tuple[str, ...]:
    plain = re.sub(r"['’‐‑-]", "", title.casefold())
    return tuple(_singular(word) for word in re.findall(r"[^\W_]+", plain))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _shared(words: tuple[str, ...], others: tuple[str, ...]) -> float:
    """The share of words that both have, in whatever order (Dice's coefficient)."""
    these, those = set(words) - _CONNECTING, set(others) - _CONNECTING
    together = len(these) + len(those)
    return 2 * len(these & those) / together if together else 0.0


def _letters(one: str, other: str) -> bool:
    """Whether enough letters stand in the same order; the same whichever title comes first."""
    matcher = SequenceMatcher(None, min(one, other), max(one, other), autojunk=False)
    # Two upper bounds first: most titles are far apart, and the ratio itself takes long.
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(ratio() >= NEARLY for ratio in bounds)
