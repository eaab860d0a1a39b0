"""The whole demo: one centre, every role, six candidates from just registered to nearly done."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.storage import EvidenceStore
from portfolio.demo import people
from portfolio.demo.cases import DemoCases, Held
from portfolio.demo.documents import DemoDocuments
from portfolio.demo.people import DemoCandidate
from portfolio.demo.story import Story
from portfolio.domain.actors import Actor, Role
from portfolio.domain.procedure import Office
from portfolio.domain.states import NoticeDelivery
from portfolio.models.assessment import UnitProgress
from portfolio.models.case_record import CaseMessage
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.notice import Notice
from portfolio.models.person import Centre, Invitation, RoleGrant, User
from portfolio.models.programme import Qualification, UnitPlacement
from portfolio.queries import roc
from portfolio.services import (
    acceptance,
    accounts,
    registration,
    unit_choice,
    verifier_access,
)
from portfolio.services.profiles import Profile
from portfolio.services.registration import Entry
from portfolio.services.verifier_access import Opening

DIPLOMA, NVQ = "10380", "03455"
DIPLOMA_OPTIONS = ("7", "10", "11", "30", "37")
NVQ_OPTIONS = ("A3", "B2", "C3", "D1", "D6")
VISIT = timedelta(days=14)


def exists_already(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Centre.name == people.CENTRE))))


def create(session: Session, store: EvidenceStore) -> None:
    """Make the demo, with what happened before today at its own past times."""
    now = clock.now()
    real = clock.use(lambda: now - timedelta(days=120))
    try:
        Demo(session, store, now).make()
    finally:
        clock.use(real)
    session.execute(update(User).values(delivery=NoticeDelivery.AT_ONCE))
    old = now - timedelta(days=5)
    session.execute(update(Notice).where(Notice.created_at < old).values(read_at=now))
    session.execute(update(Notice).values(mailed_at=now))
    _leave_no_old_mail(session)


def _leave_no_old_mail(session: Session) -> None:
    """The made-up past is over: its news was read, its invitations accepted, its letters came."""
    session.flush()
    session.execute(delete(Job).where(Job.name.in_(("send-mail", "mail-notice"))))
    letters = select(CaseMessage.mail_id).where(CaseMessage.mail_id.is_not(None))
    session.execute(delete(OutgoingMail).where(OutgoingMail.id.not_in(letters)))
    session.execute(update(OutgoingMail).values(sent_at=OutgoingMail.queued_at))


class Demo:
    def __init__(self, session: Session, store: EvidenceStore, now: datetime) -> None:
        self.session, self.store, self.now = session, store, now
        self.centre = people.open_centre(session)
        joined = [people.join(session, self.centre, person) for person in people.STAFF]
        self.administrator, self.assessor1, self.assessor2, self.iqa, self.verifier = joined[:5]
        self.coordinator, self.head, self.senior, self.director, self.safeguarding = joined[5:]

    def make(self) -> None:
        first, second, third, fourth, fifth, sixth = people.CANDIDATES
        opened = [self._nearly_done(second), self._sent_back(third)]
        self._half_way(fourth)
        self._waiting(fifth)
        self._begun(sixth)
        self._registered(first)
        clock.use(lambda: self.now - timedelta(days=1))
        grant = self.session.get_one(RoleGrant, self.verifier.grant_id)
        today = clock.today()
        opening = Opening(opened, today, today + VISIT)
        verifier_access.grant(self.session, self.administrator, grant, opening)
        self._cases(opened[0])
        DemoDocuments(self.session, self.administrator, self.now).make()

    def _cases(self, candidate_id: UUID) -> None:
        made = DemoCases(self.session, self.centre, self.coordinator, self.now)
        made.hold(
            (
                Held(Office.COORDINATOR, self.coordinator),
                Held(Office.DEPARTMENT_HEAD, self.head),
                Held(Office.SENIOR_MANAGER, self.senior),
                Held(Office.MANAGING_DIRECTOR, self.director),
                Held(Office.SAFEGUARDING_LEAD, self.safeguarding),
                Held(Office.APPEALS_REVIEWER, self.assessor2),
                Held(Office.ADMINISTRATOR, self.administrator),
            )
        )
        made.make(self.session.get_one(Candidate, candidate_id))

    def _nearly_done(self, who: DemoCandidate) -> UUID:
        """Every unit of a full Diploma but the last, which only waits for its signature."""
        story, units = self._start(who, DIPLOMA, DIPLOMA_OPTIONS, self.assessor1, days=43)
        for number in ("1", "2", "3", "4", "5", "6", "7", "10", "11", "30"):
            story.achieve(units[number])
        story.prepare(units["37"])
        return story.candidate.id

    def _sent_back(self, who: DemoCandidate) -> UUID:
        story, units = self._start(who, DIPLOMA, DIPLOMA_OPTIONS, self.assessor1, days=17)
        for number in ("1", "2", "3"):
            story.achieve(units[number])
        story.refer(story.submit(story.criteria(units["4"])), lacking=2)
        story.prepare(units["7"])
        story.keep_draft(story.criteria(units["5"])[:2])
        return story.candidate.id

    def _half_way(self, who: DemoCandidate) -> None:
        story, units = self._start(who, NVQ, NVQ_OPTIONS, self.assessor2, days=16)
        for number in ("F1", "A3", "C3"):
            story.achieve(units[number])
        story.accept(story.submit(story.criteria(units["D1"])[:6]))
        story.submit(story.criteria(units["D1"])[6:9])

    def _waiting(self, who: DemoCandidate) -> None:
        story, units = self._start(who, DIPLOMA, DIPLOMA_OPTIONS[:3], self.assessor1, days=15)
        for number in ("1", "2", "4", "7", "10"):
            criteria = story.criteria(units[number])
            story.submit(criteria[:5])
            story.later(days=2)
        story.submit([*story.criteria(units["1"])[5:8], *story.criteria(units["4"])[5:7]])

    def _begun(self, who: DemoCandidate) -> None:
        story, units = self._start(who, NVQ, NVQ_OPTIONS[:2], self.assessor2, days=4)
        story.submit(story.criteria(units["F1"])[:4])
        story.keep_draft(story.criteria(units["A3"])[:3])

    def _registered(self, who: DemoCandidate) -> None:
        self._start(who, DIPLOMA, (), self.assessor1, days=1)

    def _start(
        self, who: DemoCandidate, code: str, options: tuple[str, ...], assessor: Actor, *, days: int
    ) -> tuple[Story, dict[str, UnitProgress]]:
        """Register and let in; returns the story from then on, and the units by number."""
        begins = datetime.combine(
            (self.now - timedelta(days=days)).date(), time(9, 15), self.now.tzinfo
        )
        clock.use(lambda: begins)
        qualification = self.session.scalars(
            select(Qualification).where(Qualification.entry_code == code)
        ).one()
        enrolment = self._enrol(who, qualification, assessor, begins.date())
        actor = self._let_in(enrolment.candidate)
        if options:
            wanted = self._unit_ids(qualification, options)
            before = unit_choice.choice_of(roc.progress(self.session, enrolment.id))
            unit_choice.choose_units(self.session, actor, enrolment, wanted, before)
        story = Story(self.session, self.store, (enrolment.candidate, actor), assessor, begins)
        story.later(hours=2)
        return story, self._units(enrolment)

    def _enrol(
        self, who: DemoCandidate, qualification: Qualification, assessor: Actor, day: date
    ) -> Enrolment:
        profile = Profile(who.name, who.location, who.born_on, who.uln, who.number)
        entry = Entry(
            qualification_id=qualification.id,
            starts_on=day,
            registered_on=day,
            confirmed_on=day,
            informed_on=day,
            initial_assessment_on=day,
            initial_assessment_outcome="Works at a help desk every day; ready for this level.",
            assessor_id=assessor.user_id,
            quality_assurer_id=self.iqa.user_id,
        )
        enrolment, _token = registration.register(
            self.session, self.administrator, who.email, profile, entry, lambda _t: "/invitations"
        )
        return enrolment

    def _let_in(self, candidate: Candidate) -> Actor:
        invitation = self.session.scalars(
            select(Invitation)
            .join(Invitation.grant)
            .where(RoleGrant.user_id == candidate.user_id, RoleGrant.role == Role.CANDIDATE)
        ).one()
        user = acceptance.accept(self.session, invitation, people.PASSWORD, None)
        people.settle(self.session, user)
        accounts.confirm_originality(self.session, None, user.id)
        centre = self.centre
        return Actor(
            user.id, user.name, Role.CANDIDATE, centre.id, centre.name, invitation.grant_id
        )

    def _unit_ids(self, qualification: Qualification, numbers: tuple[str, ...]) -> set[UUID]:
        return {
            placement.unit_id
            for placement in qualification.placements
            if placement.unit_number in numbers
        }

    def _units(self, enrolment: Enrolment) -> dict[str, UnitProgress]:
        rows = self.session.execute(
            select(UnitPlacement.unit_number, UnitProgress)
            .join(UnitProgress, UnitProgress.unit_id == UnitPlacement.unit_id)
            .where(
                UnitPlacement.qualification_id == enrolment.qualification_id,
                UnitProgress.candidate_id == enrolment.candidate_id,
            )
        )
        return dict(iter(rows))
