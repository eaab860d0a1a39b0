"""Lessons and improvement actions of a centre."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import STAFF_ROLES, Actor
from portfolio.models.case import Case, CaseConcern
from portfolio.models.case_record import ImprovementAction
from portfolio.models.person import RoleGrant, User
from portfolio.queries.people import Named
from portfolio.queries.sign_ins import in_force

A_PAGE = 50


class ImprovementRow(NamedTuple):
    action: ImprovementAction
    owner: str | None
    reference: str | None


class Improvements(NamedTuple):
    rows: Sequence[ImprovementRow]
    total: int
    pages: int


def may_see_action(actor: Actor) -> ColumnElement[bool]:
    """Those of the centre; one learnt from a locked case for its lead and whoever does it only."""
    of_it = Case.id == ImprovementAction.case_id
    locked = exists().where(of_it, Case.locked_at.is_not(None)).correlate(ImprovementAction)
    lead = exists().where(
        CaseConcern.case_id == ImprovementAction.case_id,
        CaseConcern.user_id == actor.user_id,
        CaseConcern.locked,
    )
    mine = ImprovementAction.owner_id == actor.user_id
    return and_(ImprovementAction.centre_id == actor.centre_id, or_(~locked, mine, lead))


def improvements(session: Session, actor: Actor, *, done: bool, page: int) -> Improvements:
    """Those to do, the sooner due first; or those done, the latest first. Two queries."""
    is_done = ImprovementAction.done_on.is_not(None)
    those = (may_see_action(actor), is_done if done else ~is_done)
    total = session.scalar(select(func.count(ImprovementAction.id)).where(*those)) or 0
    pages = max(-(-total // A_PAGE), 1)
    order = (
        ImprovementAction.done_on.desc() if done else ImprovementAction.due_on.asc().nulls_last()
    )
    rows = session.execute(
        select(ImprovementAction, User.name, Case.reference)
        .outerjoin(User, User.id == ImprovementAction.owner_id)
        .outerjoin(Case, Case.id == ImprovementAction.case_id)
        .where(*those)
        .order_by(order, ImprovementAction.recorded_at, ImprovementAction.id)
        .limit(A_PAGE)
        .offset((min(max(page, 1), pages) - 1) * A_PAGE)
    ).all()
    return Improvements([ImprovementRow(*row) for row in rows], total, pages)


def staff(session: Session, centre_id: UUID) -> list[Named]:
    """Everybody who works at the centre today, by name: whoever may be given something to do."""
    rows = session.execute(
        select(User.id, User.name)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.centre_id == centre_id,
            RoleGrant.role.in_(STAFF_ROLES),
            in_force(clock.today()),
        )
        .distinct()
        .order_by(User.name, User.id)
    )
    return [Named(user_id, name) for user_id, name in rows]
