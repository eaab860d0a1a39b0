"""Procedures a centre sees, their versions, and the one it follows."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from portfolio.domain import procedure as domain
from portfolio.domain.procedure_document import parse
from portfolio.models.person import User
from portfolio.models.procedure import Procedure, ProcedureVersion, ServiceSettings
from portfolio.queries.versions import visible

USUAL = "op-performance"
"""The shipped procedure of a centre that has chosen none (AMB-31)."""


@dataclass(frozen=True)
class _Kept:
    """A stored document under what it can be recognised by without reading it."""

    version_id: UUID
    edits: int
    document: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=256)
def _read(kept: _Kept) -> domain.Procedure:
    return parse(kept.document)


def read(version: ProcedureVersion) -> domain.Procedure:
    """What a version says; read once, since a published version never changes."""
    return _read(_Kept(version.id, version.edits, version.document))


def visible_procedures(session: Session, centre_id: UUID) -> list[tuple[Procedure, int | None]]:
    """Shared procedures and the centre's own, each with its latest published number, if any."""
    newest = func.max(ProcedureVersion.number).filter(ProcedureVersion.published_at.is_not(None))
    rows = session.execute(
        select(Procedure, newest)
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .where(visible(centre_id, Procedure))
        .group_by(Procedure.id)
        .order_by(Procedure.centre_id.is_not(None), Procedure.key, Procedure.created_at)
    )
    return [(procedure, number) for procedure, number in rows]


def versions(session: Session, procedure_id: UUID) -> list[ProcedureVersion]:
    """The published versions, newest first, with who published them."""
    return list(session.scalars(_published(procedure_id)))


def versions_with_people(
    session: Session, procedure_id: UUID
) -> list[tuple[ProcedureVersion, str | None]]:
    """The published versions, newest first, each with the name of who published it."""
    rows = session.execute(
        _published(procedure_id)
        .outerjoin(User, User.id == ProcedureVersion.published_by_id)
        .add_columns(User.name)
    )
    return [(version, name) for version, name in rows]


def in_force(session: Session, procedure_id: UUID) -> ProcedureVersion | None:
    """The version a new case begins under; None before the first is published."""
    return session.scalar(_published(procedure_id).limit(1))


def _published(procedure_id: UUID) -> Select[ProcedureVersion]:
    return (
        select(ProcedureVersion)
        .join(ProcedureVersion.procedure)
        .options(contains_eager(ProcedureVersion.procedure))
        .where(
            ProcedureVersion.procedure_id == procedure_id,
            ProcedureVersion.published_at.is_not(None),
        )
        .order_by(ProcedureVersion.number.desc())
    )


def draft(session: Session, procedure_id: UUID) -> ProcedureVersion | None:
    """The version being written, if there is one."""
    query = select(ProcedureVersion).where(
        ProcedureVersion.procedure_id == procedure_id, ProcedureVersion.published_at.is_(None)
    )
    return session.scalar(query)


def shared(session: Session, key: str) -> Procedure | None:
    """The shipped procedure of this key; None before the catalogue was loaded."""
    return session.scalar(
        select(Procedure).where(Procedure.key == key, Procedure.centre_id.is_(None))
    )


def followed(session: Session, centre_id: UUID) -> ProcedureVersion:
    """The version under which a case of this centre begins now, in one query.

    That of the procedure it chose, else the usual one. Raises LookupError where none is loaded.
    """
    chosen = select(ServiceSettings.procedure_id).where(ServiceSettings.centre_id == centre_id)
    usual = select(Procedure.id).where(Procedure.key == USUAL, Procedure.centre_id.is_(None))
    wanted = func.coalesce(chosen.scalar_subquery(), usual.scalar_subquery())
    version = session.scalar(
        select(ProcedureVersion)
        .join(ProcedureVersion.procedure)
        .options(contains_eager(ProcedureVersion.procedure))
        .where(Procedure.id == wanted, ProcedureVersion.published_at.is_not(None))
        .order_by(ProcedureVersion.number.desc())
        .limit(1)
    )
    if version is None:
        raise LookupError("no procedure is loaded: run `python -m portfolio prepare`")
    return version
