"""What came to the demo centre: complaints at every stage, appeals, enquiries, questions."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.cases import EntryKind, Outcome, Relation, Satisfaction
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.models.case import Case
from portfolio.models.enrolment import Candidate
from portfolio.models.person import Centre
from portfolio.models.procedure import OfficeHolder
from portfolio.services import case_ends, case_log, case_steps, cases
from portfolio.services.case_log import Line
from portfolio.services.case_messages import Letter
from portfolio.services.cases import Intake


@dataclass(frozen=True)
class Came:
    """Something that came in so many days before now."""

    days: float
    track: TrackKey
    category: str
    said: str
    name: str
    channel: Channel = Channel.WEB
    relation: Relation = Relation.PUBLIC
    stage: str = ""
    safeguarding: bool = False


@dataclass(frozen=True)
class Held:
    """Who of the demo holds an office."""

    office: Office
    holder: Actor


QUERIES = (
    "Do you run the Level 2 award in the evening?",
    "How long does the Diploma take beside a full-time job?",
    "Can one of our team leaders start in January?",
    "Which units fit a reception desk?",
)
PAST_COMPLAINTS = (
    ("facilities", "The room was too cold in both workshops."),
    ("teaching-and-support", "Nobody told us that the visit had moved."),
    ("fees", "The receipt named the wrong company."),
    ("facilities", "The screen was too small to read from the back."),
)


class DemoCases:
    """Brings cases in at their own past moments; ``now`` is when the demo is made."""

    def __init__(self, session: Session, centre: Centre, coordinator: Actor, now: datetime) -> None:
        self.session, self.centre, self.coordinator, self.now = session, centre, coordinator, now

    def hold(self, offices: tuple[Held, ...]) -> None:
        """Name who holds each office."""
        self.session.add_all(
            OfficeHolder(
                centre_id=self.centre.id,
                office=one.office,
                user_id=one.holder.user_id,
                since=clock.now(),
            )
            for one in offices
        )
        self.session.flush()

    def make(self, candidate: Candidate) -> None:
        """Everything that came in, the oldest first."""
        self._past()
        self._closed()
        self._paused()
        self._overdue()
        self._due_soon()
        self._with_candidate(candidate)
        self._informal()
        self._locked()
        self._new()

    def _past(self) -> None:
        for number, said in enumerate(QUERIES):
            asked = Came(
                100 - 22 * number, TrackKey.PROVIDER_QUERY, "information", said,
                f"Demo Employer {number + 1}", Channel.EMAIL, Relation.EMPLOYER,
            )  # fmt: skip
            self._answered(asked, after=1 if number != 1 else 6)
        for number, (category, said) in enumerate(PAST_COMPLAINTS):
            name = f"Demo Complainant {number + 10}"
            came = Came(95 - 20 * number, TrackKey.COMPLAINT, category, said, name)
            self._answered(came, after=4)

    def _answered(self, came: Came, after: int) -> None:
        case = self._receive(came)
        self._later(came.days - after)
        letter = _letter("Our answer", "Thank you for telling us. This is what we did about it.")
        case_steps.answer(self.session, self.coordinator, case, Outcome.ANSWERED, letter)
        case_ends.close(self.session, self.coordinator, case, Satisfaction.SATISFIED)

    def _closed(self) -> None:
        self._answered(
            Came(
                21, TrackKey.COMPLAINT, "facilities", "Two chairs in the workshop are broken.",
                "Demo Complainant 2", Channel.REVIEW_FORM,
            ),
            after=3,
        )  # fmt: skip

    def _paused(self) -> None:
        case = self._receive(
            Came(
                19, TrackKey.COMPLAINT, "fees", "I was charged twice for the same registration.",
                "Demo Complainant 3", Channel.LETTER, stage="formal",
            )
        )  # fmt: skip
        self._acknowledge(case, days=18.5, target_in=6)
        self._later(5)
        case_steps.pause(self.session, self.coordinator, case, "Waiting for the bank's letter")

    def _overdue(self) -> None:
        case = self._receive(
            Came(
                16, TrackKey.COMPLAINT, "complaint-handling",
                "I complained in September and nobody wrote back.", "Demo Complainant 4",
                Channel.EMAIL, stage="formal",
            )
        )  # fmt: skip
        self._acknowledge(case, days=15, target_in=-2)

    def _due_soon(self) -> None:
        case = self._receive(
            Came(
                12, TrackKey.COMPLAINT, "teaching-and-support",
                "Two of my last three review meetings were cancelled on the day. I was told that "
                "it would be looked at and I have heard nothing since.",
                "Demo Complainant 6", Channel.EMAIL, stage="formal",
            )
        )  # fmt: skip
        case.summary = "Two cancelled reviews; no reply to the informal complaint."
        self._acknowledge(case, days=11, target_in=2)
        self._later(4)
        words = "Confirmed the dates. A different meeting day is what would put it right."
        line = Line(EntryKind.CONTACT, "Telephone call with the complainant", words)
        case_log.note(self.session, case, self.coordinator, line)
        case.last_contact_at = clock.now()

    def _with_candidate(self, candidate: Candidate) -> None:
        self._receive(
            Came(
                6, TrackKey.ENQUIRY, "information", "My unit 7 does not show on the certificate.",
                candidate.name, relation=Relation.CANDIDATE,
            ),
            candidate,
        )  # fmt: skip

    def _informal(self) -> None:
        case = self._receive(
            Came(
                5, TrackKey.COMPLAINT, "teaching-and-support",
                "The hand-outs came after the session.", "Demo Complainant 5", Channel.IN_PERSON,
            )
        )  # fmt: skip
        target = self._at(-8)
        letter = _letter("By when we answer", "We look into it and answer you by the date below.")
        case_steps.give_target(self.session, self.coordinator, case, target, letter)

    def _locked(self) -> None:
        self._receive(
            Came(
                3, TrackKey.COMPLAINT, "other", "Made up: words that only the lead should read.",
                "Demo Complainant 8", safeguarding=True,
            )
        )  # fmt: skip

    def _new(self) -> None:
        self._receive(
            Came(
                0.8, TrackKey.COMPLAINT, "facilities", "The lift has been out of order for a week.",
                "Demo Complainant 7", Channel.EMAIL, stage="formal",
            )
        )  # fmt: skip
        self._receive(
            Came(
                0.5, TrackKey.PROVIDER_QUERY, "information", "Could you train eight of our people?",
                "Demo Employer 9", relation=Relation.EMPLOYER,
            )
        )  # fmt: skip
        self._receive(
            Came(
                0.4, TrackKey.FEEDBACK, "teaching-and-support", "The new help desk unit is good.",
                "Demo Visitor 1",
            )
        )  # fmt: skip

    def _receive(self, came: Came, candidate: Candidate | None = None) -> Case:
        self._later(came.days)
        intake = Intake(
            track=came.track,
            category=came.category,
            channel=came.channel,
            name=came.name,
            email=f"{came.name.lower().replace(' ', '')}@demo.test",
            relation=came.relation,
            said=came.said,
            received_at=clock.now(),
            issue_on=clock.today() - timedelta(days=2),
            candidate_id=candidate.id if candidate else None,
            safeguarding=came.safeguarding,
            procedure_given=came.channel is not Channel.IN_PERSON,
            stage=came.stage,
        )
        by = self.coordinator if came.channel is not Channel.WEB else None
        return cases.receive(self.session, by, self.centre, intake)

    def _acknowledge(self, case: Case, *, days: float, target_in: int) -> None:
        self._later(days)
        letter = _letter("We have your complaint", "We answer you by the date below.")
        target = self._at(-target_in)
        case_steps.acknowledge(self.session, self.coordinator, case, letter, target)

    def _later(self, days: float) -> None:
        moment = self.now - timedelta(days=days)
        clock.use(lambda: moment)

    def _at(self, days: float) -> datetime:
        """5pm in the UK, so many days before now."""
        day = (self.now - timedelta(days=days)).astimezone(clock.UK).date()
        return datetime.combine(day, time(17), clock.UK)


def _letter(subject: str, text: str) -> Letter:
    return Letter("acknowledgement", subject, text, with_procedure=True)
