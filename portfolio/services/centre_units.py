"""Units of a centre's own: added, and changed until a published version lists them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import UnitAdded, UnitChanged
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.numbering import is_sound_reference, plain_capitals
from portfolio.models.programme import Unit
from portfolio.queries import unit_editing
from portfolio.queries.versions import visible
from portfolio.services import audit
from portfolio.services.qualifications import HIGHEST_LEVEL


@dataclass(frozen=True)
class UnitFacts:
    """What is entered of a unit; ``guided_hours`` is None where none are stated."""

    reference: str
    title: str
    credit: int
    level: int
    guided_hours: int | None

    def columns(self) -> dict[str, Any]:
        return asdict(self) | {
            "reference": plain_capitals(self.reference),
            "title": self.title.strip(),
        }


def add(session: Session, actor: Actor, facts: UnitFacts) -> Unit:
    """A unit of the actor's centre.

    Raises Refusals beside the fields: a reference whose check letter does not fit (R-007), one
    the centre sees already.
    """
    _check(session, actor, facts, None)
    unit = Unit(centre_id=actor.centre_id, **facts.columns())
    session.add(unit)
    _keep(session)
    audit.record(session, actor, UnitAdded(unit.id, unit.reference, unit.title))
    session.flush()
    return unit


def change(session: Session, actor: Actor, unit: Unit, facts: UnitFacts, seen: str) -> None:
    """Keep changed facts of the centre's own unit.

    Raises Refusal once a published version lists it or a candidate has it, since its credit and
    level decide verdicts; Conflict when it is no longer as ``seen`` (``facts_seen``).
    """
    if unit.centre_id != actor.centre_id:
        raise Refusal("This unit is shared by all centres and changed by the operator only")
    session.refresh(unit, with_for_update=True)
    if session.scalar(select(unit_editing.is_fixed(unit))):
        raise Refusal("A published version lists this unit, so its facts are fixed")
    if facts_seen(unit) != seen:
        raise Conflict("Somebody else changed this unit while you had it open")
    _check(session, actor, facts, unit)
    wanted = facts.columns()
    changed = tuple(name for name, value in wanted.items() if getattr(unit, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(unit, name, wanted[name])
    _keep(session)
    audit.record(session, actor, UnitChanged(unit.id, unit.reference, changed))
    session.flush()


def facts_of(unit: Unit) -> UnitFacts:
    """The facts as stored."""
    return UnitFacts(unit.reference, unit.title, unit.credit, unit.level, unit.guided_hours)


def facts_seen(unit: Unit) -> str:
    """A short fingerprint of the facts a page was built from."""
    return sha256(repr(facts_of(unit)).encode()).hexdigest()[:16]


def _check(session: Session, actor: Actor, facts: UnitFacts, unit: Unit | None) -> None:
    found = list(_refusals(facts))
    reference = facts.columns()["reference"]
    held = session.scalars(
        select(Unit).where(Unit.reference == reference, visible(actor.centre_id, Unit))
    ).first()
    if held is not None and (unit is None or unit.reference != reference):
        words = f"{held.reference} is {held.title} already. Choose it from the list"
        found.append(Refusal(words, "reference"))
    if found:
        raise Refusals(found)


def _refusals(facts: UnitFacts) -> Iterator[Refusal]:
    wanted = facts.columns()
    if not is_sound_reference(wanted["reference"]):
        yield Refusal(
            "The first letter does not fit the digits after it. Copy the reference again, "
            "like D/506/2119",
            "reference",
        )
    if not wanted["title"]:
        yield Refusal("Enter the title", "title")
    if not 1 <= facts.credit <= 200:
        yield Refusal("Enter the credit, from 1 to 200", "credit")
    if not 1 <= facts.level <= HIGHEST_LEVEL:
        yield Refusal(f"Enter a level from 1 to {HIGHEST_LEVEL}", "level")
    hours = wanted["guided_hours"]
    if hours is not None and not 0 <= hours <= 100_000:
        yield Refusal("Enter the hours as a whole number, or leave it empty", "guided_hours")


def _keep(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        session.rollback()  # else the page that says so could ask the database nothing
        raise Conflict("Somebody else has just added this unit") from error
