"""What an enquiry about results must say (000 Performance Indicators; 002 s7.3; 003 s5.3)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portfolio.domain.errors import Refusal, Refusals

MOST_WORDS = 8000
"""Characters of a reason or a result."""


@dataclass(frozen=True)
class Enquiry:
    """An enquiry as staff fill it in; ``version`` is of what their page showed, 0 for none yet.

    ``reference`` is the awarding organisation's. A result has no limit, only its date (AMB-30).
    """

    reason: str
    qualification_id: UUID | None = None
    unit_id: UUID | None = None
    reference: str = ""
    asked_on: date | None = None
    result: str = ""
    result_on: date | None = None
    version: int = 0


def check(said: Enquiry, today: date) -> None:
    """Raises Refusals beside every field that is missing or cannot be true."""
    refusals = []
    if not said.reason.strip():
        refusals.append(Refusal("Say why the result is asked about", "reason"))
    if said.reference.strip() and said.asked_on is None:
        refusals.append(Refusal("Enter the day the awarding organisation was asked", "asked_on"))
    if said.asked_on and said.asked_on > today:
        refusals.append(Refusal("This day is still to come", "asked_on"))
    refusals += _about_the_result(said, today)
    if refusals:
        raise Refusals(refusals)


def _about_the_result(said: Enquiry, today: date) -> list[Refusal]:
    if not said.result.strip() and said.result_on is None:
        return []
    if not said.result.strip():
        return [Refusal("Enter the result that came", "result")]
    if said.result_on is None:
        return [Refusal("Enter the day the result came", "result_on")]
    if said.asked_on is None:
        return [Refusal("Enter the day the awarding organisation was asked", "asked_on")]
    if said.result_on > today:
        return [Refusal("This day is still to come", "result_on")]
    if said.result_on < said.asked_on:
        return [Refusal("The result cannot come before it was asked for", "result_on")]
    return []
