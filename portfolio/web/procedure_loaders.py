"""From the id in a URL to a procedure, an office or a day that the actor's centre sees, or 404."""

from typing import TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portfolio.domain.actors import Actor, Facts
from portfolio.extensions import db_session
from portfolio.models.procedure import HolidayChange, OfficeHolder, Procedure, ProcedureVersion
from portfolio.queries.versions import visible

T = TypeVar("T")


class AtCentre:
    """A procedure, shared or the centre's own, as this centre chooses or copies it."""

    def __init__(self, actor: Actor, procedure: Procedure) -> None:
        self.procedure = procedure
        self.centre_id = actor.centre_id

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class Published:
    """A published version of a procedure."""

    def __init__(self, version: ProcedureVersion) -> None:
        self.version = version

    def facts(self) -> Facts:
        return self.version.procedure.facts()


class DraftPart:
    """A procedure with the part of its draft that the address names."""

    def __init__(self, procedure: Procedure, **part: str) -> None:
        self.procedure = procedure
        self.part = part

    def facts(self) -> Facts:
        return self.procedure.facts()


def procedure(actor: Actor, procedure_id: UUID) -> Procedure:
    seen = visible(actor.centre_id, Procedure)
    return _one(select(Procedure).where(seen, Procedure.id == procedure_id))


def procedure_at_centre(actor: Actor, procedure_id: UUID) -> AtCentre:
    return AtCentre(actor, procedure(actor, procedure_id))


def version(actor: Actor, procedure_id: UUID, procedure_version: int) -> Published:
    query = (
        select(ProcedureVersion)
        .join(ProcedureVersion.procedure)
        .options(joinedload(ProcedureVersion.procedure))
        .where(
            visible(actor.centre_id, Procedure),
            Procedure.id == procedure_id,
            ProcedureVersion.number == procedure_version,
            ProcedureVersion.published_at.is_not(None),
        )
    )
    return Published(_one(query))


def stage(actor: Actor, procedure_id: UUID, track: str, stage_key: str) -> DraftPart:
    return DraftPart(procedure(actor, procedure_id), track=track, stage=stage_key)


def reply(actor: Actor, procedure_id: UUID, reply_key: str) -> DraftPart:
    return DraftPart(procedure(actor, procedure_id), reply=reply_key)


def office_holder(actor: Actor, holder_id: UUID) -> OfficeHolder:
    query = (
        select(OfficeHolder)
        .options(joinedload(OfficeHolder.user))
        .where(OfficeHolder.centre_id == actor.centre_id, OfficeHolder.id == holder_id)
    )
    return _one(query)


def holiday_change(actor: Actor, holiday_id: UUID) -> HolidayChange:
    mine = HolidayChange.centre_id == actor.centre_id
    return _one(select(HolidayChange).where(mine, HolidayChange.id == holiday_id))


def _one(query: Select[T]) -> T:
    found = db_session().scalars(query).unique().one_or_none()
    if found is None:
        abort(404)
    return found
