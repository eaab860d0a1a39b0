"""The staff and verifiers of a centre, with their invitations and what waits on them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.states import EvidenceState
from portfolio.models.enrolment import Assignment, Candidate
from portfolio.models.evidence import Evidence
from portfolio.models.person import Invitation, RoleGrant, User


class Load(NamedTuple):
    """Registrations somebody is in charge of; items waiting for them, and since when."""

    enrolments: int
    waiting: int
    oldest: datetime | None


NOTHING = Load(0, 0, None)


@dataclass(frozen=True)
class StaffRow:
    """A role at the centre. ``name`` and ``email`` are as typed until it is accepted."""

    grant_id: UUID
    user_id: UUID
    role: Role
    name: str
    email: str
    starts_on: date
    ends_on: date | None
    accepted_at: datetime | None
    revoked_at: datetime | None
    invitation_id: UUID | None
    expires_at: datetime | None
    load: Load

    @property
    def waits(self) -> bool:
        """Whether the invitation has yet to be accepted."""
        return self.accepted_at is None and self.revoked_at is None

    @property
    def over(self) -> bool:
        ended = self.ends_on is not None and self.ends_on < clock.today()
        return self.revoked_at is not None or ended

    @property
    def state(self) -> str:
        """Where the role stands, in words."""
        if self.over:
            return "Ended"
        if self.waits:
            ran_out = self.expires_at is not None and self.expires_at <= clock.now()
            return "Invitation ran out" if ran_out else "Invited"
        return "Active" if self.starts_on <= clock.today() else "Not begun"


def staff(session: Session, centre_id: UUID, roles: Collection[Role]) -> list[StaffRow]:
    """Everybody with one of ``roles``, by name, in three queries.

    Ended roles are left out, unless candidates are still assigned to the person.
    """
    waits = RoleGrant.accepted_at.is_(None)
    name = case((waits, func.coalesce(Invitation.name, User.name)), else_=User.name).label("name")
    email = case((waits, func.coalesce(Invitation.email, User.email)), else_=User.email)
    found = session.execute(
        select(RoleGrant, name, email, Invitation.id, Invitation.expires_at)
        .join(User, User.id == RoleGrant.user_id)
        .outerjoin(Invitation, Invitation.grant_id == RoleGrant.id)
        .where(
            RoleGrant.centre_id == centre_id,
            RoleGrant.role.in_(roles),
            _listed(centre_id),
        )
        .order_by(func.lower(name), RoleGrant.role, RoleGrant.created_at)
    ).all()
    loads = _loads(session, centre_id)
    return [
        StaffRow(
            grant_id=grant.id,
            user_id=grant.user_id,
            role=grant.role,
            name=shown,
            email=address,
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            accepted_at=grant.accepted_at,
            revoked_at=grant.revoked_at,
            invitation_id=invitation_id,
            expires_at=expires_at,
            load=loads.get((grant.user_id, grant.role), NOTHING),
        )
        for grant, shown, address, invitation_id, expires_at in found
    ]


def shown_name(session: Session, grant: RoleGrant) -> str:
    """The name as the centre may know it: as typed until the role is accepted."""
    if grant.accepted_at is not None:
        return grant.user.name
    typed = select(Invitation.name).where(Invitation.grant_id == grant.id)
    return session.scalar(typed) or grant.user.name


def _listed(centre_id: UUID) -> ColumnElement[bool]:
    """Roles that stand, and ended ones whose candidates nobody has taken over."""
    in_charge = exists().where(
        Assignment.user_id == RoleGrant.user_id,
        Assignment.role == RoleGrant.role,
        Assignment.ended_at.is_(None),
        Assignment.candidate_id == Candidate.id,
        Candidate.centre_id == centre_id,
    )
    other = aliased(RoleGrant)
    given_again = exists().where(
        other.user_id == RoleGrant.user_id,
        other.centre_id == centre_id,
        other.role == RoleGrant.role,
        other.revoked_at.is_(None),
        other.id != RoleGrant.id,
    )
    ended = and_(RoleGrant.ends_on.is_not(None), RoleGrant.ends_on < clock.today())
    return or_(and_(RoleGrant.revoked_at.is_(None), ~ended), and_(in_charge, ~given_again))


def _loads(session: Session, centre_id: UUID) -> dict[tuple[UUID, Role], Load]:
    mine = (
        select(Assignment.user_id, Assignment.role, Assignment.candidate_id)
        .join(Candidate, Candidate.id == Assignment.candidate_id)
        .where(Candidate.centre_id == centre_id, Assignment.ended_at.is_(None))
    )
    current = mine.subquery()
    counted = session.execute(
        select(current.c.user_id, current.c.role, func.count()).group_by(
            current.c.user_id, current.c.role
        )
    ).all()
    # One item waits once, however many qualifications of the candidate somebody assesses.
    assessed = mine.where(Assignment.role == Role.ASSESSOR).distinct().subquery()
    waiting = {
        user_id: (count, oldest)
        for user_id, count, oldest in session.execute(
            select(assessed.c.user_id, func.count(Evidence.id), func.min(Evidence.submitted_at))
            .join(Evidence, Evidence.candidate_id == assessed.c.candidate_id)
            .where(Evidence.state == EvidenceState.SUBMITTED)
            .group_by(assessed.c.user_id)
        )
    }
    loads = {}
    for user_id, role, enrolments in counted:
        items, oldest = waiting.get(user_id, (0, None)) if role is Role.ASSESSOR else (0, None)
        loads[user_id, role] = Load(enrolments, items, oldest)
    return loads
