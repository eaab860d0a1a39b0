"""What demo people do, one deed after another, through the services the pages use."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.file_types import HEAD, identify
from portfolio.adapters.storage import EvidenceStore, new_key
from portfolio.demo import words
from portfolio.demo.own_copies import own_copy
from portfolio.demo.people import CANDIDATES, PASSWORD
from portfolio.demo.words import ItemWords
from portfolio.domain.actors import Actor
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.file_states import NOT_CHECKED
from portfolio.domain.judging import Judgement, Sheet
from portfolio.domain.signature import fingerprint
from portfolio.domain.states import DecisionOutcome
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.models.specification import Criterion, UnitSpecification
from portfolio.queries import declarations as statements
from portfolio.services import (
    assessment,
    declarations,
    evidence,
    evidence_checking,
    evidence_submitting,
    records,
    sign_offs,
)
from portfolio.services.evidence_files import Received
from portfolio.services.evidence_writing import Description
from portfolio.services.records import NewRecord
from portfolio.services.sign_offs import Signature

MORNING, EVENING = time(8, 40), time(17, 30)


class Story:
    """One candidate and their assessor; the clock moves on a little with every deed."""

    def __init__(
        self,
        session: Session,
        store: EvidenceStore,
        candidate: tuple[Candidate, Actor],
        assessor: Actor,
        begins: datetime,
    ) -> None:
        self.session, self.store = session, store
        self.candidate, self.actor = candidate
        self.number = [one.name for one in CANDIDATES].index(self.candidate.name)
        self.assessor = assessor
        self.moment = begins
        self.items: Iterator[ItemWords] = cycle(words.ITEMS)
        self.whys = cycle(words.WHY_MET)
        self.feedback = cycle(words.FEEDBACK)
        clock.use(lambda: self.moment)

    def later(self, **step: float) -> None:
        """Let time pass; whatever would fall in the evening or night waits for the morning."""
        self.moment += timedelta(**step)
        local = self.moment.astimezone(clock.UK)
        if not MORNING <= local.time() < EVENING:
            day = local.date() + timedelta(days=local.time() >= EVENING)
            start = datetime.combine(day, MORNING, clock.UK)
            self.moment = start + timedelta(minutes=self.moment.minute)

    def achieve(self, unit: UnitProgress) -> None:
        """A whole unit: an item and a record, both judged, declared and signed off."""
        self.prepare(unit)
        self.later(hours=3)
        signature = Signature(("observed", "questioned"), confirmed=True, password=PASSWORD)
        sign_offs.sign_off(self.session, self.assessor, unit, signature)
        self.later(days=2)

    def prepare(self, unit: UnitProgress) -> None:
        """Everything of a unit but the sign-off."""
        criteria = self.criteria(unit)
        share = max(1, len(criteria) * 2 // 3)
        self.accept(self.submit(criteria[:share]))
        self.accept(self.record(criteria[share:] or criteria[-1:]))
        self.declare(unit)

    def criteria(self, unit: UnitProgress) -> Sequence[Criterion]:
        return self.session.scalars(
            select(Criterion)
            .where(Criterion.specification_id == unit.specification_id)
            .order_by(Criterion.position)
        ).all()

    def draft(self) -> tuple[Evidence, ItemWords]:
        """The next item of the list, its files stored, not yet described."""
        spoken = next(self.items)
        files = [self._received(name) for name in spoken.files]
        item = evidence.add(self.session, self.actor, self.candidate, files)
        for file in item.files:
            evidence_checking.store(self.session, file, NOT_CHECKED)
        return item, spoken

    def submit(self, criteria: Sequence[Criterion]) -> Evidence:
        item, spoken = self.draft()
        self.later(minutes=7)
        described = self._description(item, spoken, criteria)
        evidence_submitting.submit(self.session, self.actor, item, described)
        self.later(hours=5)
        return item

    def keep_draft(self, criteria: Sequence[Criterion]) -> Evidence:
        item, spoken = self.draft()
        evidence.describe(self.session, self.actor, item, self._description(item, spoken, criteria))
        self.later(hours=1)
        return item

    def _description(
        self, item: Evidence, spoken: ItemWords, criteria: Sequence[Criterion]
    ) -> Description:
        return Description(
            version=item.version,
            title=spoken.title,
            type=spoken.kind.value,
            produced_on=self.moment.astimezone(clock.UK).date() - timedelta(days=1),
            shows=spoken.shows,
            location="",
            group_work=False,
            own_contribution="",
            sources="",
            sources_none=True,
            details_confirmed=True,
            criteria=frozenset(criterion.id for criterion in criteria),
            shows_children=False,
        )

    def record(self, criteria: Sequence[Criterion]) -> Evidence:
        """The assessor's own record of a discussion."""
        made = records.add(
            self.session,
            self.assessor,
            self.candidate,
            NewRecord(
                kind=EvidenceType.DISCUSSION,
                title=f"Discussion: {self._unit_title(criteria[0])}",
                held_on=self.moment.date(),
                place="Demo meeting room",
                account=words.DISCUSSED,
                criterion_ids=tuple(criterion.id for criterion in criteria),
            ),
        )
        self.later(minutes=20)
        return made

    def accept(self, item: Evidence) -> None:
        judgements = tuple(
            Judgement(tag.criterion_id, DecisionOutcome.MET, next(self.whys))
            for tag in item.current_tags
        )
        sheet = Sheet(judgements, (self._method(item),), feedback=next(self.feedback))
        assessment.accept(self.session, self.assessor, item, sheet)
        self.later(minutes=30)

    def refer(self, item: Evidence, lacking: int) -> None:
        """Met but for the last ``lacking`` criteria, which need more."""
        tags = sorted(item.current_tags, key=lambda tag: tag.criterion.position)
        why_not = cycle(words.WHY_NOT_YET)
        judgements = tuple(
            Judgement(tag.criterion_id, DecisionOutcome.MET, next(self.whys))
            if place < len(tags) - lacking
            else Judgement(tag.criterion_id, DecisionOutcome.NOT_YET, next(why_not))
            for place, tag in enumerate(tags)
        )
        sheet = Sheet(judgements, (self._method(item),), feedback=words.FEEDBACK_REFERRED)
        assessment.refer(self.session, self.assessor, item, sheet)
        self.later(minutes=30)

    def declare(self, unit: UnitProgress) -> None:
        shown = fingerprint(statements.current_content(self.session, unit))
        signature = declarations.Signature(shown, True, PASSWORD, "")
        declarations.sign(self.session, self.actor, unit, signature)
        self.later(hours=20)

    def _unit_title(self, criterion: Criterion) -> str:
        specification = self.session.get_one(UnitSpecification, criterion.specification_id)
        return specification.unit.title

    def _method(self, item: Evidence) -> str:
        if item.staff_record:
            return "PD"
        return next(one.method for one in words.ITEMS if one.title == item.title)

    def _received(self, name: str) -> Received:
        data = own_copy(name, self.number)
        key = new_key(self.candidate.centre_id)
        with self.store.begin(key) as writer:
            writer.write(data)
            size = writer.finish()
        kind = identify(data[:HEAD], name, lambda: BytesIO(data))
        return Received(key, name, size, sha256(data).hexdigest(), kind.media_type)
