"""What the demo's centre publishes, and its support of one provider; all words are made up."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.document_rows import KeyUpdate, Price
from portfolio.domain.documents import DocumentKind, Rights
from portfolio.models.document import Document
from portfolio.models.job import Job
from portfolio.models.programme import Qualification
from portfolio.queries import documents as queries
from portfolio.services import (
    announcements,
    document_versions,
    documents,
    service_notices,
    support,
)
from portfolio.services.document_versions import ANNOUNCE, Written
from portfolio.services.documents import Description
from portfolio.services.support import Given

PRICES = (
    Price("Registration for a Diploma, each candidate", 9500, "exempt"),
    Price("Unit certificate", 1250, "exempt"),
    Price("Enquiry about a result, each candidate", 4000, "plus VAT at 20%"),
)
UPDATES = (
    KeyUpdate("All sections", "Addresses of the awarding organisation", "2", "February 2019"),
    KeyUpdate("1", "Funding, size, language and learner numbers", "2", "February 2019"),
    KeyUpdate("5", "Data protection, plagiarism, reporting malpractice", "2", "February 2019"),
)
POLICY = (
    "Everybody at this centre is treated fairly, whoever they are.\n\n"
    "Tell us what you need, and we agree with you how you are assessed."
)


class DemoDocuments:
    """The documents of the centre, published by ``actor`` between ``now`` less 60 days and now."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now

    def make(self) -> None:
        """A policy in two versions, fees, a handbook, a form, a notice, one provider's support."""
        fees = self._document(DocumentKind.FEES, "Fees of the centre", open_to_all=True)
        draft = document_versions.draft_of(self.session, self.actor, fees)
        for price in PRICES:
            document_versions.add_price(self.session, self.actor, draft, price)
        self._publish(fees, 60, "All prices are for one candidate.")
        self._handbook()
        contract = self._document(DocumentKind.CONTRACT, "How to work with us", open_to_all=True)
        self._publish(contract, 55, "Write to the centre. We answer within two working days.")
        sheet = self._document(DocumentKind.FORM, "Observation sheet", open_to_all=True)
        self._publish(sheet, 50, "Who was seen, when, where, and what they did.")
        policy = self._document(DocumentKind.POLICY, "Equality policy", open_to_all=True)
        self._publish(policy, 45, POLICY.partition("\n")[0])
        self._publish(policy, 10, POLICY, "What you can ask of us is added", asks_reading=True)
        self._notice()
        self._support()
        self.session.execute(delete(Job).where(Job.name == ANNOUNCE))

    def _handbook(self) -> None:
        diploma = self.session.scalar(
            select(Qualification.id).where(Qualification.entry_code == "10380")
        )
        handbook = self._document(
            DocumentKind.HANDBOOK, "Notes on the Diploma handbook", qualification_id=diploma
        )
        draft = document_versions.draft_of(self.session, self.actor, handbook)
        for update in UPDATES:
            document_versions.add_update(self.session, self.actor, draft, update)
        self._publish(handbook, 40, "Where our centre keeps the awarding organisation’s handbook.")

    def _document(
        self,
        kind: DocumentKind,
        title: str,
        *,
        open_to_all: bool = False,
        qualification_id: UUID | None = None,
    ) -> Document:
        self._days_ago(60)
        rights = Rights(open_to_all)
        description = Description(kind, title, "", rights, qualification_id)
        return documents.add(self.session, self.actor, description)

    def _publish(
        self,
        document: Document,
        days: int,
        text: str,
        changed: str = "",
        *,
        asks_reading: bool = False,
    ) -> None:
        """The next version, and everybody told, as many days ago."""
        today = self._days_ago(days)
        before = queries.current(self.session, document.id)
        draft = document_versions.draft_of(self.session, self.actor, document)
        written = Written(
            number=draft.number,
            dated_on=today,
            replaces=before.number if before else None,
            changed=changed,
            text=text,
            tells_candidates=False,
            asks_reading=asks_reading,
        )
        saved = document_versions.save(self.session, self.actor, document, written, draft.edits)
        document_versions.publish(self.session, self.actor, saved)
        announcements.announce(self.session, saved.id, None)

    def _notice(self) -> None:
        title = "New opening hours from next month"
        text = "We answer the telephone from 9am to 5pm, Monday to Friday."
        service_notices.post(self.session, self.actor, title, text, self._days_ago(8))

    def _support(self) -> None:
        held_on = self._days_ago(21)
        meeting = support.plan(
            self.session, self.actor, "Demo Provider 1", held_on, "Two assessors are new"
        )
        offered = "How observations are written up."
        received = "The observation sheet is too long."
        support.record(self.session, self.actor, meeting, held_on, offered, received)
        given = Given(
            "Demo Provider 1", held_on, "in a support meeting", "Candidates bring photo ID."
        )
        support.give(self.session, self.actor, given, meeting)
        self._days_ago(1)
        planned_on = clock.today() + timedelta(days=14)
        support.plan(
            self.session, self.actor, "Demo Provider 1", planned_on, "The new sheet after a month"
        )

    def _days_ago(self, days: int) -> date:
        clock.use(lambda: self.now - timedelta(days=days))
        return clock.today()
