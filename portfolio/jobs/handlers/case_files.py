"""Checking a file of a case, as files of evidence are checked."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.jobs.handlers.checking import Write, check
from portfolio.jobs.slow import repeatable
from portfolio.models.case_record import CaseFile
from portfolio.outside import Outside
from portfolio.services import case_files


@repeatable
def check_case_file(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Settle one file of a case."""
    row = session.get_one(CaseFile, UUID(arguments["file_id"]))
    return check(session, outside, row, case_files)


HANDLERS = {case_files.CHECK: check_case_file}
