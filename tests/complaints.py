"""Complaints under 001 with every office held, and what the clock sends about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.mailer import FolderMailer
from portfolio.domain.deadlines import in_uk
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.jobs.case_clocks import CaseClocks
from portfolio.jobs.worker import Worker
from portfolio.models.case import Case
from portfolio.models.case_record import Escalation
from portfolio.models.procedure import OfficeHolder
from portfolio.services import case_steps, cases
from portfolio.services.case_messages import Letter
from portfolio.services.cases import Intake
from tests.cast import Cast

LETTER = Letter("acknowledgement", "Your complaint", "We have your complaint.")


def uk(day: int, hour: int = 17, minute: int = 0, month: int = 3) -> datetime:
    """A moment of 2026 on UK clocks."""
    return in_uk(datetime(2026, month, day, hour, minute))  # noqa: DTZ001 -- in_uk adds the zone


def set_clock(moment: datetime) -> None:
    there = moment.astimezone(UTC)
    clock.use(lambda: there)


def hold_offices(session: Session, house: Cast) -> Cast:
    """The ladder of 001 s8.0 is held by the managers of the cast, and somebody coordinates."""
    held = {
        Office.DEPARTMENT_HEAD: house.manager,
        Office.SENIOR_MANAGER: house.senior_manager,
        Office.MANAGING_DIRECTOR: house.director,
        Office.COORDINATOR: house.coordinator,
    }
    for office, person in held.items():
        row = OfficeHolder(
            centre_id=house.centre.id, office=office, user_id=person.user.id, since=clock.now()
        )
        session.add(row)
    session.flush()
    return house


def complaint(session: Session, house: Cast, target: datetime | None, **told: Any) -> Case:
    """A formal complaint received now, acknowledged with ``target`` where there is one."""
    facts: dict[str, Any] = {
        "track": TrackKey.COMPLAINT,
        "category": "teaching-and-support",
        "channel": Channel.EMAIL,
        "name": "Demo Complainant 1",
        "email": "complainant1@home.test",
        "said": "Two of my reviews were cancelled on the day.",
        "received_at": clock.now(),
        "stage": "formal",
    }
    case = cases.receive(session, house.coordinator.actor, house.centre, Intake(**facts | told))
    if target is not None:
        case_steps.acknowledge(session, house.coordinator.actor, case, LETTER, target)
    session.commit()
    return case


@dataclass
class Clockwork:
    """The sweep and the worker, as often as a test lets them go on."""

    worker: Worker
    session: Session
    sweep: CaseClocks = field(default_factory=CaseClocks)

    def at(self, moment: datetime) -> None:
        """Look at what is due at this moment and do the jobs."""
        set_clock(moment)
        self.sweep(self.worker.database)
        self.worker.run_due()
        self.session.expire_all()

    def mails(self, about: str = "") -> Sequence[EmailMessage]:
        """Those of the clock, newest first; what the services send at once is left out."""
        every = cast(FolderMailer, self.worker.outside.mailer).read_all()
        own = [one for one in every if "Deadlines of cases" in one.get_content()]
        return [one for one in own if about in one["Subject"]]

    def ladder(self, case: Case) -> Sequence[Escalation]:
        query = select(Escalation).where(Escalation.case_id == case.id)
        return self.session.scalars(query.order_by(Escalation.rung)).all()
