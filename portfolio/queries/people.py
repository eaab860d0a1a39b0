"""People of a centre: who holds which role, and who is a candidate here."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.models.enrolment import Candidate
from portfolio.models.person import Invitation, RoleGrant, User
from portfolio.queries.sign_ins import in_force, token_hash


class Named(NamedTuple):
    """A person for a list to choose from."""

    user_id: UUID
    name: str


def candidate_with_email(session: Session, centre_id: UUID, email: str) -> Candidate | None:
    """The candidate of this centre with this address, as it is stored."""
    return session.scalar(
        select(Candidate)
        .join(Candidate.user)
        .where(Candidate.centre_id == centre_id, User.email == email)
    )


def candidate_with_uln(session: Session, centre_id: UUID, uln: str) -> Candidate | None:
    """The candidate of this centre with this number, as it is stored."""
    return session.scalar(
        select(Candidate).where(Candidate.centre_id == centre_id, Candidate.uln == uln)
    )


def holders(session: Session, centre_id: UUID, roles: tuple[Role, ...]) -> dict[Role, list[Named]]:
    """Who holds each of the roles at the centre today, by name."""
    found: dict[Role, list[Named]] = {role: [] for role in roles}
    rows = session.execute(
        select(RoleGrant.role, User.id, User.name)
        .join(RoleGrant.user)
        .where(
            RoleGrant.centre_id == centre_id,
            RoleGrant.role.in_(roles),
            in_force(clock.today()),
        )
        .order_by(User.name, User.id)
    )
    for role, user_id, name in rows:
        found[role].append(Named(user_id, name))
    return found


def invitation_of(session: Session, token: str) -> Invitation | None:
    """The invitation this secret token belongs to, whatever has become of it."""
    return session.scalar(_invitations().where(Invitation.token_hash == token_hash(token)))


def latest_invitation(session: Session, grant_id: UUID) -> Invitation | None:
    """The last invitation to this role grant."""
    query = _invitations().where(Invitation.grant_id == grant_id)
    return session.scalars(query.order_by(Invitation.created_at.desc())).first()


def _invitations() -> Select[Invitation]:
    return (
        select(Invitation)
        .join(Invitation.grant)
        .join(RoleGrant.user)
        .options(contains_eager(Invitation.grant).contains_eager(RoleGrant.user))
    )
