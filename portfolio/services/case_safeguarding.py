"""Passing a safeguarding concern on at once, and locking it (R-294)."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import CaseReferred
from portfolio.domain.cases import EntryKind
from portfolio.domain.procedure import Office
from portfolio.models.case import Case
from portfolio.services import audit, case_clocks, case_log, notices, offices
from portfolio.services.case_log import Line
from portfolio.services.notices import News


def refer(session: Session, actor: Actor | None, case: Case) -> None:
    """Give the case to the safeguarding lead now; nobody else reads it from then on.

    Where nobody holds the office it is locked all the same and the tracker says that it waits on
    nobody: whoever is told of the lead's name must know at once.
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
        offices.concern(session, case, lead.id, Office.SAFEGUARDING_LEAD, locked=True)
        news = News(
            key=f"case:safeguarding:{case.id}:{lead.id}",
            centre_id=case.centre_id,
            kind="case",
            text=f"{case.reference} is a safeguarding concern: it waits on you",
            path=f"/cases/{case.id}",
        )
        notices.tell(session, lead.id, news)
    event = CaseReferred(case.id, case.reference)
    audit.record(session, actor, event, centre_id=case.centre_id)
    case_clocks.refresh(session, case)
