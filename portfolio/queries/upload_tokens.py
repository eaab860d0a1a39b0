"""Upload tokens: whose a secret is, and which of one's own still let somebody in."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.models.person import Centre, RoleGrant, User
from portfolio.models.upload import UploadToken
from portfolio.queries.sign_ins import FoundSignIn, in_force, token_hash


def find(session: Session, secret: str) -> FoundSignIn | None:
    """Whoever the token belongs to, as a sign-in of theirs; None once it is revoked or over.

    They act as a candidate at the token's centre, or not at all where that role has ended.
    """
    row = session.execute(
        select(UploadToken, User, Centre.name.label("centre_name"), RoleGrant.id.label("grant_id"))
        .join(User, User.id == UploadToken.person_id)
        .join(Centre, Centre.id == UploadToken.centre_id)
        .outerjoin(
            RoleGrant,
            and_(
                RoleGrant.user_id == UploadToken.person_id,
                RoleGrant.centre_id == UploadToken.centre_id,
                RoleGrant.role == Role.CANDIDATE,
                in_force(clock.today()),
            ),
        )
        .where(UploadToken.token_hash == token_hash(secret), _stands(), User.closed_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    token: UploadToken = row[0]
    user: User = row[1]
    centre_name, grant_id = row[2], row[3]
    actor = Actor(user.id, user.name, Role.CANDIDATE, token.centre_id, centre_name, grant_id)
    return FoundSignIn(
        sign_in_id=token.id,
        user_id=user.id,
        name=user.name,
        email=user.email,
        privacy_read=user.privacy_read_at is not None,
        originality_confirmed=user.originality_confirmed_at is not None,
        last_seen_at=token.last_used_at or token.created_at,
        kept=False,
        told=False,
        actor=actor if grant_id else None,
    )


def standing(session: Session, person_id: UUID, centre_id: UUID) -> Sequence[UploadToken]:
    """The person's tokens for this centre that can still be used, the newest first."""
    return session.scalars(
        select(UploadToken)
        .where(UploadToken.person_id == person_id, UploadToken.centre_id == centre_id, _stands())
        .order_by(UploadToken.created_at.desc(), UploadToken.id)
    ).all()


def _stands() -> ColumnElement[bool]:
    return and_(UploadToken.revoked_at.is_(None), UploadToken.expires_at > clock.now())
