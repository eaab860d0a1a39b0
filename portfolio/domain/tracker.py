"""The tracker: how each unit stands with each candidate of a qualification (R-338)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """The states of a unit, furthest first; a unit without evidence is planned or not chosen."""

    ACHIEVED = "Achieved"
    READY = "Ready"
    IN_PROGRESS = "In progress"
    REFERRED = "Referred"
    NOT_STARTED = "Not started"
    NOT_CHOSEN = "Not chosen"


BEGUN = (Standing.READY, Standing.IN_PROGRESS, Standing.REFERRED)


@dataclass(frozen=True)
class Share:
    """One part of the small bar of a row, in whole percent of its width."""

    kind: str
    start: int
    width: int


def shares(needed: int, achieved: int, in_progress: int, planned: int) -> tuple[Share, ...]:
    """Credit as parts of the credit needed, or of all of it where that is more."""
    scale = max(needed, achieved + in_progress + planned, 1)
    found, start = [], 0
    for kind, credit in (("ach", achieved), ("prog", in_progress), ("plan", planned)):
        end = start + round(100 * credit / scale)
        if end > start:
            found.append(Share(kind, start, min(end, 100) - start))
        start = end
    return tuple(found)


def in_words(standings: Iterable[Standing]) -> str:
    """3 achieved, 1 ready, 2 not started: what a row holds, units not chosen left out."""
    counts = Counter(standings)
    parts = [
        f"{counts[one]} {one.value.lower()}"
        for one in Standing
        if counts[one] and one is not Standing.NOT_CHOSEN
    ]
    return ", ".join(parts) or "No units yet"
