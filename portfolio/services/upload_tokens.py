"""Upload tokens: another program sends files for one person, and may do nothing else."""

from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.account_events import UploadTokenMade, UploadTokenRevoked
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.models.upload import UploadToken
from portfolio.queries import upload_tokens
from portfolio.queries.sign_ins import token_hash
from portfolio.services import audit

LASTS = timedelta(days=30)
MOST = 10
"""Tokens of one person that can be used at once."""


def make(session: Session, actor: Actor, name: str) -> str:
    """Make a token for the actor's own portfolio and return its secret, which is kept nowhere."""
    if len(upload_tokens.standing(session, actor.user_id, actor.centre_id)) >= MOST:
        raise Refusal(f"You have {MOST} upload tokens. Revoke one you no longer need", "name")
    secret, moment = token_urlsafe(32), clock.now()
    token = UploadToken(
        person_id=actor.user_id,
        centre_id=actor.centre_id,
        name=name.strip(),
        token_hash=token_hash(secret),
        created_at=moment,
        expires_at=moment + LASTS,
    )
    session.add(token)
    session.flush()
    audit.record(session, actor, UploadTokenMade(token.id, token.name))
    return secret


def revoke(session: Session, actor: Actor, token: UploadToken) -> None:
    """End a token at once; what it has sent stays."""
    token.revoked_at = token.revoked_at or clock.now()
    audit.record(session, actor, UploadTokenRevoked(token.id, token.name))


def revoke_all(session: Session, person_id: UUID) -> None:
    """End every token of a person, as when a password changes."""
    session.execute(
        update(UploadToken)
        .where(UploadToken.person_id == person_id, UploadToken.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def note_used(session: Session, token_id: UUID) -> None:
    """Keep when the token was last used."""
    token = session.get(UploadToken, token_id)
    if token is not None:
        token.last_used_at = clock.now()
