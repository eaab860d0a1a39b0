"""Who reviews an appeal: never somebody who had to do with the decision (R-304)."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.appeal_events import ReviewerNamed
from portfolio.domain.appeals import Part, check_reviewer
from portfolio.domain.cases import EntryKind
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import Office
from portfolio.models.appeal import Appeal
from portfolio.models.case import Case, CaseConcern
from portfolio.models.person import User
from portfolio.queries import appeals as queries
from portfolio.services import audit, case_log, notices, offices
from portfolio.services.case_log import Line
from portfolio.services.notices import News

NOBODY = "Nobody is free to review it. Name somebody who had nothing to do with the decision"


def choose(session: Session, appeal: Appeal, barred: Mapping[UUID, Part]) -> None:
    """The holder of the office reviews it, unless they may not; then the coordinator is told."""
    case = appeal.case
    _let_go(session, case, barred)
    holder = offices.holder(session, case.centre_id, Office.APPEALS_REVIEWER, case.provision_area)
    able = {one.user_id for one in queries.deciders(session, case.centre_id, barred)}
    if holder is not None and holder.id in able:
        _give(session, appeal, holder)
        audit.record(
            session,
            None,
            ReviewerNamed(appeal.id, case.reference, holder.id),
            centre_id=case.centre_id,
        )
        return
    coordinator = offices.holder(session, case.centre_id, Office.COORDINATOR, case.provision_area)
    case.with_office = Office.COORDINATOR
    case.with_id = coordinator.id if coordinator else None
    case_log.note(session, case, None, Line(EntryKind.NOTE, "Nobody reviews it yet", NOBODY))
    if coordinator is not None:
        offices.concern(session, case, coordinator.id, Office.COORDINATOR)
        _tell(session, case, coordinator.id, "no-reviewer", f"{case.reference} has no reviewer yet")


def assign(session: Session, actor: Actor, appeal: Appeal, user_id: UUID) -> None:
    """The coordinator names the reviewer.

    Raises Refusal beside ``reviewer`` for somebody who had to do with the decision or cannot
    assess, Conflict once the appeal has ended.
    """
    session.refresh(appeal, with_for_update={"of": Appeal})
    if appeal.ended_at is not None:
        raise Conflict("This appeal is decided already")
    barred = {one.user_id: one.part for one in appeal.involved}
    if actor.user_id in barred:
        raise Refusal(
            f"You are {barred[actor.user_id]} in this appeal. Somebody else names the reviewer",
            "reviewer",
        )
    able = {one.user_id for one in queries.able(session, appeal.case.centre_id)}
    check_reviewer(user_id, barred, able)
    reviewer = session.get_one(User, user_id)
    _give(session, appeal, reviewer)
    line = Line(EntryKind.CHANGE, f"{reviewer.name} reviews it")
    case_log.note(session, appeal.case, actor, line)
    event = ReviewerNamed(appeal.id, appeal.case.reference, user_id)
    audit.record(session, actor, event, candidate_id=appeal.candidate_id)


def _give(session: Session, appeal: Appeal, reviewer: User) -> None:
    case = appeal.case
    appeal.reviewer_id = reviewer.id
    case.with_id, case.with_office = reviewer.id, Office.APPEALS_REVIEWER
    offices.concern(session, case, reviewer.id, Office.APPEALS_REVIEWER)
    session.flush()
    _tell(session, case, reviewer.id, "reviewer", f"{case.reference} waits for your review")


def _let_go(session: Session, case: Case, barred: Mapping[UUID, Part]) -> None:
    """Whoever had to do with the decision does not read the case because of an office."""
    session.flush()
    session.execute(
        delete(CaseConcern).where(CaseConcern.case_id == case.id, CaseConcern.user_id.in_(barred))
    )
    session.expire(case, ["concerned"])


def _tell(session: Session, case: Case, user_id: UUID, why: str, words: str) -> None:
    news = News(
        key=f"appeal:{why}:{case.id}:{user_id}",
        centre_id=case.centre_id,
        kind="appeal",
        text=words,
        path=f"/cases/{case.id}",
    )
    notices.tell(session, user_id, news)
