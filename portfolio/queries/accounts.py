"""Accounts: who has this address, which roles somebody holds, what they were told."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from portfolio import clock
from portfolio.models.notice import Notice
from portfolio.models.person import PasswordReset, RoleGrant, SignIn, User
from portfolio.queries.sign_ins import token_hash

NOTICES_A_PAGE = 25


def normal_email(typed: str) -> str:
    """An address as it is stored and compared: without spaces around it, in small letters."""
    return typed.strip().lower()


def with_email(session: Session, email: str) -> User | None:
    """The open account of this address."""
    return session.scalar(
        select(User).where(User.email == normal_email(email), User.closed_at.is_(None))
    )


def all_grants(session: Session, user_id: UUID) -> list[RoleGrant]:
    """Every role the person accepted, with its centre, the latest first; ended ones too."""
    return list(
        session.scalars(
            select(RoleGrant)
            .where(RoleGrant.user_id == user_id, RoleGrant.accepted_at.is_not(None))
            .options(joinedload(RoleGrant.centre))
            .order_by(RoleGrant.starts_on.desc(), RoleGrant.role)
        )
    )


def notices(session: Session, user_id: UUID, page: int) -> tuple[list[Notice], int]:
    """One page of a person's notices, unread ones first, and the number of pages.

    None past the last one."""
    mine = Notice.user_id == user_id
    total = session.scalar(select(func.count()).select_from(Notice).where(mine)) or 0
    pages = max(-(-total // NOTICES_A_PAGE), 1)
    if page > pages:
        return [], pages
    found = session.scalars(
        select(Notice)
        .where(mine)
        .order_by(Notice.read_at.is_not(None), Notice.created_at.desc(), Notice.id)
        .limit(NOTICES_A_PAGE)
        .offset((page - 1) * NOTICES_A_PAGE)
    )
    return list(found), pages


def notice(session: Session, user_id: UUID, notice_id: UUID) -> Notice | None:
    """One notice, if it was told to this person."""
    return session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == user_id))


def open_reset(session: Session, token: str) -> PasswordReset | None:
    """The reset of this secret token, while it is unused and less than an hour old."""
    return session.scalar(
        select(PasswordReset)
        .join(PasswordReset.user)
        .where(
            PasswordReset.token_hash == token_hash(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > clock.now(),
            User.closed_at.is_(None),
        )
    )


def standing_sign_in(session: Session, user_id: UUID, sign_in_id: UUID) -> SignIn | None:
    """One sign-in of this person, if it has not been ended."""
    return session.scalar(
        select(SignIn).where(
            SignIn.id == sign_in_id, SignIn.user_id == user_id, SignIn.revoked_at.is_(None)
        )
    )
