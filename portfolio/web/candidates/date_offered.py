"""The date an item was produced, offered from when its first file was taken."""

from datetime import date

from portfolio.domain.date_words import in_uk
from portfolio.models.evidence import Evidence, EvidenceFile


def taken_first(evidence: Evidence) -> EvidenceFile | None:
    """The earliest of the item's files whose time somebody says."""
    said = [(file.captured_at, file) for file in evidence.current_files if file.captured_at]
    return min(said, key=lambda one: one[0])[1] if said else None


def offered_date(evidence: Evidence) -> date | None:
    """What the candidate said, else the day its first file was taken, in UK time."""
    first = taken_first(evidence)
    if evidence.produced_on or first is None or first.captured_at is None:
        return evidence.produced_on
    return in_uk(first.captured_at).date()
