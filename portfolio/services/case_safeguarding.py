"""Passing a safeguarding concern on at once, and locking it (R-294)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import CaseReferred
from portfolio.domain.cases import CaseState, EntryKind
from portfolio.domain.procedure import Office
from portfolio.models.case import Case
from portfolio.models.procedure import OfficeHolder
from portfolio.services import audit, case_clocks, case_log, notices, offices
from portfolio.services.case_log import Line
from portfolio.services.notices import News


def refer(session: Session, actor: Actor | None, case: Case) -> None:
    """Give the case to the safeguarding lead now; nobody else reads it from then on.

    What it was turned from, or into, goes with it. Where nobody holds the office it is locked all
    the same, the tracker says that it waits on nobody, and whoever gets the office gets the case.
    """
    if case.locked_at is not None:
        return
    case.locked_at = clock.now()
    lead = offices.holder(session, case.centre_id, Office.SAFEGUARDING_LEAD)
    case.with_office = Office.SAFEGUARDING_LEAD
    case.with_id = lead.id if lead else None
    title = "Referred to the safeguarding lead"
    case_log.note(session, case, actor, Line(EntryKind.TOLD, title, staff_only=False))
    if lead is not None:
        _give(session, case, lead.id)
    event = CaseReferred(case.id, case.reference)
    audit.record(session, actor, event, centre_id=case.centre_id)
    case_clocks.refresh(session, case)
    for one in _turned(session, case):
        refer(session, actor, one)


def hand_over(session: Session, centre_id: UUID, lead_id: UUID) -> None:
    """Give a new lead the open ones that wait on nobody, or on somebody not in office any more.

    Whoever had one until then does not read it any more.
    """
    ever = select(OfficeHolder.user_id).where(
        OfficeHolder.centre_id == centre_id, OfficeHolder.office == Office.SAFEGUARDING_LEAD
    )
    in_office = ever.where(OfficeHolder.ended_at.is_(None))
    without_lead = and_(Case.with_id.in_(ever), Case.with_id.not_in(in_office))
    waiting = select(Case).where(
        Case.centre_id == centre_id,
        Case.locked_at.is_not(None),
        Case.closed_at.is_(None),
        Case.with_office == Office.SAFEGUARDING_LEAD,
        or_(Case.with_id.is_(None), without_lead),
    )
    for case in session.scalars(waiting).all():
        for known in case.concerned:
            known.locked = known.locked and known.user_id != case.with_id
        case.with_id = lead_id
        case_log.note(session, case, None, Line(EntryKind.TOLD, "Given to the safeguarding lead"))
        _give(session, case, lead_id)


def _give(session: Session, case: Case, lead_id: UUID) -> None:
    offices.concern(session, case, lead_id, Office.SAFEGUARDING_LEAD, locked=True)
    if case.state is CaseState.CLOSED:
        return
    news = News(
        key=f"case:safeguarding:{case.id}:{lead_id}",
        centre_id=case.centre_id,
        kind="case",
        text=f"{case.reference} is a safeguarding concern: it waits on you",
        path=f"/cases/{case.id}",
    )
    notices.tell(session, lead_id, news)


def _turned(session: Session, case: Case) -> Sequence[Case]:
    """The case it was turned from and those turned from it: they hold the same words."""
    beside = or_(Case.id == case.continues_id, Case.continues_id == case.id)
    return session.scalars(select(Case).where(beside)).all()
