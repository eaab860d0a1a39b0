"""What waits on one person, by when: cases, escalations to answer, improvement actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, and_, bindparam, func, select
from sqlalchemy.orm import Session, contains_eager

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.cases import CaseState
from portfolio.models.case import Case, CasePause
from portfolio.models.case_record import Escalation, ImprovementAction
from portfolio.queries.case_clocks import Paused
from portfolio.queries.case_list import OPEN, stands

Id = UUID | BindParameter[Any]


@dataclass(frozen=True)
class Waiting:
    """All that waits on a person, each kind closest to its limit first."""

    cases: Sequence[tuple[Case, Paused | None]]
    escalations: Sequence[Escalation]
    actions: Sequence[ImprovementAction]

    def __len__(self) -> int:
        return len(self.cases) + len(self.escalations) + len(self.actions)


@dataclass(frozen=True)
class AtHand:
    """The figures of the navigation."""

    waiting: int
    open: int


def waiting(session: Session, actor: Actor) -> Waiting:
    """In three queries, whatever there is."""
    cases = session.execute(
        select(Case, CasePause.since, CasePause.reason)
        .outerjoin(CasePause, and_(CasePause.case_id == Case.id, CasePause.until.is_(None)))
        .where(*_my_cases(actor.centre_id, actor.user_id))
        .order_by(Case.sort_at, Case.id)
    )
    escalations = session.scalars(
        select(Escalation)
        .join(Escalation.case)
        .options(contains_eager(Escalation.case))
        .where(*_my_escalations(actor.centre_id, actor.user_id))
        .order_by(Escalation.reply_due_at, Escalation.id)
    )
    actions = session.scalars(
        select(ImprovementAction)
        .where(*_my_actions(actor.centre_id, actor.user_id))
        .order_by(ImprovementAction.due_on.nulls_last(), ImprovementAction.id)
    )
    return Waiting(
        [(case, Paused(since, reason) if since else None) for case, since, reason in cases],
        escalations.all(),
        actions.all(),
    )


def at_hand(session: Session, actor: Actor) -> AtHand:
    """How much waits on the person and how many cases of the centre are open; one query."""
    asked = {"centre": actor.centre_id, "me": actor.user_id, "now": clock.now()}
    cases, escalations, actions, opened = session.execute(_AT_HAND, asked).one()
    return AtHand(cases + escalations + actions, opened)


def _my_cases(centre: Id, me: Id) -> tuple[ColumnElement[bool], ...]:
    return (
        Case.centre_id == centre,
        Case.with_id == me,
        Case.state != CaseState.CLOSED,
    )


def _my_escalations(centre: Id, me: Id) -> tuple[ColumnElement[bool], ...]:
    return (
        Escalation.holder_id == me,
        Escalation.told_at.is_not(None),
        Escalation.replied_at.is_(None),
        Case.centre_id == centre,
        Case.state != CaseState.CLOSED,
        Case.locked_at.is_(None),
    )


def _my_actions(centre: Id, me: Id) -> tuple[ColumnElement[bool], ...]:
    return (
        ImprovementAction.centre_id == centre,
        ImprovementAction.owner_id == me,
        ImprovementAction.done_on.is_(None),
    )


def _count(column: Any, *those: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.count(column)).where(*those).scalar_subquery()


_CENTRE: BindParameter[Any] = bindparam("centre")
_ME: BindParameter[Any] = bindparam("me")
_AT_HAND = select(
    _count(Case.id, *_my_cases(_CENTRE, _ME)),
    select(func.count(Escalation.id))
    .join(Escalation.case)
    .where(*_my_escalations(_CENTRE, _ME))
    .scalar_subquery(),
    _count(ImprovementAction.id, *_my_actions(_CENTRE, _ME)),
    _count(Case.id, Case.centre_id == _CENTRE, stands(OPEN, bindparam("now"))),
)
"""Put together once: every page of a coordinator or manager asks it."""
