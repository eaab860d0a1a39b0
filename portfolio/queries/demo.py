"""The people of a demonstration."""

from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session, joinedload

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.models.person import RoleGrant, User
from portfolio.queries.sign_ins import in_force

MOST = 60


def people(session: Session) -> list[RoleGrant]:
    """The roles held today with their people, candidates first; the first sixty."""
    place = case({role: number for number, role in enumerate(Role)}, value=RoleGrant.role)
    return list(
        session.scalars(
            select(RoleGrant)
            .join(RoleGrant.user)
            .where(in_force(clock.today()), User.closed_at.is_(None))
            .options(joinedload(RoleGrant.user), joinedload(RoleGrant.centre))
            .order_by(place, User.name)
            .limit(MOST)
        )
    )


def person(session: Session, user_id: UUID) -> User | None:
    """One person of the demonstration."""
    return session.scalar(select(User).where(User.id == user_id, User.closed_at.is_(None)))
