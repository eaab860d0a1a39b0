"""What the clock tells the staff about cases: due soon, overdue, escalated, nobody wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.domain.date_words import day_with_weekday, deadline
from portfolio.domain.deadlines import Calendar, Rule, due, last_moment
from portfolio.domain.procedure import Office


class AlertKind(StrEnum):
    """As the list of what was sent names it."""

    DUE_SOON = "Due soon"
    OVERDUE = "Overdue"
    ESCALATION = "Escalation"
    NO_HOLDER = "Office without a holder"
    NO_CONTACT = "No contact"
    MEETING = "Meeting too late"


@dataclass(frozen=True)
class Target:
    """A deadline as a sentence speaks of it: the day where its rule ends with one."""

    reference: str
    stage: str
    label: str
    due: date

    @property
    def words(self) -> str:
        return f"{self.label} ({self.stage})"


def due_soon(target: Target) -> str:
    return f"{target.reference}: {target.words} is due {deadline(target.due)}"


def overdue(target: Target) -> str:
    return f"{target.reference}: {target.words} was due {deadline(target.due)}"


def escalated(target: Target, office: Office, reply_by: str) -> str:
    told = f"{target.reference} passed its target, {deadline(target.due)}"
    return f"{told}: you are asked as {office.value} {reply_by}"


def nobody_holds(target: Target, office: Office) -> str:
    return f"{target.reference} passed its target and nobody holds the office of {office.value}"


def no_contact(reference: str, since: date) -> str:
    return f"{reference}: the person has heard nothing since {day_with_weekday(since)}"


def contact_lapses_at(every: Rule, last_contact: datetime, calendar: Calendar) -> datetime:
    """When a person who was last written or spoken to then has waited too long (R-281)."""
    return last_moment(due(every, last_contact, calendar))


@dataclass(frozen=True)
class MeetingConflict:
    """The answer is due before the senior managers meet (R-284)."""

    due_on: date
    meets_on: date | None
    """None while no meeting is planned at all."""

    @property
    def words(self) -> str:
        due_words = f"The answer is due {day_with_weekday(self.due_on)}"
        if self.meets_on is None:
            return f"{due_words} and no senior management meeting is planned"
        meets = day_with_weekday(self.meets_on)
        return f"{due_words}, before the next senior management meeting, {meets}"


def meeting_conflict(due_on: date, meetings: Sequence[date], today: date) -> MeetingConflict | None:
    """Whether an answer due on ``due_on`` cannot be talked over first (AMB-24).

    ``meetings`` are the days planned and not cancelled; one on the due day itself is in time.
    """
    coming = sorted(day for day in meetings if day >= today)
    if coming and coming[0] <= due_on:
        return None
    return MeetingConflict(due_on, coming[0] if coming else None)
