"""The only writer of a case's history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.cases import EntryKind
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry

SYSTEM = "the system"
PERSON = "whoever brought it"


@dataclass(frozen=True)
class Line:
    """One line: what happened, in words.

    ``staff_only`` keeps it from the person's own page; ``by_words`` says who it was where that is
    no account; ``planned_at`` is when a step of the clock was due, beside when it happened.
    """

    kind: EntryKind
    title: str
    text: str = ""
    staff_only: bool = True
    by_words: str = ""
    planned_at: datetime | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def note(session: Session, case: Case, actor: Actor | None, line: Line) -> CaseEntry:
    """Write one line of the history, in the transaction of the deed.

    Without an actor it was the system, or whom ``line.by_words`` names.
    """
    entry = CaseEntry(
        case_id=case.id,
        at=clock.now(),
        kind=line.kind,
        title=line.title,
        text=line.text,
        by_id=actor.user_id if actor else None,
        by_words=line.by_words or ("" if actor else SYSTEM),
        staff_only=line.staff_only,
        planned_at=line.planned_at,
        details=dict(line.details),
    )
    session.add(entry)
    return entry
