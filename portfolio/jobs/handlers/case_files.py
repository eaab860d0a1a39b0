"""Checking a file of a case, as files of evidence are checked."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters.scanner import NotScanned
from portfolio.domain.file_states import NOT_SCANNED_YET
from portfolio.domain.states import FileState
from portfolio.jobs.handlers.checking import Arrived, Write, arrived, look
from portfolio.jobs.not_yet import NotYet
from portfolio.jobs.slow import repeatable
from portfolio.models.case_record import CaseFile
from portfolio.outside import Outside
from portfolio.services import case_files


@repeatable
def check_case_file(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Settle one file: stored, refused or held back; a scanner that is away is asked again."""
    row = session.get_one(CaseFile, UUID(arguments["file_id"]))
    if row.state is not FileState.CHECKING:
        return lambda own: None
    file = arrived(row)
    session.rollback()
    try:
        settled = look(outside, file)
    except NotScanned as not_scanned:
        raise NotYet(str(not_scanned), lambda own: _note_waiting(own, file)) from not_scanned
    if settled.refused:
        return lambda own: case_files.refuse(own, _row(own, file), settled.refused)
    if settled.found:
        return lambda own: case_files.quarantine(own, _row(own, file), settled.found)
    return lambda own: case_files.store(own, _row(own, file), settled.scan)


def _note_waiting(session: Session, file: Arrived) -> None:
    case_files.note_waiting(session, _row(session, file), NOT_SCANNED_YET)


def _row(session: Session, file: Arrived) -> CaseFile:
    return session.get_one(CaseFile, file.id)


HANDLERS = {case_files.CHECK: check_case_file}
