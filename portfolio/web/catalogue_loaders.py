"""From the id in a URL to what the actor's centre sees of the catalogue, or 404."""

from typing import Generic, TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Select, select

from portfolio.domain.actors import Actor, Facts
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification, Unit
from portfolio.models.specification import Criterion, UnitSpecification
from portfolio.queries.qualification_list import is_published
from portfolio.queries.versions import visible

T = TypeVar("T")
Thing = TypeVar("Thing", bound=Qualification | Unit | Criterion)


class AtCentre(Generic[Thing]):
    """Something of the catalogue, shared or the centre's own, as this centre works with it.

    What a centre keeps beside it (its reading of a rule, its wording of a unit) is the centre's.
    """

    def __init__(self, actor: Actor, thing: Thing) -> None:
        self.thing: Thing = thing
        self.centre_id = actor.centre_id

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class UnitPart(AtCentre[Unit]):
    """A unit as the centre works with it, with the number of an outcome the address names."""

    def __init__(self, actor: Actor, unit: Unit, number: int) -> None:
        super().__init__(actor, unit)
        self.number = number


class UnitVersion(AtCentre[Unit]):
    """A unit as the centre works with it, with a published version of its criteria."""

    def __init__(self, actor: Actor, unit: Unit, specification: UnitSpecification) -> None:
        super().__init__(actor, unit)
        self.specification = specification


class Part(Generic[T]):
    """A qualification with the part of it that the address names."""

    def __init__(self, qualification: Qualification, part: T) -> None:
        self.qualification = qualification
        self.part = part

    def facts(self) -> Facts:
        return self.qualification.facts()


def qualification(actor: Actor, qualification_id: UUID) -> Qualification:
    """A qualification the centre sees; one without a published version only its editors see."""
    query = select(Qualification).where(
        Qualification.id == qualification_id, visible(actor.centre_id, Qualification)
    )
    if not allows(actor, Permission.EDIT_CATALOGUE, Facts(centre_id=actor.centre_id)):
        query = query.where(is_published(actor.centre_id))
    return _one(query)


def qualification_here(actor: Actor, qualification_id: UUID) -> AtCentre[Qualification]:
    return AtCentre(actor, qualification(actor, qualification_id))


def qualification_group(actor: Actor, qualification_id: UUID, letter: str) -> Part[str]:
    """A qualification, and the letter of what may be a group in its draft."""
    return Part(qualification(actor, qualification_id), letter)


def qualification_unit(actor: Actor, qualification_id: UUID, unit_id: UUID) -> Part[Unit]:
    """A qualification, and a unit the centre sees, which may be placed in its draft."""
    return Part(qualification(actor, qualification_id), unit(actor, unit_id))


def unit(actor: Actor, unit_id: UUID) -> Unit:
    """A unit of the catalogue the centre sees, whether any candidate does it or not."""
    return _one(select(Unit).where(Unit.id == unit_id, visible(actor.centre_id, Unit)))


def unit_here(actor: Actor, unit_id: UUID) -> AtCentre[Unit]:
    return AtCentre(actor, unit(actor, unit_id))


def unit_outcome(actor: Actor, unit_id: UUID, outcome_number: int) -> UnitPart:
    """A unit as the centre works with it, and the number of what may be an outcome of its draft."""
    return UnitPart(actor, unit(actor, unit_id), outcome_number)


def unit_version(actor: Actor, unit_id: UUID, specification_id: UUID) -> UnitVersion:
    """A unit as the centre works with it, and a published version the centre sees."""
    query = select(UnitSpecification).where(
        UnitSpecification.id == specification_id,
        UnitSpecification.unit_id == unit_id,
        UnitSpecification.published_at.is_not(None),
        visible(actor.centre_id, UnitSpecification),
    )
    return UnitVersion(actor, unit(actor, unit_id), _one(query))


def criterion_here(actor: Actor, criterion_id: UUID) -> AtCentre[Criterion]:
    """A criterion of a published version that the centre sees, with what it keeps beside it."""
    query = (
        select(Criterion)
        .join(UnitSpecification, UnitSpecification.id == Criterion.specification_id)
        .where(
            Criterion.id == criterion_id,
            UnitSpecification.published_at.is_not(None),
            visible(actor.centre_id, UnitSpecification),
        )
    )
    return AtCentre(actor, _one(query))


def _one(query: Select[T]) -> T:
    found = db_session().scalars(query).one_or_none()
    if found is None:
        abort(404)
    return found
