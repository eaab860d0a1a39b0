"""Where else an item of evidence might count: criteria of other units worded alike (002 s2.1).

It is a hint to look there, never a judgement: the words of two criteria can be close and ask for
different things.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

ALIKE = 0.3
"""How alike two criteria are from which one hints at the other; 1 is the same words."""
A_UNIT = 3
"""Hints shown of one unit at most."""
LEAST_LETTERS = 4
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y")
_EVERYWHERE = frozenset(
    _WORD.findall(
        "about after also been before being both does each from have into know more must need "
        "other over such than that their them then there these they this those through under what "
        "when where which while will with within would your"
    )
)


@dataclass(frozen=True)
class Wording:
    """A criterion of a unit in words; ``key`` and ``unit`` are whatever names them."""

    key: str
    unit: str
    text: str


def hints(tagged: Iterable[str], offered: Sequence[Wording]) -> dict[str, list[str]]:
    """Of the units whose criteria are ``offered``: the keys worded most like what is ``tagged``.

    ``tagged`` are the words of the criteria that the item is tagged to. A word counts the more the
    fewer criteria have it. Units without a likely criterion have an empty list; the units come in
    the order they were offered.
    """
    tags = [_stems(text) for text in tagged]
    wordings = {one.key: _stems(one.text) for one in offered}
    found_in = Counter(word for words in (*tags, *wordings.values()) for word in words)
    total = len(tags) + len(wordings)
    weights = {word: log(1 + total / count) for word, count in found_in.items()}
    found: dict[str, list[tuple[float, str]]] = {one.unit: [] for one in offered}
    for one in offered:
        likeness = max((_alike(tag, wordings[one.key], weights) for tag in tags), default=0.0)
        if likeness >= ALIKE:
            found[one.unit].append((-likeness, one.key))
    return {
        unit: [key for _, key in sorted(ranked, key=lambda pair: pair[0])[:A_UNIT]]
        for unit, ranked in found.items()
    }


def _stems(text: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in _EVERYWHERE)
    return frozenset(_stem(word) for word in words if len(word) >= LEAST_LETTERS)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_LETTERS:
            return word[: -len(ending)]
    return word


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of the two, between 0 and 1."""
    if not one or not other:
        return 0.0
    shared, mine, theirs = (
        sum(weights[word] ** 2 for word in words) for words in (one & other, one, other)
    )
    return shared / sqrt(mine * theirs)
