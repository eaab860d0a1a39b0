"""Signing in and out: sign-ins are rows, so any of them can be ended from anywhere."""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.events import RoleTaken, SignedInEvent, SignInEnded
from portfolio.models.person import RoleGrant, SignIn, User
from portfolio.queries.sign_ins import grants_of, token_hash
from portfolio.services import audit, upload_tokens

STAFF_IDLE = timedelta(minutes=30)
CANDIDATE_IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
KEPT = timedelta(days=30)


def begin(session: Session, user: User, device: str, *, keep: bool) -> str:
    """Start a sign-in for ``user`` and return its secret token, which is stored nowhere.

    ``keep`` is "keep me signed in on this phone": 30 days, listed, revocable.
    """
    moment = clock.now()
    grant = _last_acted_in(session, user.id) or session.scalars(grants_of(user.id)).first()
    token = token_urlsafe(32)
    sign_in = SignIn(
        token_hash=token_hash(token),
        user_id=user.id,
        grant_id=grant.id if grant else None,
        device=device[:120],
        kept=keep,
        created_at=moment,
        last_seen_at=moment,
        idle_until=_idle_until(moment, keep, grant.role if grant else None),
        expires_at=moment + (KEPT if keep else LONGEST),
    )
    session.add(sign_in)
    session.flush()
    event = SignedInEvent(sign_in.id, kept=keep)
    entry = audit.record(session, None, event, centre_id=grant.centre_id if grant else None)
    entry.actor_id = user.id
    return token


def _last_acted_in(session: Session, user_id: UUID) -> RoleGrant | None:
    """The role of the person's latest sign-in, if it is still theirs."""
    latest = (
        select(SignIn.grant_id)
        .where(SignIn.user_id == user_id)
        .order_by(SignIn.last_seen_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return session.scalar(grants_of(user_id).where(RoleGrant.id == latest))


def note_seen(session: Session, sign_in_id: UUID, actor: Actor | None) -> None:
    """Put off the idle end of a sign-in in use; of an upload token, keep when it was used."""
    sign_in = session.get(SignIn, sign_in_id)
    if sign_in is None:
        upload_tokens.note_used(session, sign_in_id)
        return
    moment = clock.now()
    sign_in.last_seen_at = moment
    sign_in.idle_until = _idle_until(moment, sign_in.kept, actor.role if actor else None)


def take_role(session: Session, actor: Actor | None, sign_in_id: UUID, grant: RoleGrant) -> None:
    """Act from now on in the role of ``grant``."""
    sign_in = session.get_one(SignIn, sign_in_id)
    sign_in.grant_id = grant.id
    event = RoleTaken(sign_in_id, role=grant.role.value)
    entry = audit.record(session, actor, event, centre_id=grant.centre_id)
    entry.actor_id = grant.user_id
    session.flush()


def end(session: Session, actor: Actor | None, sign_in: SignIn) -> None:
    """Sign out one browser, this one or another."""
    sign_in.revoked_at = sign_in.revoked_at or clock.now()
    entry = audit.record(session, actor, SignInEnded(sign_in.id))
    entry.actor_id = sign_in.user_id
    session.flush()


def end_one(session: Session, actor: Actor | None, sign_in_id: UUID) -> None:
    """Sign out the browser of this sign-in."""
    end(session, actor, session.get_one(SignIn, sign_in_id))


def renew(session: Session, sign_in_id: UUID) -> str:
    """Give a sign-in a new secret token, as when a role changes; the old one is dead."""
    token = token_urlsafe(32)
    session.get_one(SignIn, sign_in_id).token_hash = token_hash(token)
    session.flush()
    return token


def end_all(session: Session, user_id: UUID, but: UUID | None = None) -> None:
    """End every sign-in of a person, as when a password changes; keep ``but``.

    Upload tokens end too: whoever knew the old password may have made one.
    """
    upload_tokens.revoke_all(session, user_id)
    session.execute(
        update(SignIn)
        .where(SignIn.user_id == user_id, SignIn.id != but, SignIn.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def standing(session: Session, user_id: UUID) -> list[SignIn]:
    """The browsers a person is signed in on now, the last used first."""
    moment = clock.now()
    return list(
        session.scalars(
            select(SignIn)
            .where(
                SignIn.user_id == user_id,
                SignIn.revoked_at.is_(None),
                SignIn.expires_at > moment,
                SignIn.idle_until > moment,
            )
            .order_by(SignIn.last_seen_at.desc())
        )
    )


def _idle_until(moment: datetime, keep: bool, role: Role | None) -> datetime:
    if keep:
        return moment + KEPT
    return moment + (CANDIDATE_IDLE if role is Role.CANDIDATE else STAFF_IDLE)
