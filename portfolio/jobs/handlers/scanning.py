"""Looking for viruses in files that were kept before the virus check was set up."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.file_types import WrongType
from portfolio.adapters.scanner import NotScanned, Verdict
from portfolio.adapters.storage import NotStored
from portfolio.domain.file_states import TOO_LARGE
from portfolio.jobs.handlers.checking import Arrived, arrived, virus_check
from portfolio.jobs.not_yet import NotYet
from portfolio.jobs.slow import repeatable
from portfolio.models.evidence import EvidenceFile
from portfolio.outside import Outside
from portfolio.queries import files_arriving
from portfolio.services import evidence_checking, outbox

log = logging.getLogger(__name__)

SCAN_KEPT = "scan-kept"
MOST = 50
"""Files a job looks at, and the seconds it goes on for, whichever is over first."""
SECONDS = 40.0

Write = Callable[[Session], None]


@repeatable
def scan_kept(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Look at some of them and leave older ones to a successor, until all have had their turn."""
    before = arguments.get("before")
    rows = files_arriving.next_to_scan(session, MOST, before and datetime.fromisoformat(before))
    files = [(row.uploaded_at, arrived(row)) for row in rows]
    session.rollback()
    if not outside.settings.scanner_on:
        return lambda own: None
    found: list[tuple[UUID, Verdict]] = []
    last, end = before, time.monotonic() + SECONDS
    for uploaded_at, file in files:
        if time.monotonic() > end:
            break
        try:
            found.extend((file.id, verdict) for verdict in _looked_at(outside, file))
        except NotScanned as not_scanned:
            raise NotYet(str(not_scanned), partial(_note, found=found)) from not_scanned
        last = uploaded_at.isoformat()
    return lambda own: _note_and_go_on(own, found, last if files else None)


def begin(session: Session, before: str | None = None) -> None:
    """Queue the next look at what was kept; ``before`` goes on with what arrived earlier."""
    key = f"{SCAN_KEPT}:{clock.now():%FT%H:%M}:{before}"
    outbox.enqueue(session, SCAN_KEPT, key, {"before": before})


def _looked_at(outside: Outside, file: Arrived) -> list[Verdict]:
    """What was kept stays, whatever its size: past the limit it opens after a warning only.

    One that is missing from the store is passed over; opening it says so.
    """
    try:
        return [virus_check(outside, file)]
    except WrongType:
        return [Verdict(TOO_LARGE)]
    except NotStored:
        log.error("missing from the store: %s, file %s", file.key, file.id)
        return []


def _note(session: Session, found: list[tuple[UUID, Verdict]]) -> None:
    for file_id, verdict in found:
        file = session.get_one(EvidenceFile, file_id)
        if verdict.found:
            evidence_checking.quarantine(session, file, verdict.found)
        else:
            evidence_checking.mark_scanned(session, file, verdict.scan)


def _note_and_go_on(
    session: Session, found: list[tuple[UUID, Verdict]], before: str | None
) -> None:
    _note(session, found)
    if before is not None:
        begin(session, before)


HANDLERS = {SCAN_KEPT: scan_kept}
