"""Entering and ending the stages of a case, and telling those who act in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_rules import lateness
from portfolio.domain.cases import EntryKind
from portfolio.domain.procedure import Moment, Office, Stage
from portfolio.models.case import Case, CaseStage
from portfolio.models.person import User
from portfolio.services import case_clocks, case_forms, case_log, notices, offices
from portfolio.services.case_log import Line
from portfolio.services.notices import News
from portfolio.services.working_days import calendar_of


def current(case: Case) -> CaseStage:
    """The stage the case is at. Raises IndexError for one that never entered any."""
    return case.stages[-1]


def enter(
    session: Session, actor: Actor | None, case: Case, rules: Stage, *, at: datetime
) -> CaseStage:
    """Begin a stage: who acts, its clocks, whether it was brought in time.

    ``at`` is when the centre got what the stage is about. Part of a deed, which records it.
    """
    before = case.stages[-1] if case.stages else None
    who = _holder(session, case, rules.office)
    stage = CaseStage(
        position=len(case.stages) + 1,
        key=rules.key,
        name=rules.name,
        office=rules.office,
        began_at=at,
        began_by_id=actor.user_id if actor else None,
    )
    _mark_lateness(session, case, stage, rules, before)
    case.stages.append(stage)
    case.stage_key, case.stage_name, case.formal = rules.key, rules.name, rules.formal
    _give(session, case, rules.office, who)
    session.flush()
    for moment in (Moment.RECEIVED, Moment.STAGE):
        case_clocks.begin(session, case, stage, rules, moment, at)
    return stage


def tell(session: Session, case: Case, rules: Stage) -> None:
    """Tell whoever acts in the stage, and whom else the procedure names, once each."""
    told: dict[UUID, Office] = {}
    if case.with_id is not None:
        told[case.with_id] = rules.office
    for office in rules.tells:
        who = offices.holder(session, case.centre_id, office, case.provision_area)
        if who is None:
            title = f"{office.value} not told: nobody holds this office"
            case_log.note(session, case, None, Line(EntryKind.TOLD, title))
        else:
            told.setdefault(who.id, office)
    for user_id, office in told.items():
        offices.concern(session, case, user_id, office)
        news = News(
            key=f"case:stage:{case.id}:{rules.key}:{user_id}",
            centre_id=case.centre_id,
            kind="case",
            text=f"{case.reference} is at {rules.name}",
            path=f"/cases/{case.id}",
        )
        notices.tell(session, user_id, news)
        case_log.note(session, case, None, Line(EntryKind.TOLD, f"{office.value} told"))


def end(session: Session, case: Case, stage: CaseStage) -> None:
    """End a stage: signed off, the log brought up to date on this day (R-302), its form sent."""
    if stage.ended_at is not None:
        return
    stage.ended_at = clock.now()
    stage.logged_on = clock.today()
    stage.signed_off_on = clock.today()
    case_forms.hand_on(session, case, stage)


def _holder(session: Session, case: Case, office: Office) -> User | None:
    if office is Office.RECEIVER and case.recorded_by_id is not None:
        return session.get_one(User, case.recorded_by_id)
    if office is Office.RECEIVER:
        office = Office.COORDINATOR
    return offices.holder(session, case.centre_id, office, case.provision_area)


def _give(session: Session, case: Case, office: Office, who: User | None) -> None:
    """Let the case wait on ``who``; the coordinator sees it through to its end."""
    owner = offices.holder(session, case.centre_id, Office.COORDINATOR, case.provision_area)
    if case.owner_id is None and owner is not None:
        case.owner_id = owner.id
    case.with_office = office
    case.with_id = who.id if who else None
    concerned = {
        (case.recorded_by_id, Office.RECEIVER),
        (case.owner_id, Office.COORDINATOR),
        (case.with_id, office),
    }
    for user_id, as_office in concerned:
        if user_id is not None:
            offices.concern(session, case, user_id, as_office)


def _mark_lateness(
    session: Session, case: Case, stage: CaseStage, rules: Stage, before: CaseStage | None
) -> None:
    within = rules.within
    if within is None:
        return
    answered_at = before.answered_at if before else None
    answered_on = answered_at.astimezone(clock.UK).date() if answered_at else None
    since = case.issue_on if within.since is Moment.ISSUE else answered_on
    made_on = stage.began_at.astimezone(clock.UK).date()
    found = lateness(within, since, made_on, calendar_of(session, case.centre_id))
    if found is not None:
        stage.last_day, stage.days_late = found.last_day, found.working_days
