"""Who acts in a case: the holder of an office, and who may read the case because of it."""

from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import STAFF_ROLES, Role
from portfolio.domain.procedure import Office
from portfolio.models.case import Case, CaseConcern
from portfolio.models.person import RoleGrant, User
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import people
from portfolio.queries.sign_ins import in_force

BY_ROLE = {Office.COORDINATOR: Role.COORDINATOR, Office.ADMINISTRATOR: Role.ADMINISTRATOR}
"""Offices whose name is a role: whoever has that role holds it where nobody was named."""


def holder(
    session: Session, centre_id: UUID, office: Office, provision_area: str = ""
) -> User | None:
    """Who holds ``office`` for this provision area, else for all; None where nobody does.

    Somebody who works here in no role any more holds nothing, whoever forgot to end it.
    """
    works_here = exists().where(
        RoleGrant.user_id == User.id,
        RoleGrant.centre_id == centre_id,
        RoleGrant.role.in_(STAFF_ROLES),
        in_force(clock.today()),
    )
    area = func.lower(OfficeHolder.provision_area)
    named = session.scalars(
        select(User)
        .join(OfficeHolder, OfficeHolder.user_id == User.id)
        .where(
            OfficeHolder.centre_id == centre_id,
            OfficeHolder.office == office,
            area.in_({provision_area.strip().lower(), ""}),
            OfficeHolder.ended_at.is_(None),
            User.closed_at.is_(None),
            works_here,
        )
        .order_by(OfficeHolder.provision_area.desc(), OfficeHolder.since, User.id)
        .limit(1)
    ).first()
    if named is None and office in BY_ROLE:
        held = people.holders(session, centre_id, (BY_ROLE[office],))[BY_ROLE[office]]
        return session.get_one(User, held[0].user_id) if held else None
    return named


def concern(
    session: Session, case: Case, user_id: UUID, office: Office, *, locked: bool = False
) -> None:
    """Let somebody of the staff read the case from now on."""
    for known in case.concerned:
        if known.user_id == user_id:
            known.locked = known.locked or locked
            return
    case.concerned.append(
        CaseConcern(user_id=user_id, office=office, locked=locked, since=clock.now())
    )
    session.flush()
