"""What there is to tell about a case, and one look at the centres to find it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain.case_alerts import AlertKind
from portfolio.domain.date_words import uk_date
from portfolio.domain.deadlines import Calendar
from portfolio.domain.errors import Refusal
from portfolio.domain.escalation import Step, may_send
from portfolio.domain.procedure import Office, Stage
from portfolio.models.case import Case, CaseClock
from portfolio.models.case_record import Escalation
from portfolio.models.person import User
from portfolio.queries import case_alerts as queries
from portfolio.queries import procedures, service_settings
from portfolio.services import offices
from portfolio.services.working_days import calendar_of

log = logging.getLogger(__name__)

Thing = TypeVar("Thing", Case, CaseClock)


@dataclass(frozen=True)
class Rise:
    """The rung to be taken: its number, whose office, and who holds it."""

    rung: int
    office: Office
    holder_id: UUID | None


@dataclass(frozen=True)
class Item:
    """One thing to tell one person; ``user_id`` is None where there is nobody to tell."""

    key: str
    kind: AlertKind
    case: Case
    clock: CaseClock | None
    user_id: UUID | None
    text: str
    planned_at: datetime
    rise: Rise | None = None


@dataclass
class Looking:
    """One look at what is due, with what it has read of each centre."""

    session: Session
    now: datetime
    calendars: dict[UUID, Calendar] = field(default_factory=dict)
    holds: dict[UUID, bool] = field(default_factory=dict)
    meetings: dict[UUID, Sequence[date]] = field(default_factory=dict)

    def calendar(self, centre_id: UUID) -> Calendar:
        if centre_id not in self.calendars:
            self.calendars[centre_id] = calendar_of(self.session, centre_id)
        return self.calendars[centre_id]

    def held_back(self, centre_id: UUID) -> bool:
        """Whether this centre holds mails to the morning and it is not working time."""
        if centre_id not in self.holds:
            settings = service_settings.settings_of(self.session, centre_id)
            self.holds[centre_id] = bool(settings and settings.hold_to_morning)
        return self.holds[centre_id] and not may_send(self.now, self.calendar(centre_id))

    def meeting_days(self, centre_id: UUID) -> Sequence[date]:
        if centre_id not in self.meetings:
            today = uk_date(self.now)
            self.meetings[centre_id] = queries.meetings(self.session, centre_id, today)
        return self.meetings[centre_id]

    def told(self, case: Case) -> Sequence[UUID | None]:
        """Whom the case waits on and who sees it through; nobody, once, where there is none."""
        return self._open_accounts([case.with_id, case.owner_id]) or [None]

    def coordinator(self, case: Case) -> UUID | None:
        """Who sees the case through: its owner, else whoever holds the office."""
        if owner := self._open_accounts([case.owner_id]):
            return owner[0]
        area = case.provision_area
        found = offices.holder(self.session, case.centre_id, Office.COORDINATOR, area)
        return found.id if found else None

    def _open_accounts(self, user_ids: Sequence[UUID | None]) -> list[UUID]:
        """Those who can still sign in, each once, in the order given."""
        found = []
        for user_id in dict.fromkeys(user_ids):
            person = self.session.get(User, user_id) if user_id else None
            if person is not None and person.closed_at is None:
                found.append(person.id)
        return found


def of_each(things: Iterable[Thing], items_of: Callable[[Thing], Iterable[Item]]) -> Iterator[Item]:
    """The items of all; one that contradicts its procedure must not keep the others waiting."""
    for thing in things:
        try:
            yield from list(items_of(thing))
        except (LookupError, Refusal):
            log.exception("nothing can be told of %s %s", thing.__tablename__, thing.id)


def key_of(kind: AlertKind, subject_id: UUID, moment: datetime, user_id: UUID | None) -> str:
    """What tells this apart from everything else that is told."""
    return f"{kind.name.lower().replace('_', '-')}:{subject_id}:{moment:%FT%H:%M:%S}:{user_id}"


def stage_of(clock: CaseClock) -> Stage:
    """What the procedure of its case says of the stage a clock belongs to."""
    case = clock.stage.case
    return procedures.read(case.version).track(case.track).stage(clock.stage.key)


def last_day(clock: CaseClock) -> date:
    """The UK day on which a clock ends."""
    return clock.due_on or uk_date(clock.due_at - timedelta(microseconds=1))


def step_of(taken: Escalation) -> Step:
    """A rung that was taken, as the rules look at it."""
    return Step(
        taken.rung,
        taken.planned_at,
        taken.told_at,
        taken.reply_due_at,
        taken.replied_at,
        taken.resolves,
        taken.put_right_by,
    )
