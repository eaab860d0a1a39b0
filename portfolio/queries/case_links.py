"""The case that a private link leads to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.models.case import Case
from portfolio.models.case_record import CaseLink
from portfolio.queries.sign_ins import token_hash


def find(session: Session, token: str) -> Case | None:
    """The case of this secret token; None for one never given, or revoked since."""
    return session.scalar(
        select(Case)
        .join(CaseLink, CaseLink.case_id == Case.id)
        .where(CaseLink.token_hash == token_hash(token), CaseLink.revoked_at.is_(None))
    )
