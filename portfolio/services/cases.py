"""Taking in complaints, appeals, enquiries, queries and feedback: one intake for all (R-273)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import case_clocks as rules
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import CaseClosed, CaseReceived
from portfolio.domain.case_rules import Lateness
from portfolio.domain.cases import CaseState, EntryKind, Outcome, Relation
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import PREFIX, CaseKind, Category, Channel, Procedure, TrackKey
from portfolio.models.case import Case, CaseCounter
from portfolio.models.person import Centre
from portfolio.queries import procedures
from portfolio.services import audit, case_clocks, case_log, case_safeguarding, case_stages, offices
from portfolio.services.case_log import PERSON, Line

NO_WORDS = "Write what happened, in the person's own words"


@dataclass(frozen=True)
class Intake:
    """What came in. ``said`` are the person's own words; ``stage`` a key, or empty for the first.

    ``received_at`` is when the centre got it, which may be before it is recorded.
    """

    track: TrackKey
    category: str
    channel: Channel
    name: str
    said: str
    received_at: datetime
    email: str = ""
    telephone: str = ""
    relation: Relation = Relation.PUBLIC
    summary: str = ""
    wanted: str = ""
    issue_on: date | None = None
    candidate_id: UUID | None = None
    provision_area: str = ""
    qualification_id: UUID | None = None
    equality: bool = False
    characteristics: tuple[str, ...] = ()
    safeguarding: bool = False
    procedure_given: bool = False
    receiver_name: str = ""
    stage: str = ""
    dealt_by: str = ""
    spoken: str = ""
    """Of a call or a visit: what whoever took it said and did (R-292), for the history."""


def receive(session: Session, actor: Actor | None, centre: Centre, intake: Intake) -> Case:
    """Record what came in, begin its first stage and tell those who act in it.

    ``actor`` is None for somebody without an account. A category that belongs to another track
    closes the complaint as Redirected and returns the case of that track (R-259). A safeguarding
    concern goes to its lead at once and is locked (R-294). Raises Refusal for words or a name
    that are missing, a moment in the future, an unknown category or stage.
    """
    version = procedures.followed(session, centre.id)
    procedure = procedures.read(version)
    _check(procedure, intake)
    category = procedure.category(intake.category)
    case = _case(session, actor, centre, intake, category)
    case.version = version
    session.add(case)
    session.flush()
    track = procedure.track(intake.track)
    stage = track.stage(intake.stage) if intake.stage else track.stages[0]
    if category.redirects and category.redirects is not intake.track:
        return _redirect(session, actor, case, intake, category.redirects)
    begun = case_stages.enter(session, actor, case, stage, at=intake.received_at)
    begun.dealt_by = intake.dealt_by
    _note(session, actor, case, intake.spoken)
    audit.record(
        session,
        actor,
        CaseReceived(case.id, case.reference, case.kind.value, stage.name),
        centre_id=centre.id,
        candidate_id=case.candidate_id,
    )
    if intake.safeguarding:
        case_safeguarding.refer(session, actor, case)
    else:
        case_stages.tell(session, case, stage)
    case_clocks.refresh(session, case)
    return case


def _check(procedure: Procedure, intake: Intake) -> None:
    if not intake.said.strip():
        raise Refusal(NO_WORDS, "said")
    if not intake.name.strip() and intake.track is not TrackKey.FEEDBACK:
        raise Refusal("Enter the person's name", "name")
    if intake.received_at > clock.now():
        raise Refusal("It cannot have been received in the future", "received")
    if intake.issue_on and intake.issue_on > clock.today():
        raise Refusal("The day it happened cannot be in the future", "issue_on")
    if intake.category not in {category.key for category in procedure.categories}:
        raise Refusal("Choose what it is about", "category")
    beginnings = {stage.key for stage in procedure.track(intake.track).beginnings}
    if intake.stage and intake.stage not in beginnings:
        raise Refusal("Choose a stage at which a case can begin", "stage")


def _case(
    session: Session, actor: Actor | None, centre: Centre, intake: Intake, category: Category
) -> Case:
    kind = _kind(intake.track)
    reference = _reference(session, centre.id, kind)
    found = (reference, intake.name, category.label, intake.said, intake.summary)
    return Case(
        centre_id=centre.id,
        kind=kind,
        reference=reference,
        track=intake.track,
        category=category.key,
        category_label=category.label,
        channel=intake.channel,
        received_at=intake.received_at,
        issue_on=intake.issue_on,
        name=intake.name.strip(),
        email=intake.email.strip(),
        telephone=intake.telephone.strip(),
        relation=intake.relation,
        candidate_id=intake.candidate_id,
        provision_area=intake.provision_area,
        qualification_id=intake.qualification_id,
        said=intake.said,
        summary=intake.summary,
        wanted=intake.wanted,
        equality=intake.equality,
        characteristics=list(intake.characteristics),
        search=" ".join(found).lower(),
        receiver_name=intake.receiver_name or (actor.name if actor and actor.is_staff else ""),
        recorded_by_id=actor.user_id if actor and actor.is_staff else None,
        procedure_sent_at=clock.now() if intake.procedure_given else None,
        stage_key="",
        stage_name="",
        sort_at=rules.NO_LIMIT,
    )


def _kind(track: TrackKey) -> CaseKind:
    match track:
        case TrackKey.COMPLAINT:
            return CaseKind.COMPLAINT
        case TrackKey.APPEAL:
            return CaseKind.APPEAL
        case TrackKey.ENQUIRY:
            return CaseKind.ENQUIRY
        case TrackKey.FEEDBACK:
            return CaseKind.FEEDBACK
        case _:
            return CaseKind.QUERY


def _reference(session: Session, centre_id: UUID, kind: CaseKind) -> str:
    """The next number of this kind in this year; whoever comes second waits for the first."""
    year = clock.today().year
    mine = (
        CaseCounter.centre_id == centre_id,
        CaseCounter.kind == kind,
        CaseCounter.year == year,
    )
    last = session.scalar(
        update(CaseCounter)
        .where(*mine)
        .values(last=CaseCounter.last + 1)
        .returning(CaseCounter.last)
    )
    if last is None:
        # Locks the centre, so that two who begin a year together do not both begin the count; not
        # against rows that only name the centre, or whoever writes one would wait, and we for them.
        locked = select(Centre.id).where(Centre.id == centre_id).with_for_update(key_share=True)
        session.scalar(locked)
        counter = session.scalar(select(CaseCounter).where(*mine))
        if counter is not None:
            return _reference(session, centre_id, kind)
        session.add(CaseCounter(centre_id=centre_id, kind=kind, year=year, last=1))
        session.flush()
        last = 1
    return f"{PREFIX[kind]}-{year}-{last:03}"


def _redirect(
    session: Session, actor: Actor | None, case: Case, intake: Intake, to: TrackKey
) -> Case:
    """Close the complaint as Redirected and take it in where it belongs (001 s3.0, R-259)."""
    _note(session, actor, case)
    other = receive(session, actor, session.get_one(Centre, case.centre_id), _as(intake, to))
    other.continues_id = case.id
    case.state, case.outcome, case.closed_at = CaseState.CLOSED, Outcome.REDIRECTED, clock.now()
    case.stage_key, case.stage_name = "", "Redirected"
    title = f"Turned to {other.reference}: {other.stage_name}"
    case_log.note(session, case, None, Line(EntryKind.CLOSED, title, staff_only=False))
    event = CaseClosed(case.id, case.reference, Outcome.REDIRECTED.value)
    audit.record(session, actor, event, centre_id=case.centre_id)
    if other.owner_id is not None:
        offices.concern(session, case, other.owner_id, other.with_office)
    case_clocks.refresh(session, case)
    if intake.safeguarding:
        case_safeguarding.refer(session, actor, case)
    return other


def _as(intake: Intake, to: TrackKey) -> Intake:
    return replace(intake, track=to, stage="")


def _note(session: Session, actor: Actor | None, case: Case, spoken: str = "") -> None:
    staff = actor if actor and actor.is_staff else None
    stage = case.stages[-1] if case.stages else None
    late = Lateness(stage.last_day, stage.days_late).words if stage and stage.last_day else ""
    line = Line(
        EntryKind.RECEIVED,
        "Received and recorded",
        ". ".join(filter(None, (case.channel.value, late))),
        staff_only=False,
        by_words="" if staff else PERSON,
    )
    case_log.note(session, case, staff, line)
    if spoken:
        case_log.note(session, case, staff, Line(EntryKind.CONTACT, case.channel.value, spoken))
