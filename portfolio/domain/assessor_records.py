"""Records an assessor makes of their own: observation, questioning, professional discussion."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import STAFF_TYPES, EvidenceType

ACCOUNT_PROMPTS: dict[EvidenceType, str] = {
    EvidenceType.OBSERVATION: "Say what you saw the candidate do",
    EvidenceType.QUESTIONING: "Give the gist of what was asked and answered",
    EvidenceType.DISCUSSION: "Give the gist of what was discussed",
}
"""What the account of each record must hold; verbatim is not asked for (002 s5.12-5.14)."""


@dataclass(frozen=True)
class AssessorRecord:
    """A record about to be kept; `account` is what was seen, or the gist of question and answer."""

    type: EvidenceType
    held_on: date | None
    place: str
    account: str
    criteria: int


def record_refusals(record: AssessorRecord, today: date) -> list[Refusal]:
    """What is missing from the record, in the order of the form's fields."""
    return list(_missing(record, today))


def _missing(record: AssessorRecord, today: date) -> Iterator[Refusal]:
    if record.type not in STAFF_TYPES:
        yield Refusal("Choose observation, questioning or professional discussion", "type")
        return
    if record.held_on is None:
        yield Refusal("Enter the date it took place", "held_on")
    elif record.held_on > today:
        yield Refusal("The date it took place must be today or in the past", "held_on")
    if not record.place.strip():
        yield Refusal("Say where it took place", "place")
    if not record.account.strip():
        yield Refusal(ACCOUNT_PROMPTS[record.type], "account")
    if record.criteria < 1:
        yield Refusal("Choose at least one criterion this covers", "criteria")
