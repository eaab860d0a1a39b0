"""Reading the unit documents that centres send."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters.unit_documents import UnreadableDocument, open_document
from portfolio.domain.unit_reading import read
from portfolio.domain.unit_review import Review, of_reading
from portfolio.jobs.slow import repeatable
from portfolio.models.unit_import import UnitImport
from portfolio.outside import Outside
from portfolio.services import unit_imports


@repeatable
def read_unit_document(
    session: Session, _outside: Outside, arguments: dict[str, Any]
) -> Callable[[Session], None]:
    """Read the document with no transaction open, then keep what was found in it."""
    import_id = UUID(arguments["import_id"])
    sent = session.get(UnitImport, import_id)
    if sent is None or sent.document is None:
        return lambda _own: None  # given up, or read by a worker that was killed afterwards
    document, name = sent.document, sent.name
    session.rollback()
    found: Review | str
    try:
        found = _read(document, name)
    except UnreadableDocument as refused:
        found = str(refused)

    def keep(own: Session) -> None:
        row = own.get(UnitImport, import_id)
        if row is None:
            return
        if isinstance(found, str):
            unit_imports.was_refused(row, found)
        else:
            unit_imports.was_read(row, found)

    return keep


def _read(document: bytes, name: str) -> Review:
    with tempfile.TemporaryDirectory(prefix="unit-import-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(document)
        return of_reading(read(open_document(path, name)))


HANDLERS = {unit_imports.JOB: read_unit_document}
