"""What each job does, by its name."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from portfolio.jobs.handlers import (
    accounts,
    case_clocks,
    case_files,
    case_forms,
    case_registers,
    checking,
    closing,
    documents,
    mail,
    orphans,
    previews,
    same_files,
    scanning,
    unit_imports,
    uploads,
    working_days,
)
from portfolio.outside import Outside

Handler = Callable[[Session, Outside, dict[str, Any]], Callable[[Session], None] | None]
"""Does the work of one job, with the job's arguments.

It runs within the transaction that marks the job as done. One that is slow, because it waits for
the store, a mail server or a child process, is marked ``@slow`` (see ``portfolio.jobs.slow``): it
reads, calls ``session.rollback()`` before it waits, and returns what is to be written afterwards;
``@repeatable`` says besides that doing it twice harms nobody.
"""

HANDLERS: Mapping[str, Handler] = {
    **accounts.HANDLERS,
    **case_clocks.HANDLERS,
    **case_files.HANDLERS,
    **case_registers.HANDLERS,
    **case_forms.HANDLERS,
    **checking.HANDLERS,
    **closing.HANDLERS,
    **documents.HANDLERS,
    **mail.HANDLERS,
    **orphans.HANDLERS,
    **previews.HANDLERS,
    **same_files.HANDLERS,
    **scanning.HANDLERS,
    **unit_imports.HANDLERS,
    **uploads.HANDLERS,
    **working_days.HANDLERS,
}
