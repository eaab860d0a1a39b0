"""A case as whoever brought it sees it: by the private link, or signed in as its candidate.

What is for staff only is never read here, so that no page can show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portfolio import clock
from portfolio.domain import file_states
from portfolio.domain.actors import Actor
from portfolio.domain.case_next import NextStep, next_for_person
from portfolio.domain.case_rules import lateness, outside, person_may_ask
from portfolio.domain.cases import CaseState
from portfolio.domain.deadlines import Calendar
from portfolio.domain.procedure import Body, Moment, Office, Stage, Track
from portfolio.models.case import Case, CasePause, CaseStage
from portfolio.models.case_record import CaseEntry, CaseFile, CaseLink, CaseMessage
from portfolio.models.enrolment import Candidate
from portfolio.models.person import Centre
from portfolio.models.procedure import ProcedureVersion
from portfolio.queries import case_standing, service_settings
from portfolio.queries.sign_ins import token_hash


@dataclass(frozen=True)
class Further:
    """A stage the person can take the case to now; ``timing`` says until when, or how late."""

    stage: Stage
    timing: str


@dataclass(frozen=True)
class Followed:
    """All that the person's page shows."""

    case: Case
    centre: Centre
    next_step: NextStep
    track: Track | None = None
    """None where there is nothing of the procedure to show: locked, or turned elsewhere."""
    further: Sequence[Further] = ()
    bodies: Sequence[Body] = ()
    """Outside bodies that can be turned to now (R-288)."""
    why_no_bodies: str = ""
    director_contact: str = ""
    """Once the case can go to, or is with, the Managing Director (R-289)."""
    entries: Sequence[CaseEntry] = ()
    messages: Sequence[CaseMessage] = ()
    files: Sequence[CaseFile] = ()

    @property
    def locked(self) -> bool:
        return self.case.locked_at is not None

    @property
    def goes_on(self) -> bool:
        """Whether the person can still add something or decide about it."""
        return not self.locked and self.case.state is not CaseState.CLOSED

    @property
    def to_accept(self) -> bool:
        """Whether there is an answer that they can accept."""
        return self.goes_on and bool(self.stage and self.stage.answered_at)

    def says(self, file: CaseFile) -> str:
        """How a file stands: "Safe at the centre. Your original is kept"."""
        words = file_states.say(file.state, file.state_reason)
        return f"{file_states.tag(file.state)}. {words}"

    @property
    def stage(self) -> CaseStage | None:
        return self.case.stages[-1] if self.case.stages else None


def by_token(session: Session, token: str) -> Case | None:
    """The case of a private link with what its page needs; None for one unknown or revoked."""
    query = _whole().join(CaseLink, CaseLink.case_id == Case.id)
    standing = CaseLink.revoked_at.is_(None)
    return session.scalar(query.where(CaseLink.token_hash == token_hash(token), standing))


def own(session: Session, actor: Actor, case_id: UUID) -> Case | None:
    """A case the candidate brought at this centre; None for any other."""
    return session.scalar(_whole().where(_brought_by(actor), Case.id == case_id))


def all_own(session: Session, actor: Actor) -> Sequence[Case]:
    """What the candidate has brought, newest first; of one that is locked the stage is not told."""
    query = select(Case).where(_brought_by(actor)).order_by(Case.received_at.desc(), Case.id)
    return session.scalars(query).all()


def _brought_by(actor: Actor) -> ColumnElement[bool]:
    mine = select(Candidate.id).where(
        Candidate.user_id == actor.user_id, Candidate.centre_id == actor.centre_id
    )
    return Case.candidate_id.in_(mine)


def _whole() -> Select[Case]:
    return select(Case).options(
        joinedload(Case.version).joinedload(ProcedureVersion.procedure),
        joinedload(Case.candidate),
        selectinload(Case.stages).selectinload(CaseStage.clocks),
    )


def followed(session: Session, case: Case, calendar: Calendar) -> Followed:
    """Everything the person may know of the case; of a locked one only that it was passed on."""
    centre = session.get_one(Centre, case.centre_id)
    if case.locked_at is not None:
        return Followed(case, centre, _passed_on())
    if not case.stages:
        return Followed(case, centre, _turned(session, case), entries=_entries(session, case))
    pause = session.scalar(
        select(CasePause).where(CasePause.case_id == case.id, CasePause.until.is_(None))
    )
    reason = pause.reason if pause else ""
    standing = case_standing.standing(case, calendar=calendar, pause_reason=reason)
    further = [
        Further(stage, _timing(case, stage, calendar))
        for key in standing.stage.next
        if not (stage := standing.track.stage(key)).external and not person_may_ask(standing, stage)
    ]
    beyond = outside(standing)
    return Followed(
        case=case,
        centre=centre,
        next_step=next_for_person(standing),
        track=standing.track,
        further=further,
        bodies=case_standing.procedure_of(case).bodies if beyond.open else (),
        why_no_bodies=beyond.why_not,
        director_contact=_director(session, case, [standing.stage, *(f.stage for f in further)]),
        entries=_entries(session, case),
        messages=_messages(session, case),
        files=_files(session, case),
    )


def _passed_on() -> NextStep:
    why = "The person at the centre who deals with safeguarding has it. Nothing more is shown here."
    return NextStep("It was passed to the safeguarding lead", why)


def _turned(session: Session, case: Case) -> NextStep:
    other = session.scalar(select(Case).where(Case.continues_id == case.id))
    if other is None:
        return NextStep("It is closed", "There is nothing more to come from us.")
    why = f"It is about an assessment decision, so it goes on as {other.reference}."
    return NextStep(f"It was turned to {other.reference}", why)


def _timing(case: Case, stage: Stage, calendar: Calendar) -> str:
    answered_at = case.stages[-1].answered_at
    answered_on = answered_at.astimezone(clock.UK).date() if answered_at else None
    of_issue = stage.within is not None and stage.within.since is Moment.ISSUE
    since = case.issue_on if of_issue else answered_on
    found = lateness(stage.within, since, clock.today(), calendar)
    return found.words if found else ""


def _director(session: Session, case: Case, stages: Sequence[Stage]) -> str:
    if Office.MANAGING_DIRECTOR not in {stage.office for stage in stages}:
        return ""
    settings = service_settings.settings_of(session, case.centre_id)
    return settings.director_contact if settings else ""


def _entries(session: Session, case: Case) -> Sequence[CaseEntry]:
    query = select(CaseEntry).where(CaseEntry.case_id == case.id, CaseEntry.staff_only.is_(False))
    return session.scalars(query.order_by(CaseEntry.at.desc(), CaseEntry.id)).all()


def _messages(session: Session, case: Case) -> Sequence[CaseMessage]:
    query = select(CaseMessage).where(CaseMessage.case_id == case.id)
    return session.scalars(query.order_by(CaseMessage.written_at.desc(), CaseMessage.id)).all()


def _files(session: Session, case: Case) -> Sequence[CaseFile]:
    query = select(CaseFile).where(CaseFile.case_id == case.id, CaseFile.staff_only.is_(False))
    return session.scalars(query.order_by(CaseFile.added_at, CaseFile.id)).all()
