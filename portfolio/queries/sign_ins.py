"""Who a sign-in token belongs to, and in which role they act."""

from datetime import date
from hashlib import sha256
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.models.notice import Flash
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
    told: bool
    actor: Actor | None


def token_hash(token: str) -> str:
    """What the database keeps of a secret token: 256 random bits need no salt."""
    return sha256(token.encode()).hexdigest()


def in_force(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Role grants that hold today: accepted, begun, not ended, not revoked."""
    return and_(
        RoleGrant.accepted_at.is_not(None),
        RoleGrant.revoked_at.is_(None),
        RoleGrant.starts_on <= today,
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
    )


_LIVE = (
    select(
        SignIn.id.label("sign_in_id"),
        SignIn.user_id,
        SignIn.last_seen_at,
        SignIn.kept,
        exists().where(Flash.sign_in_id == SignIn.id).label("told"),
        User.name,
        User.email,
        User.privacy_read_at.is_not(None).label("privacy_read"),
        User.originality_confirmed_at.is_not(None).label("originality_confirmed"),
        RoleGrant.id.label("grant_id"),
        RoleGrant.role,
        RoleGrant.centre_id,
        Centre.name.label("centre_name"),
    )
    .join(User, SignIn.user_id == User.id)
    .outerjoin(
        RoleGrant, and_(RoleGrant.id == SignIn.grant_id, in_force(bindparam("today", type_=Date)))
    )
    .outerjoin(Centre, Centre.id == RoleGrant.centre_id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.revoked_at.is_(None),
        SignIn.expires_at > bindparam("moment"),
        SignIn.idle_until > bindparam("moment"),
        User.closed_at.is_(None),
    )
)
"""Put together once, and columns only: every request asks it, every open page every few seconds."""


def find(session: Session, token: str) -> FoundSignIn | None:
    """The live sign-in of ``token`` in one query, or None once ended, idle or revoked."""
    asked = {"token_hash": token_hash(token), "moment": clock.now(), "today": clock.today()}
    row = session.execute(_LIVE, asked).one_or_none()
    if row is None:
        return None
    actor = (
        Actor(
            row.user_id,
            row.name,
            row.role,
            row.centre_id,
            row.centre_name,
            row.grant_id,
            row.sign_in_id,
        )
        if row.grant_id
        else None
    )
    return FoundSignIn(
        sign_in_id=row.sign_in_id,
        user_id=row.user_id,
        name=row.name,
        email=row.email,
        privacy_read=row.privacy_read,
        originality_confirmed=row.originality_confirmed,
        last_seen_at=row.last_seen_at,
        kept=row.kept,
        told=row.told,
        actor=actor,
    )


def stands(session: Session, actor: Actor) -> bool:
    """Whether the sign-in and the role of an actor of a while ago still hold.

    Idleness is left out: whoever asks this has been at work all the while.
    """
    return bool(
        session.scalar(
            select(
                exists().where(
                    SignIn.id == actor.session_id,
                    SignIn.revoked_at.is_(None),
                    SignIn.expires_at > clock.now(),
                    User.id == SignIn.user_id,
                    User.closed_at.is_(None),
                    RoleGrant.id == actor.grant_id,
                    RoleGrant.user_id == SignIn.user_id,
                    in_force(clock.today()),
                )
            )
        )
    )


def grants_of(user_id: UUID) -> Select[RoleGrant]:
    """The roles a person holds today, for the switcher."""
    return (
        select(RoleGrant)
        .join(RoleGrant.centre)
        .where(RoleGrant.user_id == user_id, in_force(clock.today()))
        .order_by(Centre.name, RoleGrant.role)
    )
