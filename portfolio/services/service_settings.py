"""How a centre runs its service: addresses, who holds which office, bank holidays of its own."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import STAFF_ROLES, Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import Office
from portfolio.domain.procedure_events import (
    HolidayChanged,
    HolidayRestored,
    OfficeEnded,
    OfficeGiven,
    ServiceSettingsChanged,
)
from portfolio.models.person import Centre, RoleGrant, User
from portfolio.models.procedure import HolidayChange, OfficeHolder, ServiceSettings
from portfolio.queries.sign_ins import in_force
from portfolio.services import audit, case_safeguarding, clock_recount
from portfolio.services.procedures import settings_for
from portfolio.services.working_days import DIVISIONS, calendar_of


@dataclass(frozen=True)
class Addresses:
    """Where things go and whom people can turn to; empty is not set, and nothing is assumed."""

    complaints_inbox: str
    admin_address: str
    head_office: str
    director_contact: str
    contract_contact: str
    hold_to_morning: bool
    """Hold escalation mails to the next working morning (AMB-21)."""


def change(
    session: Session, actor: Actor, wanted: Addresses, division: str, seen: str
) -> ServiceSettings:
    """Keep the settings and where the centre is; ``seen`` is the count of edits the page showed.

    Raises Conflict when somebody else changed them since, Refusal for no division of the UK.
    """
    if division not in DIVISIONS:
        raise Refusal("Choose where the centre is", "division")
    kept = settings_for(session, actor.centre_id)
    if seen and str(kept.edits) != seen:
        raise Conflict("Somebody else changed these settings while you had them open")
    centre = session.get_one(Centre, actor.centre_id)
    names = [each.name for each in fields(Addresses)]
    changed = [name for name in names if getattr(kept, name) != getattr(wanted, name)]
    for name in changed:
        setattr(kept, name, getattr(wanted, name))
    if centre.division != division:
        centre.division = division
        changed.append("division")
        clock_recount.soon(session, actor.centre_id)
    if changed:
        audit.record(session, actor, ServiceSettingsChanged(kept.id, tuple(changed)))
    session.flush()
    return kept


def give_office(session: Session, actor: Actor, user: User, office: Office, area: str) -> None:
    """Have ``user`` hold ``office`` for one provision area, or for all when ``area`` is empty.

    Raises Refusal for somebody who is not staff of the centre, or who holds it already.
    """
    area = " ".join(area.split())
    works_here = select(RoleGrant.id).where(
        RoleGrant.centre_id == actor.centre_id,
        RoleGrant.user_id == user.id,
        RoleGrant.role.in_(STAFF_ROLES),
        in_force(clock.today()),
    )
    if session.scalar(works_here.limit(1)) is None:
        raise Refusal("Choose somebody of the staff", "user_id")
    open_ones = session.scalars(
        select(OfficeHolder).where(
            OfficeHolder.centre_id == actor.centre_id,
            OfficeHolder.office == office,
            OfficeHolder.user_id == user.id,
            OfficeHolder.ended_at.is_(None),
        )
    )
    if any(one.provision_area.casefold() == area.casefold() for one in open_ones):
        raise Refusal(f"{user.name} holds this office already", "user_id")
    holder = OfficeHolder(
        centre_id=actor.centre_id,
        office=office,
        provision_area=area,
        user_id=user.id,
        since=clock.now(),
    )
    session.add(holder)
    session.flush()
    audit.record(session, actor, OfficeGiven(holder.id, office, area, user.name))
    if office is Office.SAFEGUARDING_LEAD:
        case_safeguarding.hand_over(session, actor.centre_id, user.id)
    session.flush()


def end_office(session: Session, actor: Actor, holder: OfficeHolder) -> None:
    """End it from now on; whoever held it when is kept. Ending it again changes nothing."""
    if holder.ended_at is not None:
        return
    holder.ended_at = clock.now()
    name = holder.user.name
    event = OfficeEnded(holder.id, holder.office, holder.provision_area, name)
    audit.record(session, actor, event)
    session.flush()


def change_day(session: Session, actor: Actor, day: date, *, works: bool, label: str) -> None:
    """Make ``day`` a working day of the centre, or one on which it does not work.

    Raises Refusal where it is one already: nothing would change.
    """
    if day.weekday() >= 5:
        raise Refusal("This is a Saturday or Sunday, which never counts", "day")
    if calendar_of(session, actor.centre_id).works(day) == works:
        already = "counts as a working day" if works else "is a bank holiday"
        raise Refusal(f"This day {already} already", "day")
    held = session.scalar(
        select(HolidayChange).where(
            HolidayChange.centre_id == actor.centre_id, HolidayChange.day == day
        )
    )
    if held is None:
        held = HolidayChange(centre_id=actor.centre_id, day=day)
        session.add(held)
    held.works, held.label = works, label.strip()
    session.flush()
    audit.record(session, actor, HolidayChanged(held.id, day.isoformat(), works, held.label))
    clock_recount.soon(session, actor.centre_id)
    session.flush()


def restore_day(session: Session, actor: Actor, change: HolidayChange) -> None:
    """Take a change back: the day is again as the shipped days say."""
    audit.record(session, actor, HolidayRestored(change.id, change.day.isoformat()))
    session.delete(change)
    clock_recount.soon(session, actor.centre_id)
    session.flush()
