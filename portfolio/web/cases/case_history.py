"""The history of a case as its timeline tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portfolio.domain.actors import Actor
from portfolio.domain.cases import EntryKind
from portfolio.domain.date_words import deadline
from portfolio.models.case_record import CaseEntry, CaseFile
from portfolio.web import case_file_links

ICONS = {
    EntryKind.RECEIVED: ("plus", ""),
    EntryKind.ACKNOWLEDGED: ("mail", "ok"),
    EntryKind.TOLD: ("flag", ""),
    EntryKind.CONTACT: ("phone", ""),
    EntryKind.MESSAGE: ("mail", ""),
    EntryKind.ADDED: ("chat", ""),
    EntryKind.FILE: ("file", ""),
    EntryKind.NOTE: ("chat", ""),
    EntryKind.CLOCK: ("clock", ""),
    EntryKind.ESCALATION: ("warn", "warn"),
    EntryKind.STAGE: ("next", ""),
    EntryKind.ANSWER: ("mail", "ok"),
    EntryKind.OUTSIDE: ("flag", ""),
    EntryKind.CHANGE: ("sign", ""),
    EntryKind.CLOSED: ("tick", "ok"),
}


@dataclass(frozen=True)
class FileShown:
    """A file of the history; ``href`` is empty while it does not open."""

    name: str
    href: str
    size: int
    sentence: str


@dataclass(frozen=True)
class Event:
    what: str
    when: str
    who: str
    text: str
    icon: str
    family: str
    staff_only: bool
    planned: str = ""
    """Of a step of the clock: when it was due, beside when it happened."""
    file: FileShown | None = None


def events(
    actor: Actor, entries: Sequence[CaseEntry], files: Mapping[str, CaseFile]
) -> list[Event]:
    """The entries as the timeline shows them, newest first as they come."""
    return [_event(actor, one, files.get(str(one.details.get("file_id", "")))) for one in entries]


def _event(actor: Actor, entry: CaseEntry, file: CaseFile | None) -> Event:
    icon, family = ICONS[entry.kind]
    planned = entry.planned_at
    return Event(
        what=entry.title,
        when=deadline(entry.at),
        who=entry.by.name if entry.by else f"by {entry.by_words}" if entry.by_words else "",
        text=entry.text,
        icon=icon,
        family=family,
        staff_only=entry.staff_only,
        planned=deadline(planned) if planned and planned != entry.at else "",
        file=_shown(actor, file) if file else None,
    )


def _shown(actor: Actor, file: CaseFile) -> FileShown:
    return FileShown(
        file.name,
        case_file_links.link(actor, file),
        file.size,
        case_file_links.sentence(file),
    )
