"""What the clock has to look at: running deadlines, cases nobody wrote about, what was told."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, true
from sqlalchemy.orm import Session, contains_eager

from portfolio.domain.case_alerts import AlertKind
from portfolio.domain.cases import CaseState
from portfolio.domain.procedure import CaseKind
from portfolio.models.case import Case, CaseClock, CaseStage
from portfolio.models.case_alert import CaseAlert
from portfolio.models.case_record import Escalation
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.procedure import SeniorMeeting

RUNNING = and_(
    Case.state == CaseState.OPEN,
    Case.locked_at.is_(None),
    CaseStage.ended_at.is_(None),
    CaseClock.stopped_at.is_(None),
)
"""Nothing is told of a case that is paused, closed or with the safeguarding lead."""


def due_soon(
    session: Session, now: datetime, case_ids: Collection[UUID] | None
) -> Sequence[CaseClock]:
    """Clocks past 80 % of their time and not late yet, of which nobody was told."""
    told = exists().where(
        CaseAlert.clock_id == CaseClock.id,
        CaseAlert.kind == AlertKind.DUE_SOON,
        CaseAlert.planned_at == CaseClock.amber_at,
    )
    # Those of named cases are looked at anew: of two people one may have been told.
    untold = ~told if case_ids is None else true()
    query = _clocks(case_ids).where(CaseClock.amber_at <= now, CaseClock.due_at > now, untold)
    return session.scalars(query).all()


def late(session: Session, now: datetime, case_ids: Collection[UUID] | None) -> Sequence[CaseClock]:
    """Every running clock that is late: the ladder is worked out from the procedure."""
    return session.scalars(_clocks(case_ids).where(CaseClock.due_at <= now)).all()


def running(session: Session, case_ids: Collection[UUID] | None) -> Sequence[CaseClock]:
    """Every running clock, late or not."""
    return session.scalars(_clocks(case_ids)).all()


def _clocks(case_ids: Collection[UUID] | None) -> Select[CaseClock]:
    """Without the versions, whose documents are large: each is read once when it is asked for."""
    stage = contains_eager(CaseClock.stage)
    return (
        select(CaseClock)
        .join(CaseClock.stage)
        .join(CaseStage.case)
        .options(stage.contains_eager(CaseStage.case))
        .where(RUNNING, _of(case_ids))
        .order_by(CaseClock.due_at, CaseClock.id)
    )


def _of(case_ids: Collection[UUID] | None) -> ColumnElement[bool]:
    return true() if case_ids is None else Case.id.in_(case_ids)


def unheard(
    session: Session, before: datetime, case_ids: Collection[UUID] | None
) -> Sequence[Case]:
    """Open cases whose person was last written or spoken to before then, and waits for us.

    Feedback asks for no answer, and once we have answered it is the person who says what follows.
    """
    last = func.coalesce(Case.last_contact_at, Case.received_at)
    told = exists().where(
        CaseAlert.case_id == Case.id,
        CaseAlert.kind == AlertKind.NO_CONTACT,
        CaseAlert.queued_at > last,
    )
    waits = exists().where(
        CaseStage.case_id == Case.id,
        CaseStage.key == Case.stage_key,
        CaseStage.answered_at.is_(None),
        CaseStage.ended_at.is_(None),
    )
    query = (
        select(Case)
        .where(
            Case.state == CaseState.OPEN,
            Case.locked_at.is_(None),
            Case.kind != CaseKind.FEEDBACK,
            last <= before,
            waits,
            ~told if case_ids is None else true(),
            _of(case_ids),
        )
        .order_by(last, Case.id)
    )
    return session.scalars(query).all()


def steps_of(session: Session, clock_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Escalation]]:
    """The rungs taken, by the clock they are about, lowest first."""
    found: dict[UUID, list[Escalation]] = defaultdict(list)
    query = select(Escalation).where(Escalation.clock_id.in_(clock_ids)).order_by(Escalation.rung)
    for step in session.scalars(query):
        found[step.clock_id].append(step)
    return found


def told_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Which of these somebody was told already."""
    return set(session.scalars(select(CaseAlert.key).where(CaseAlert.key.in_(keys))))


def in_mail(session: Session, mail_id: UUID) -> Sequence[CaseAlert]:
    """What a mail tells, as long as it counts as not told."""
    return session.scalars(
        select(CaseAlert)
        .where(CaseAlert.mail_id == mail_id, CaseAlert.told_at.is_(None))
        .order_by(CaseAlert.planned_at, CaseAlert.id)
    ).all()


def given_up(session: Session) -> Sequence[UUID]:
    """Mails with something about cases that will not be sent: refused, or tried too often."""
    return session.scalars(
        select(OutgoingMail.id)
        .join(CaseAlert, CaseAlert.mail_id == OutgoingMail.id)
        .join(Job, Job.key == "send-mail:" + OutgoingMail.message_id)
        .where(CaseAlert.told_at.is_(None), Job.failed_at.is_not(None))
        .distinct()
    ).all()


def meetings(session: Session, centre_id: UUID, today: date) -> Sequence[date]:
    """The days on which the senior managers are to meet, today or later."""
    return [meeting.held_on for meeting in session.scalars(coming_meetings(centre_id, today))]


def coming_meetings(centre_id: UUID, today: date) -> Select[SeniorMeeting]:
    """Those that are planned, soonest first."""
    return (
        select(SeniorMeeting)
        .where(
            SeniorMeeting.centre_id == centre_id,
            SeniorMeeting.cancelled_at.is_(None),
            SeniorMeeting.held_on >= today,
        )
        .order_by(SeniorMeeting.held_on)
    )
