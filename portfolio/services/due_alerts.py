"""What is due to be told about cases now, and to whom; worked out anew each time, never planned.

A target that moved, a pause or another holder of an office therefore need no plan to be mended.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain import case_alerts as rules
from portfolio.domain.case_alerts import AlertKind, Target
from portfolio.domain.date_words import uk_date
from portfolio.domain.deadlines import Calendar
from portfolio.domain.escalation import Step, escalating_clock, may_send, next_rung
from portfolio.domain.procedure import Office, Rung, Stage
from portfolio.models.case import Case, CaseClock
from portfolio.models.case_record import Escalation
from portfolio.models.person import User
from portfolio.queries import case_alerts as queries
from portfolio.queries import procedures, service_settings
from portfolio.services import offices
from portfolio.services.working_days import calendar_of

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rise:
    """The rung to be taken: its number, whose office, and the hours the next one waits."""

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
class _Looking:
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


def find(
    session: Session, now: datetime, *, lapses: bool, case_ids: Collection[UUID] | None = None
) -> list[Item]:
    """What is due at ``now`` and was not told, of all cases or of those named.

    ``lapses`` says whether to look too for cases nobody wrote about and meetings that are too
    late, which change by the day and cost more to find.
    """
    looking = _Looking(session, now)
    items = [*_soon(looking, case_ids), *_late(looking, case_ids)]
    if lapses:
        items += [*_unheard(looking, case_ids), *_too_late_to_meet(looking, case_ids)]
    told = queries.told_keys(session, [item.key for item in items]) if items else set()
    return [item for item in items if item.key not in told]


def _soon(looking: _Looking, case_ids: Collection[UUID] | None) -> Iterator[Item]:
    for clock in queries.due_soon(looking.session, looking.now, case_ids):
        text = rules.due_soon(_target(clock))
        yield from _reminders(looking, AlertKind.DUE_SOON, clock, text, clock.amber_at)


def _late(looking: _Looking, case_ids: Collection[UUID] | None) -> Iterator[Item]:
    clocks = queries.late(looking.session, looking.now, case_ids)
    steps = queries.steps_of(looking.session, [clock.id for clock in clocks])
    for clock in clocks:
        text = rules.overdue(_target(clock))
        yield from _reminders(looking, AlertKind.OVERDUE, clock, text, clock.due_at)
        if (rung := _rung(looking, clock, steps.get(clock.id, ()))) is not None:
            yield rung


def _reminders(
    looking: _Looking, kind: AlertKind, clock: CaseClock, text: str, planned_at: datetime
) -> Iterator[Item]:
    """For whom the case waits on and for its owner, once each; for nobody where there is none."""
    case = clock.stage.case
    for user_id in _told(looking, case):
        key = _key(kind, clock.id, planned_at, user_id)
        yield Item(key, kind, case, clock, user_id, text, planned_at)


def _rung(looking: _Looking, clock: CaseClock, taken: Sequence[Escalation]) -> Item | None:
    case, stage = clock.stage.case, stage_of(clock)
    escalating = escalating_clock(stage)
    if escalating is None or escalating.key != clock.key or looking.held_back(case.centre_id):
        return None
    planned = next_rung(stage.ladder, clock.due_at, [step_of(one) for one in taken])
    if planned is None or planned.at > looking.now:
        return None
    rung = stage.ladder[planned.rung]
    holder = offices.holder(looking.session, case.centre_id, rung.office, case.provision_area)
    rise = Rise(planned.rung, rung.office, holder.id if holder else None)
    kind = AlertKind.ESCALATION if holder else AlertKind.NO_HOLDER
    user_id = holder.id if holder else _coordinator(looking, case)
    text = _rung_text(clock, rung, planned.rung, stage, held=holder is not None)
    key = f"escalation:{clock.id}:{planned.rung}"
    return Item(key, kind, case, clock, user_id, text, planned.at, rise)


def _rung_text(clock: CaseClock, rung: Rung, number: int, stage: Stage, *, held: bool) -> str:
    if not held:
        return rules.nobody_holds(_target(clock), rung.office)
    following = stage.ladder[number + 1].after if number + 1 < len(stage.ladder) else None
    asked = f"to reply within {following}" if following else "to put it right"
    return rules.escalated(_target(clock), rung.office, asked)


def _unheard(looking: _Looking, case_ids: Collection[UUID] | None) -> Iterator[Item]:
    for case in queries.unheard(looking.session, looking.now - A_DAY, case_ids):
        procedure = procedures.read(case.version)
        stage = procedure.track(case.track).stage(case.stage_key)
        if procedure.contact_every is None or stage.external:
            continue
        last = case.last_contact_at or case.received_at
        calendar = looking.calendar(case.centre_id)
        lapsed_at = rules.contact_lapses_at(procedure.contact_every, last, calendar)
        if lapsed_at <= looking.now:
            user_id = _coordinator(looking, case)
            key = _key(AlertKind.NO_CONTACT, case.id, last, user_id)
            text = rules.no_contact(case.reference, uk_date(last))
            yield Item(key, AlertKind.NO_CONTACT, case, None, user_id, text, lapsed_at)


def _too_late_to_meet(looking: _Looking, case_ids: Collection[UUID] | None) -> Iterator[Item]:
    today = uk_date(looking.now)
    for clock in queries.running(looking.session, case_ids):
        case, stage = clock.stage.case, stage_of(clock)
        if not stage.at_meeting or clock.due_at <= looking.now:
            continue
        meetings = looking.meeting_days(case.centre_id)
        conflict = rules.meeting_conflict(last_day(clock), meetings, today)
        if conflict is None:
            continue
        text = f"{case.reference}: {conflict.words}"
        for user_id in _told(looking, case):
            key = f"{_key(AlertKind.MEETING, clock.id, clock.due_at, user_id)}:{conflict.meets_on}"
            yield Item(key, AlertKind.MEETING, case, clock, user_id, text, clock.started_at)


def stage_of(clock: CaseClock) -> Stage:
    """What the procedure of its case says of the stage a clock belongs to."""
    case = clock.stage.case
    return procedures.read(case.version).track(case.track).stage(clock.stage.key)


def last_day(clock: CaseClock) -> date:
    """The UK day on which a clock ends."""
    return clock.due_on or uk_date(clock.due_at - timedelta(microseconds=1))


def _target(clock: CaseClock) -> Target:
    case = clock.stage.case
    return Target(case.reference, clock.stage.name, clock.label, clock.due_on or clock.due_at)


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


def _coordinator(looking: _Looking, case: Case) -> UUID | None:
    """Who sees the case through: its owner, else whoever holds the office."""
    if owner := _open_accounts(looking, [case.owner_id]):
        return owner[0]
    area = case.provision_area
    found = offices.holder(looking.session, case.centre_id, Office.COORDINATOR, area)
    return found.id if found else None


def _told(looking: _Looking, case: Case) -> Sequence[UUID | None]:
    """Whom the case waits on and who sees it through; nobody, once, where there is none."""
    return _open_accounts(looking, [case.with_id, case.owner_id]) or [None]


def _open_accounts(looking: _Looking, user_ids: Sequence[UUID | None]) -> list[UUID]:
    """Those who can still sign in, each once, in the order given."""
    found = []
    for user_id in dict.fromkeys(user_ids):
        person = looking.session.get(User, user_id) if user_id else None
        if person is not None and person.closed_at is None:
            found.append(person.id)
    return found


def _key(kind: AlertKind, subject_id: UUID, moment: datetime, user_id: UUID | None) -> str:
    return f"{kind.name.lower().replace('_', '-')}:{subject_id}:{moment:%FT%H:%M:%S}:{user_id}"
