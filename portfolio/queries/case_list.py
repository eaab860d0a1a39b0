"""The cases of a centre as its tracker lists them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.models.case import Case

A_PAGE = 50


def cases(session: Session, actor: Actor) -> Sequence[Case]:
    """The first page, closest to its limit first."""
    query = select(Case).where(Case.centre_id == actor.centre_id)
    return session.scalars(query.order_by(Case.sort_at, Case.id).limit(A_PAGE)).all()
