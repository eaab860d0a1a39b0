"""Making a year's register of cases, and deleting it after its time."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.pdf_reports import pdf
from portfolio.adapters.storage.contract import EvidenceStore, new_key
from portfolio.domain import case_register, spreadsheets
from portfolio.domain.case_register import HEADS
from portfolio.jobs.slow import repeatable
from portfolio.models.case_register import CaseRegister
from portfolio.models.person import Centre
from portfolio.outside import Outside
from portfolio.queries import case_registers as queries
from portfolio.services import case_registers
from portfolio.services.case_registers import Made

Write = Callable[[Session], None]


@repeatable
def make(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Write both files to the store; one made before, by a worker that was killed, is an orphan."""
    register = session.get(CaseRegister, UUID(arguments["register_id"]))
    if register is None or register.made_at is not None:
        return lambda own: None
    register_id, centre_id = register.id, register.centre_id
    year, unmasked = register.year, register.unmasked
    centre = session.get_one(Centre, centre_id).name
    entries = queries.entries(session, centre_id, year)
    session.rollback()
    lines = [case_register.cells(entry, unmasked=unmasked) for entry in entries]
    now = clock.now()
    report = case_register.printed(centre, year, lines, unmasked=unmasked, made_at=now)
    table = (line.encode() for line in spreadsheets.lines([HEADS, *lines]))
    csv_key, csv_size = _keep(outside.store, centre_id, table)
    pdf_key, pdf_size = _keep(outside.store, centre_id, [pdf(report, now, landscape=True)])
    files = Made(len(lines), csv_key, csv_size, pdf_key, pdf_size)
    return lambda own: case_registers.made(own, own.get_one(CaseRegister, register_id), files)


@repeatable
def drop(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Delete its files, then what is known of it."""
    register = session.get(CaseRegister, UUID(arguments["register_id"]))
    if register is None:
        return lambda own: None
    register_id, keys = register.id, (register.csv_key, register.pdf_key)
    session.rollback()
    for key in keys:
        if key is not None:
            outside.store.delete(key)
    return lambda own: case_registers.drop(own, own.get_one(CaseRegister, register_id))


def _keep(store: EvidenceStore, centre_id: UUID, pieces: Iterable[bytes]) -> tuple[str, int]:
    key = new_key(centre_id)
    with store.begin(key) as writer:
        for piece in pieces:
            writer.write(piece)
        return key, writer.finish()


HANDLERS = {case_registers.MAKE: make, case_registers.DROP: drop}
