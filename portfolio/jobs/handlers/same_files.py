"""Looking for a file in the portfolios of other candidates, once its copies are made."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters import likeness
from portfolio.jobs.slow import slow
from portfolio.models.evidence import EvidenceFile
from portfolio.outside import Outside
from portfolio.queries import same_files as queries
from portfolio.services import same_files


@slow
def find_same_files(
    session: Session, outside: Outside, arguments: dict[str, Any]
) -> Callable[[Session], None]:
    """Work out how a picture looks, with no transaction open, then compare."""
    file = session.get_one(EvidenceFile, UUID(arguments["file_id"]))
    file_id, key = file.id, _small_copy(session, file)
    session.rollback()
    bits = likeness.picture_bits(outside.store.open(key)) if key else None

    def compare(own: Session) -> None:
        same_files.find(own, file_id, bits)

    return compare


def _small_copy(session: Session, file: EvidenceFile) -> str | None:
    """Where the thumbnail of a picture lies, None for other files and pictures known already."""
    if not file.media_type.startswith("image/") or queries.print_of(session, file.id):
        return None
    return next((copy.key for copy in file.copies if copy.kind == "thumbnail"), None)


HANDLERS = {same_files.JOB: find_same_files}
