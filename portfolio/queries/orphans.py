"""Which objects of the store a record names, and what was found without one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from portfolio.domain.orphans import too_many
from portfolio.models.case_record import CaseFile
from portfolio.models.case_register import CaseRegister
from portfolio.models.document import DocumentFile
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.models.orphan import Orphan
from portfolio.models.public_intake import StagedFile
from portfolio.models.upload import UploadChunk

NAMED = (
    EvidenceFile.key,
    FileCopy.key,
    UploadChunk.key,
    CaseFile.key,
    StagedFile.key,
    DocumentFile.key,
    CaseRegister.csv_key,
    CaseRegister.pdf_key,
)
"""Every column that names an object of the store."""


@dataclass(frozen=True)
class Standing:
    """How many objects without a record there are now; ``held`` if so many that none is deleted."""

    count: int
    held: bool


def known(session: Session, keys: Collection[str]) -> set[str]:
    """Those of ``keys``, a thousand at most, that a record names."""
    return set(session.scalars(union_all(*(select(one).where(one.in_(keys)) for one in NAMED))))


def due(session: Session, keys: Collection[str], found_before: datetime) -> list[str]:
    """Those of ``keys`` that were found without a record before then, and are there still."""
    return list(
        session.scalars(
            select(Orphan.key).where(
                Orphan.key.in_(keys), Orphan.found_at < found_before, Orphan.deleted_at.is_(None)
            )
        )
    )


def standing(session: Session) -> Standing:
    """What the last look into the store found and nobody has deleted yet."""
    found = select(func.count()).select_from(Orphan).where(Orphan.deleted_at.is_(None))
    count = session.scalar(found) or 0
    if count == 0:
        return Standing(0, held=False)
    named = sum(session.scalar(select(func.count(one))) or 0 for one in NAMED)
    return Standing(count, too_many(count, named + count))
