"""What is recorded of a registration once it is made: confirmed, informed, matched, assessed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.registration_events import EntryDatesChanged
from portfolio.models.enrolment import Enrolment
from portfolio.services import audit


@dataclass(frozen=True)
class EntryRecord:
    """None and blank stand for what is still to be done (RD01; 002 s1, s1.3, s5.3)."""

    confirmed_on: date | None = None
    informed_on: date | None = None
    matched_note: str = ""
    initial_assessment_on: date | None = None
    initial_assessment_outcome: str = ""


def refusals(record: EntryRecord) -> list[Refusal]:
    """Every reason not to keep the record: a day in the future, an assessment without outcome."""
    found = [
        Refusal("Enter a day that is not in the future", field)
        for field in ("confirmed_on", "informed_on", "initial_assessment_on")
        if (day := getattr(record, field)) is not None and day > clock.today()
    ]
    if record.initial_assessment_on and not record.initial_assessment_outcome.strip():
        message = "Enter the outcome of the initial assessment too"
        found.append(Refusal(message, "initial_assessment_outcome"))
    return found


def columns(record: EntryRecord) -> dict[str, Any]:
    """The record as the columns of ``Enrolment``."""
    return {
        "registration_confirmed_on": record.confirmed_on,
        "informed_on": record.informed_on,
        "matched_note": record.matched_note.strip(),
        "initial_assessment_on": record.initial_assessment_on,
        "initial_assessment_outcome": record.initial_assessment_outcome.strip(),
    }


def keep(session: Session, actor: Actor, enrolment: Enrolment, record: EntryRecord) -> None:
    """Keep the record; nothing changed leaves no trace. Raises Refusals beside the fields."""
    if found := refusals(record):
        raise Refusals(found)
    wanted = columns(record)
    changed = tuple(name for name, value in wanted.items() if getattr(enrolment, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(enrolment, name, wanted[name])
    event = EntryDatesChanged(enrolment.id, changed)
    audit.record(session, actor, event, candidate_id=enrolment.candidate_id)
    session.flush()
