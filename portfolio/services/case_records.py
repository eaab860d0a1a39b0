"""What staff add to the record of a case: contacts, notes, corrections, bodies told, lessons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_record_events import (
    CaseNoted,
    ContactLogged,
    DetailsCorrected,
    InvestigationRecorded,
    LessonRecorded,
    LetterPosted,
    OutsideBodyTold,
    SummaryChanged,
)
from portfolio.domain.cases import EntryKind, Relation
from portfolio.domain.date_words import day, deadline
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import Channel
from portfolio.models.case import Case
from portfolio.models.case_record import CaseMessage, ImprovementAction, OutsideContact
from portfolio.services import audit, case_log
from portfolio.services.case_log import Line
from portfolio.services.case_steps import check_open

LOGGED_AT_ONCE = timedelta(minutes=5)
"""A contact kept so soon says no more when it was than its line in the history."""


@dataclass(frozen=True)
class Contact:
    """Words exchanged with the person outside this app; ``at`` is when."""

    channel: Channel
    at: datetime
    text: str
    staff_only: bool = True


def log_contact(session: Session, actor: Actor, case: Case, contact: Contact) -> None:
    """Keep a contact; it counts as hearing from us. Raises Refusal for one in the future."""
    if contact.at > clock.now():
        raise Refusal("A contact cannot lie in the future", "on")
    if case.last_contact_at is None or contact.at > case.last_contact_at:
        case.last_contact_at = contact.at
    earlier = clock.now() - contact.at >= LOGGED_AT_ONCE
    text = f"{deadline(contact.at)}: {contact.text}" if earlier else contact.text
    title = f"{contact.channel.value}: contact with the person"
    line = Line(EntryKind.CONTACT, title, text, staff_only=contact.staff_only)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, ContactLogged(case.id, case.reference, contact.channel.value))


def note(session: Session, actor: Actor, case: Case, text: str, *, staff_only: bool) -> None:
    """Keep a note in the history. Raises Refusal for an empty one."""
    if not text.strip():
        raise Refusal("Write the note", "text")
    case_log.note(session, case, actor, Line(EntryKind.NOTE, "Note", text, staff_only=staff_only))
    audit.record(session, actor, CaseNoted(case.id, case.reference))


def change_summary(session: Session, actor: Actor, case: Case, summary: str) -> None:
    """Change the centre's summary; the one before stays in the history (R-303)."""
    before, case.summary = case.summary, summary.strip()
    if before == case.summary:
        return
    line = Line(EntryKind.CHANGE, "Summary changed", f"Before: {before or 'none'}")
    case_log.note(session, case, actor, line)
    _find_by(case)
    audit.record(session, actor, SummaryChanged(case.id, case.reference))


@dataclass(frozen=True)
class Details:
    """Who brought it and how they are reached."""

    name: str
    email: str
    telephone: str
    relation: Relation
    provision_area: str


def correct_details(session: Session, actor: Actor, case: Case, details: Details) -> None:
    """Correct who brought it and how they are reached; the history keeps what stood before."""
    changed = dict(_differing(case, details))
    if not changed:
        return
    case.name, case.email = details.name.strip(), details.email.strip()
    case.telephone, case.relation = details.telephone.strip(), details.relation
    case.provision_area = details.provision_area.strip()
    text = ". ".join(f"{what}, before: {was or 'not supplied'}" for what, was in changed.items())
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, "Details corrected", text))
    _find_by(case)
    audit.record(session, actor, DetailsCorrected(case.id, case.reference, tuple(changed)))


def _differing(case: Case, details: Details) -> Iterator[tuple[str, str]]:
    for what, was, now in (
        ("Name", case.name, details.name),
        ("E-mail", case.email, details.email),
        ("Telephone", case.telephone, details.telephone),
        ("Who they are", case.relation.value, details.relation.value),
        ("Provision area", case.provision_area, details.provision_area),
    ):
        if was != now.strip():
            yield what, was


def _find_by(case: Case) -> None:
    """Bring what a search looks at up to date."""
    words = (case.reference, case.name, case.category_label, case.said, case.summary)
    case.search = " ".join(words).lower()


def tell_outside(
    session: Session, actor: Actor, case: Case, body: str, told_on: date, text: str
) -> None:
    """Keep that a body outside the centre was told (R-280). Raises Refusal for a future day."""
    if told_on > clock.today():
        raise Refusal("The day they were told cannot be in the future", "told_on")
    session.add(
        OutsideContact(
            case_id=case.id,
            body=body,
            told_on=told_on,
            note=text,
            recorded_by_id=actor.user_id,
            recorded_at=clock.now(),
        )
    )
    title = f"{body} told on {day(told_on)}"
    case_log.note(session, case, actor, Line(EntryKind.OUTSIDE, title, text))
    audit.record(
        session, actor, OutsideBodyTold(case.id, case.reference, body, told_on.isoformat())
    )


@dataclass(frozen=True)
class Investigation:
    """The form of a second or third stage (R-300)."""

    needed: bool
    escalated_to: str
    notes: str
    dealt_by: str


def record_investigation(
    session: Session, actor: Actor, case: Case, investigation: Investigation
) -> None:
    """Keep the form. Raises Refusal for an investigation that was needed and has no notes."""
    stage = check_open(case)
    if investigation.needed and not investigation.notes.strip():
        raise Refusal("Write the notes: evidence, interviews and findings", "notes")
    stage.investigate = investigation.needed
    stage.investigation = investigation.notes.strip()
    stage.escalated_to = investigation.escalated_to.strip()
    stage.dealt_by = investigation.dealt_by.strip()
    needed = "needed" if investigation.needed else "not needed"
    words = f"Further investigation {needed}. {investigation.notes}".strip()
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, "Investigation form", words))
    audit.record(
        session, actor, InvestigationRecorded(case.id, case.reference, investigation.needed)
    )


@dataclass(frozen=True)
class Lesson:
    """What was learnt, and what is done about it, by whom and until when."""

    lesson: str
    action: str = ""
    owner_id: UUID | None = None
    due_on: date | None = None


def learn(session: Session, actor: Actor, case: Case, lesson: Lesson) -> ImprovementAction:
    """Keep a lesson of the case and the improvement it leads to (R-269)."""
    kept = ImprovementAction(
        centre_id=case.centre_id,
        case_id=case.id,
        lesson=lesson.lesson.strip(),
        action=lesson.action.strip(),
        owner_id=lesson.owner_id,
        due_on=lesson.due_on,
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
    )
    session.add(kept)
    text = f"{kept.lesson}\n{kept.action}".strip()
    case_log.note(session, case, actor, Line(EntryKind.NOTE, "Lesson learnt", text))
    audit.record(session, actor, LessonRecorded(case.id, case.reference))
    return kept


def mark_posted(session: Session, actor: Actor, case: Case, message: CaseMessage) -> None:
    """Keep that a letter was printed and posted. Raises Conflict when it was before, or mailed."""
    if message.mail_id is not None or message.posted_at is not None:
        raise Conflict("This letter went out before")
    message.posted_at = clock.now()
    line = Line(EntryKind.MESSAGE, f"Posted: {message.subject}", staff_only=False)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, LetterPosted(case.id, case.reference, message.template))
