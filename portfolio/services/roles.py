"""Ending the roles people hold at a centre."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.people_events import RoleEnded
from portfolio.models.person import RoleGrant
from portfolio.services import audit

ADMINISTER = (Role.ADMINISTRATOR, Role.HEAD)


def end(session: Session, actor: Actor, grant: RoleGrant, last_day: date | None) -> None:
    """End a role after ``last_day``, or at once when it is None.

    Raises Refusal for a day in the past, for a role ended already, and for the last person who
    administers the centre: somebody must be able to let others in.
    """
    if grant.revoked_at is not None:
        raise Refusal("This role has ended already")
    if last_day is not None and last_day < clock.today():
        raise Refusal("The last day must be today or later. Leave it empty to end now", "last_day")
    if grant.role in ADMINISTER and not _others_administer(session, grant):
        raise Refusal("The centre needs an administrator. Invite another one first", "last_day")
    if last_day is None:
        grant.revoked_at = clock.now()
    else:
        grant.ends_on = last_day
    audit.record(session, actor, RoleEnded(grant.id, grant.role.value, last_day))
    session.flush()


def _others_administer(session: Session, grant: RoleGrant) -> bool:
    """Whether somebody else administers the centre, accepted and without an end."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    RoleGrant.centre_id == grant.centre_id,
                    RoleGrant.role.in_(ADMINISTER),
                    RoleGrant.user_id != grant.user_id,
                    RoleGrant.accepted_at.is_not(None),
                    RoleGrant.revoked_at.is_(None),
                    RoleGrant.ends_on.is_(None),
                )
            )
        )
    )
