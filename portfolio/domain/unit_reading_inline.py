"""Criteria that stand one after another in one line or one paragraph, parted by their numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import Numbered, dotted, single

_READ = ("line", "criterion")
_OUTCOME = r"(?:Be able to|Understand|Know)\b"


def parted(said: Sequence[Said]) -> list[Said]:
    """The lines, each that holds several numbered texts as one line for every text.

    A number parts a line only where it is the next one, its text begins with a capital, and no
    line of its own begins with it next: so "see section 1.2" parts nothing.
    """
    found: list[Said] = []
    following: Numbered | None = None
    for line in reversed(said):
        pieces = list(_pieces(line, following)) if line.role in _READ else [line]
        found += reversed(pieces)
        following = (dotted(pieces[0].text) if line.role in _READ else None) or following
    return found[::-1]


def _pieces(line: Said, following: Numbered | None) -> Iterator[Said]:
    number = dotted(line.text) or single(line.text)
    rest, starts = line.text, line.starts
    while number is not None:
        place = _next(rest, number, following)
        if place is None:
            break
        yield replace(line, text=rest[:place].strip(), starts=starts)
        rest, starts = rest[place:].strip(), True
        number = dotted(rest) or single(rest)
    yield replace(line, text=rest, starts=starts)


def _next(text: str, number: Numbered, following: Numbered | None) -> int | None:
    """Where the text after this number's begins, in the same line."""
    major, minor = number.major, number.minor + 1
    forms = [rf"\s{major}\.{minor}[.):]?\s+(?=[A-Z“‘\"'])"]
    if number.minor:
        forms.append(rf"\s{major + 1}[.):]?\s+(?={_OUTCOME}.*\s{major + 1}\.1[.):]?\s)")
    if following is not None and (following.major, following.minor) == (major, minor):
        forms = forms[1:]
    places = [found.start() for form in forms if (found := re.search(form, text))]
    return min(places, default=None)
