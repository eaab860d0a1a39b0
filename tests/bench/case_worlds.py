"""A centre with many cases: a fifth of them open, some late, some locked, words in each."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.catalogue import read_procedures
from portfolio.domain import case_clocks
from portfolio.domain.actors import Role
from portfolio.domain.cases import CaseState, Outcome, Relation, Satisfaction
from portfolio.domain.procedure import PREFIX, CaseKind, Channel, Office, TrackKey
from portfolio.models.case import Case, CaseClock, CaseStage
from portfolio.models.person import Centre, RoleGrant, SignIn, User
from portfolio.queries import procedures
from portfolio.queries.sign_ins import token_hash
from portfolio.services.procedures import load
from tests.bench.worlds import Rows, World

CASES, HOLDERS = 20_000, 12
RARE = "marmalade"
"""A word in one case of a thousand."""
KINDS = {
    CaseKind.COMPLAINT: (TrackKey.COMPLAINT, "Stage 1, informal", ""),
    CaseKind.APPEAL: (TrackKey.APPEAL, "Appeal", "appeal.outcome"),
    CaseKind.ENQUIRY: (TrackKey.ENQUIRY, "Enquiry about results", "enquiry.acknowledge"),
    CaseKind.QUERY: (TrackKey.PROVIDER_QUERY, "Provider query", "provider-query.answer"),
}
CATEGORIES = ("Teaching and support", "Fees", "Rooms and equipment", "Funding", "Something else")
WORDS = (
    *("the", "lesson", "began", "late", "and", "nobody", "had", "told", "us", "that", "room"),
    *("was", "another", "one", "than", "letter", "said", "so", "half", "of", "group", "waited"),
    *("at", "wrong", "door", "until", "somebody", "came", "to", "look", "for", "them"),
)


def build(session: Session, cases: int = CASES, seed: int = 1) -> World:
    """Fill the migrated, empty database behind ``session``; commits."""
    load(session, read_procedures())
    session.flush()
    centre = _Centre(session, seed)
    for number in range(cases):
        centre.case(number)
    centre.rows.write(session.connection())
    session.commit()
    return World({}, {Role.COORDINATOR: centre.token}, ())


class _Centre:
    """One centre with a coordinator who is signed in, and people whom cases wait on."""

    def __init__(self, session: Session, seed: int) -> None:
        self.rows, self.now = Rows(seed), clock.now()
        self.random = Random(seed)  # noqa: S311 -- what a test's cases are about
        self.id = self.rows.add(
            Centre, name="Demo Centre 1", number="00001", division="England", slug="demo",
            created_at=self.now,
        )  # fmt: skip
        self.token = self.rows.hex()
        self.people = [self._person(n) for n in range(HOLDERS)]
        self.version_id = procedures.followed(session, self.id).id

    def _person(self, number: int) -> UUID:
        user_id = self.rows.add(
            User,
            email=f"holder-{number}@centre.test",
            name=f"Demo Holder {number}",
            privacy_read_at=self.now,
            privacy_version="1",
            originality_confirmed_at=self.now,
            created_at=self.now,
        )
        grant_id = self.rows.add(
            RoleGrant,
            user_id=user_id,
            centre_id=self.id,
            role=Role.MANAGER if number else Role.COORDINATOR,
            starts_on=self.now.date() - timedelta(days=30),
            accepted_at=self.now,
            created_at=self.now,
        )
        if number == 0:
            self._sign_in(user_id, grant_id)
        return user_id

    def _sign_in(self, user_id: UUID, grant_id: UUID) -> None:
        later = self.now + timedelta(days=1)
        self.rows.add(
            SignIn,
            token_hash=token_hash(self.token),
            user_id=user_id,
            grant_id=grant_id,
            device="Measuring",
            created_at=self.now,
            last_seen_at=later,
            idle_until=later,
            expires_at=later,
        )

    def case(self, number: int) -> None:
        """The first fifth is open, the latest first; one open case of twenty is locked."""
        is_open = number % 5 == 0
        age = self.random.randrange(40) if is_open else 40 + self.random.randrange(1400)
        received = self.now - timedelta(days=age, minutes=self.random.randrange(600))
        due = received + timedelta(days=28)
        closed = None if is_open else received + timedelta(days=self.random.randrange(1, 32))
        locked = received if is_open and number % 100 == 0 else None
        kind = self.random.choice((*KINDS, CaseKind.COMPLAINT))
        facts = self._facts(kind, number, received)
        running = due if is_open else None
        case_id = self.rows.add(
            Case,
            **facts,
            state=CaseState.OPEN if is_open else CaseState.CLOSED,
            locked_at=locked,
            clock_label="Answer in writing" if is_open else "",
            clock_rule="20 working days" if is_open else "",
            clock_started_at=received if is_open else None,
            clock_amber_at=received + timedelta(days=22) if is_open else None,
            clock_due_at=running,
            sort_at=case_clocks.sort_at(
                running, paused=False, locked=locked is not None, closed_at=closed
            ),
            closed_at=closed,
            outcome=None if is_open else self.random.choice((Outcome.UPHELD, Outcome.NOT_UPHELD)),
            in_time=None if closed is None else closed < due,
            satisfaction=None if is_open else self.random.choice([*Satisfaction]),
        )
        self._stage(case_id, facts, received, due, closed)

    def _facts(self, kind: CaseKind, number: int, received: datetime) -> dict[str, Any]:
        """What came in: sixty words by chance, a rare one among them now and then."""
        track, stage, _indicator = KINDS[kind]
        said = " ".join(self.random.choices(WORDS, k=60)) + (f" {RARE}" * (number % 1000 == 7))
        reference, name = f"{PREFIX[kind]}-{received.year}-{number:05}", f"Demo Person {number}"
        category = self.random.choice(CATEGORIES)
        return {
            "centre_id": self.id,
            "kind": kind,
            "reference": reference,
            "version_id": self.version_id,
            "track": track,
            "category": category.lower().replace(" ", "-"),
            "category_label": category,
            "channel": Channel.EMAIL,
            "received_at": received,
            "name": name,
            "relation": Relation.PUBLIC,
            "said": said,
            "search": f"{reference} {name} {category} {said}".lower(),
            "with_id": self.random.choice(self.people),
            "with_office": Office.MANAGER,
            "stage_key": stage.lower(),
            "stage_name": stage,
            "formal": number % 3 == 0,
        }

    def _stage(
        self,
        case_id: UUID,
        facts: dict[str, Any],
        received: datetime,
        due: datetime,
        closed: datetime | None,
    ) -> None:
        stage_id = self.rows.add(
            CaseStage,
            case_id=case_id,
            position=1,
            key=facts["stage_key"],
            name=facts["stage_name"],
            office=Office.MANAGER,
            began_at=received,
            ended_at=closed,
        )
        self.rows.add(
            CaseClock,
            case_id=case_id,
            stage_id=stage_id,
            key="answer",
            label="Answer in writing",
            rule="20 working days",
            starts="it was received",
            stops="it was answered in writing",
            started_at=received,
            amber_at=received + timedelta(days=22),
            due_at=due,
            stopped_at=closed,
            indicator=KINDS[facts["kind"]][2],
        )
