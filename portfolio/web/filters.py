"""How dates, ages, sizes and fingerprints are written on a page: British, in UK time."""

from datetime import date, datetime
from functools import lru_cache

from flask import Flask

from portfolio import clock
from portfolio.catalogue import read_glossary
from portfolio.domain.criterion_words import (
    counted,
    counted_of,
    criterion_label,
    criterion_name,
)
from portfolio.domain.date_words import (
    day,
    day_with_weekday,
    deadline,
    time_of_day,
    uk_date,
)
from portfolio.domain.glossary import Piece
from portfolio.domain.numbering import is_requirement_number

LARGE_UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000))


def short_day(value: date) -> str:
    """24 Nov, for dense tables only."""
    there = uk_date(value)
    return f"{there.day} {there:%b}"


def day_and_time(moment: datetime) -> str:
    """24 November 2026 at 9.30am: when something happened."""
    return f"{day(moment)} at {time_of_day(moment)}"


SOURCES = {
    "camera": "from the photo",
    "file": "from the file",
    "phone": "from the phone that sent it",
}


def taken(moment: datetime, source: str) -> str:
    """Taken 16 November 2026, 9.14am (from the photo): when, and who says so."""
    return f"Taken {day(moment)}, {time_of_day(moment)} ({SOURCES[source]})"


def age(since: date, until: date | None = None) -> str:
    """Today, 1 day, 9 days: UK calendar days from ``since`` to ``until``, or to today."""
    days = max((uk_date(until or clock.now()) - uk_date(since)).days, 0)
    return "Today" if days == 0 else plural(days, "day")


def waited(since: datetime) -> str:
    """How long something has been on its way: "12 minutes", "3 hours", then days as ``age``."""
    minutes = int((clock.now() - since).total_seconds() // 60)
    if minutes < 60:
        return plural(max(minutes, 0), "minute")
    return plural(minutes // 60, "hour") if minutes < 24 * 60 else age(since)


def file_size(size: int) -> str:
    """A size in bytes as kB, MB or GB (powers of 1,000); small figures keep one decimal."""
    unit, step = next(
        # 999.5 kB would be rounded to 1,000 kB, so it is written as 1 MB
        ((unit, step) for unit, step in LARGE_UNITS if size >= step - step // 2000),
        ("kB", 1_000),
    )
    figure = size / step
    if not 0 < figure < 99.5:
        return f"{figure:.0f} {unit}"
    return f"{max(figure, 0.1):.1f}".removesuffix(".0") + f" {unit}"


def fingerprint(sha256: str) -> str:
    """The first and last 8 of 64 characters, in groups of four."""
    return f"{sha256[:4]} {sha256[4:8]} … {sha256[-8:-4]} {sha256[-4:]}"


def whole_fingerprint(sha256: str) -> str:
    """All 64 characters, in groups of four."""
    return " ".join(sha256[at : at + 4] for at in range(0, len(sha256), 4))


def credit(earned: int, needed: int) -> str:
    """14 of 55."""
    return f"{earned} of {needed}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 day, 2 days; ``many`` where the word does not take an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def initials(name: str) -> str:
    """Two characters for a round picture: of the first and last word, or "A1" of "Assessor 1"."""
    words = name.split()
    if len(words) > 1 and words[-1].isdecimal():
        words = words[-2:]
    if len(words) < 2:
        return name.strip()[:2].upper()
    return (words[0][0] + words[-1][0]).upper()


@lru_cache(maxsize=4096)
def verb_pieces(text: str) -> tuple[Piece, ...]:
    """A criterion's text cut at its command verbs, each with its place in the glossary.

    Kept for the criteria last shown: a page of a portfolio shows hundreds, and the same each time.
    """
    return read_glossary().pieces(text)


FILTERS = (
    day,
    day_with_weekday,
    short_day,
    time_of_day,
    day_and_time,
    taken,
    deadline,
    age,
    file_size,
    fingerprint,
    whole_fingerprint,
    credit,
    plural,
    initials,
    verb_pieces,
    criterion_name,
    criterion_label,
    counted,
    counted_of,
)


def register(app: Flask) -> None:
    """Make every filter known to the templates under its own name, and the test of numbers."""
    for written in FILTERS:
        app.add_template_filter(written)
    app.add_template_test(is_requirement_number, "requirement_number")
