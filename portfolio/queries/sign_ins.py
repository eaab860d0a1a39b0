"""Who a sign-in token belongs to, and in which role they act."""

from datetime import date
from hashlib import sha256
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.models.person import Centre, RoleGrant, SignIn, User


class FoundSignIn(TypedDict):
    sign_in_id: UUID
    user_id: UUID
    name: str
    email: str
    privacy_read: bool
    originality_confirmed: bool
    last_seen_at: Any
    kept: bool
    actor: Actor | None


def token_hash(token: str) -> str:
    """What the database keeps of a secret token: 256 random bits need no salt."""
    return sha256(token.encode()).hexdigest()


def in_force(today: date) -> ColumnElement[bool]:
    """Role grants that hold today: accepted, begun, not ended, not revoked."""
    return and_(
        RoleGrant.accepted_at.is_not(None),
        RoleGrant.revoked_at.is_(None),
        RoleGrant.starts_on <= today,
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
    )


def find(session: Session, token: str) -> FoundSignIn | None:
    """The live sign-in of ``token`` in one query, or None once ended, idle or revoked."""
    moment = clock.now()
    row = session.execute(
        select(SignIn, User, RoleGrant, Centre)
        .join(User, SignIn.user_id == User.id)
        .outerjoin(
            RoleGrant,
            and_(RoleGrant.id == SignIn.grant_id, in_force(clock.today())),
        )
        .outerjoin(Centre, Centre.id == RoleGrant.centre_id)
        .where(
            SignIn.token_hash == token_hash(token),
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > moment,
            SignIn.idle_until > moment,
            User.closed_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    sign_in, user, grant, centre = row
    actor = (
        Actor(user.id, user.name, grant.role, centre.id, centre.name, grant.id, sign_in.id)
        if grant
        else None
    )
    return FoundSignIn(
        sign_in_id=sign_in.id,
        user_id=user.id,
        name=user.name,
        email=user.email,
        privacy_read=user.privacy_read_at is not None,
        originality_confirmed=user.originality_confirmed_at is not None,
        last_seen_at=sign_in.last_seen_at,
        kept=sign_in.kept,
        actor=actor,
    )


def grants_of(user_id: UUID) -> Select[RoleGrant]:
    """The roles a person holds today, for the switcher."""
    return (
        select(RoleGrant)
        .join(RoleGrant.centre)
        .where(RoleGrant.user_id == user_id, in_force(clock.today()))
        .order_by(Centre.name, RoleGrant.role)
    )
