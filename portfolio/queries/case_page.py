"""One case as its page shows it, in few queries however long its history is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.models.appeal import Appeal
from portfolio.models.case import Case, CaseConcern, CasePause, CaseStage
from portfolio.models.case_record import (
    CaseEntry,
    CaseFile,
    CaseLink,
    CaseMessage,
    OutsideContact,
)
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.procedure import ProcedureVersion, SeniorMeeting, ServiceSettings
from portfolio.models.programme import Qualification
from portfolio.queries import case_alerts

A_PAGE = 25
KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.HEAD})


def may_see_case(actor: Actor) -> ColumnElement[bool]:
    """The cases ``actor`` may know about: keepers every one of the centre, others their own."""
    here = Case.centre_id == actor.centre_id
    if actor.role in KEEPERS:
        return here
    concerned = exists().where(CaseConcern.case_id == Case.id, CaseConcern.user_id == actor.user_id)
    return and_(here, concerned if actor.is_staff else false())


def found(actor: Actor, case_id: UUID) -> Select[Case]:
    """The case with all that its page and its rules look at, in three queries."""
    return (
        select(Case)
        .options(
            joinedload(Case.version).joinedload(ProcedureVersion.procedure),
            joinedload(Case.candidate),
            joinedload(Case.waits_on),
            joinedload(Case.owner),
            selectinload(Case.concerned).joinedload(CaseConcern.user),
            selectinload(Case.stages).joinedload(CaseStage.clocks),
        )
        .where(may_see_case(actor), Case.id == case_id)
    )


@dataclass(frozen=True)
class History:
    entries: Sequence[CaseEntry]
    page: int
    pages: int


def history(session: Session, case_id: UUID, page: int) -> History:
    """A page of what happened, newest first; a page that is not there is the last."""
    total = func.count().over()
    query = (
        select(CaseEntry, total)
        .options(joinedload(CaseEntry.by))
        .where(CaseEntry.case_id == case_id)
        .order_by(CaseEntry.at.desc(), CaseEntry.id)
        .limit(A_PAGE)
    )
    rows = session.execute(query.offset((page - 1) * A_PAGE)).all()
    if not rows and page > 1:
        return history(session, case_id, 1)
    count = rows[0][1] if rows else 0
    return History([row[0] for row in rows], page, max(-(-count // A_PAGE), 1))


def files(session: Session, case_id: UUID) -> Mapping[str, CaseFile]:
    """The files of a case by their id as the history names them."""
    rows = session.scalars(select(CaseFile).where(CaseFile.case_id == case_id))
    return {str(row.id): row for row in rows}


@dataclass(frozen=True)
class Beside:
    """What stands beside the case itself: one row, in one query."""

    admin_address: str
    qualification: str
    """Code of the accredited qualification; empty for none."""
    told_body: str
    """Of the body outside the centre told last; empty for none."""
    told_on: date | None
    to_post: int
    """Letters that wait to be printed and posted."""
    given_up: int
    """Mails that could not be sent."""
    link_made_at: datetime | None
    """Of the private link that stands."""
    paused_since: datetime | None
    pause_reason: str
    turned_to: str
    """Reference of the case this one was turned into."""
    turned_to_id: UUID | None
    next_meeting: date | None
    """Of the senior managers."""
    decision_named: bool
    """Of an appeal: whether the decision it is against is known."""


def beside(session: Session, case: Case) -> Beside:
    """Facts of other tables for the page of ``case``."""
    row = session.execute(select(*_beside(case))).one()
    return Beside(
        admin_address=row.admin_address or "",
        qualification=row.qualification or "",
        told_body=row.told_body or "",
        told_on=row.told_on,
        to_post=row.to_post or 0,
        given_up=row.given_up or 0,
        link_made_at=row.link_made_at,
        paused_since=row.paused_since,
        pause_reason=row.pause_reason or "",
        turned_to=row.turned_to or "",
        turned_to_id=row.turned_to_id,
        next_meeting=row.next_meeting,
        decision_named=row.appeal_id is not None,
    )


def _beside(case: Case) -> list[ColumnElement[object]]:
    """A scalar subquery for each fact."""
    told = select(OutsideContact).where(OutsideContact.case_id == case.id)
    latest = (OutsideContact.told_on.desc(), OutsideContact.recorded_at.desc())
    pause = select(CasePause).where(CasePause.case_id == case.id, CasePause.until.is_(None))
    turned = select(Case).where(Case.continues_id == case.id)
    link = select(CaseLink).where(CaseLink.case_id == case.id, CaseLink.revoked_at.is_(None))
    settings = select(ServiceSettings).where(ServiceSettings.centre_id == case.centre_id)
    qualification = select(Qualification).where(Qualification.id == case.qualification_id)
    meetings = case_alerts.coming_meetings(case.centre_id, clock.today())
    posts = select(func.count()).where(_of(case), _waits_for_post())
    return [
        _one(settings, ServiceSettings.admin_address, "admin_address"),
        _one(qualification, Qualification.entry_code, "qualification"),
        _one(told.order_by(*latest), OutsideContact.body, "told_body"),
        _one(told.order_by(*latest), OutsideContact.told_on, "told_on"),
        posts.scalar_subquery().label("to_post"),
        _given_up(case).scalar_subquery().label("given_up"),
        _one(link.order_by(CaseLink.made_at.desc()), CaseLink.made_at, "link_made_at"),
        _one(pause, CasePause.since, "paused_since"),
        _one(pause, CasePause.reason, "pause_reason"),
        _one(turned, Case.reference, "turned_to"),
        _one(turned, Case.id, "turned_to_id"),
        _one(meetings, SeniorMeeting.held_on, "next_meeting"),
        _one(select(Appeal).where(Appeal.case_id == case.id), Appeal.id, "appeal_id"),
    ]


def _one(
    query: Select[object], column: InstrumentedAttribute[object], name: str
) -> ColumnElement[object]:
    return query.with_only_columns(column).limit(1).scalar_subquery().label(name)


def _of(case: Case) -> ColumnElement[bool]:
    return CaseMessage.case_id == case.id


def _waits_for_post() -> ColumnElement[bool]:
    return and_(CaseMessage.mail_id.is_(None), CaseMessage.posted_at.is_(None))


def _given_up(case: Case) -> Select[int]:
    """Mails of the case whose job was given up."""
    return (
        select(func.count())
        .select_from(CaseMessage)
        .join(OutgoingMail, OutgoingMail.id == CaseMessage.mail_id)
        .join(Job, Job.key == literal("send-mail:") + OutgoingMail.message_id)
        .where(_of(case), OutgoingMail.sent_at.is_(None), Job.failed_at.is_not(None))
    )


def letters(session: Session, case_id: UUID) -> Sequence[CaseMessage]:
    """What was written to the person, newest first."""
    query = select(CaseMessage).options(joinedload(CaseMessage.mail))
    return session.scalars(
        query.where(CaseMessage.case_id == case_id).order_by(CaseMessage.written_at.desc())
    ).all()
