"""Telling staff what the clock has to say about cases: each thing once, in one mail a person."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.case_alerts import AlertKind
from portfolio.domain.cases import EntryKind
from portfolio.domain.escalation import reply_due
from portfolio.domain.escalation_events import EscalationPlanned, EscalationTold
from portfolio.models.case import Case, CaseClock
from portfolio.models.case_alert import CaseAlert
from portfolio.models.case_record import Escalation
from portfolio.models.job import OutgoingMail
from portfolio.models.person import Centre, User
from portfolio.queries import case_alerts as queries
from portfolio.services import audit, case_log, mail, notices, offices
from portfolio.services.alert_items import Item, Rise, stage_of
from portfolio.services.case_log import Line
from portfolio.services.mail_texts import compose
from portfolio.services.notices import News
from portfolio.services.working_days import calendar_of

REMINDED = {
    AlertKind.DUE_SOON: "Due soon: 80% of the time has passed",
    AlertKind.OVERDUE: "Overdue",
    AlertKind.NO_CONTACT: "The person has heard nothing for too long",
    AlertKind.MEETING: "No senior management meeting before the answer is due",
}
"""How the history tells of each."""
BY_MAIL = "by e-mail"
IN_THE_APP = "in the app only: {}"
ADDRESS = Callable[[str], str]
"""Turns a path of this site into the address a mail names."""


def tell(
    session: Session, user_id: UUID | None, items: Sequence[Item], address: ADDRESS | None
) -> None:
    """Tell one person everything in ``items`` in one mail; ``address`` is None without mail.

    It counts as told once the mail server has taken the mail (``was_sent``); where no mail can be
    sent, the notice in the app counts, and the case says so. ``user_id`` None only keeps record
    that there was nobody to tell.
    """
    alerts = [_keep(session, item) for item in items]
    session.flush()
    if user_id is None:
        return
    for item, alert in zip(items, alerts, strict=True):
        news = News(alert.key, item.case.centre_id, "case-clock", alert.text, alert.path)
        notices.tell_with_own_mail(session, user_id, news)
    if address is None:
        for alert in alerts:
            _count_as_told(session, alert, IN_THE_APP.format("e-mail is not set up"))
        return
    sent = _queue(session, user_id, items, alerts, address)
    for alert in alerts:
        alert.mail_id = sent.id
    session.flush()


def _keep(session: Session, item: Item) -> CaseAlert:
    taken = _take(session, item, item.rise) if item.rise else None
    to_answer = taken is not None and taken.holder_id is not None
    alert = CaseAlert(
        key=item.key,
        case_id=item.case.id,
        clock_id=item.clock.id if item.clock else None,
        escalation_id=taken.id if taken else None,
        kind=item.kind,
        user_id=item.user_id,
        text=item.text,
        path=f"/cases/escalations/{taken.id}" if taken and to_answer else f"/cases/{item.case.id}",
        planned_at=item.planned_at,
        queued_at=clock.now(),
    )
    session.add(alert)
    return alert


def _take(session: Session, item: Item, rise: Rise) -> Escalation:
    """Take a rung: its holder may read the case from now on; an office nobody holds is noted."""
    if item.clock is None:
        raise ValueError("a rung belongs to a clock")
    taken = Escalation(
        case=item.case,
        clock_id=item.clock.id,
        rung=rise.rung,
        office=rise.office,
        holder_id=rise.holder_id,
        planned_at=item.planned_at,
    )
    session.add(taken)
    session.flush()
    case = item.case
    audit.record(
        session,
        None,
        EscalationPlanned(case.id, case.reference, rise.rung, rise.office.value),
        centre_id=case.centre_id,
    )
    if rise.holder_id is not None:
        offices.concern(session, case, rise.holder_id, rise.office)
        return taken
    taken.reply_due_at = _reply_due(session, item.clock, rise.rung, clock.now())
    line = Line(
        EntryKind.ESCALATION,
        f"Nobody holds the office of {rise.office.value}",
        "Nothing was sent; the next office is told after the same time",
        planned_at=item.planned_at,
    )
    case_log.note(session, case, None, line)
    return taken


def _queue(
    session: Session,
    user_id: UUID,
    items: Sequence[Item],
    alerts: Sequence[CaseAlert],
    address: ADDRESS,
) -> OutgoingMail:
    """One mail for one thing, one digest for more; the same things have the same Message-ID."""
    person = session.get_one(User, user_id)
    centre = session.get_one(Centre, items[0].case.centre_id).name
    news = [(alert.text, address(alert.path)) for alert in alerts]
    text = compose("case_clocks.txt", news=news, centre=centre)
    if len(alerts) == 1:
        return mail.queue(session, f"case-alert:{alerts[0].key}", person.email, news[0][0], text)
    every = sha256("\n".join(sorted(alert.key for alert in alerts)).encode()).hexdigest()
    subject = f"{len(alerts)} deadlines of cases need you"
    return mail.queue(session, f"case-alerts:{user_id}:{every}", person.email, subject, text)


def was_sent(session: Session, mail_id: UUID) -> None:
    """The mail server has taken a mail: whatever it tells about cases is told now."""
    for alert in queries.in_mail(session, mail_id):
        _count_as_told(session, alert)


def settle_given_up(session: Session) -> None:
    """Let the notice in the app count where the mail will never be sent, and say so."""
    for mail_id in queries.given_up(session):
        for alert in queries.in_mail(session, mail_id):
            _count_as_told(session, alert, IN_THE_APP.format("the e-mail could not be sent"))


def _count_as_told(session: Session, alert: CaseAlert, flag: str = "") -> None:
    alert.told_at = clock.now()
    taken = alert.escalation
    if taken is None or taken.holder_id is None:
        _note_reminder(session, alert, flag)
        return
    found = session.get_one(CaseClock, taken.clock_id)
    taken.told_at = alert.told_at
    taken.reply_due_at = _reply_due(session, found, taken.rung, alert.told_at)
    case = taken.case
    event = EscalationTold(case.id, case.reference, taken.rung, taken.office.value)
    audit.record(session, None, event, centre_id=case.centre_id)
    title = f"{taken.office.value} told that the target has passed"
    words = f"Told {flag or BY_MAIL}"
    line = Line(EntryKind.ESCALATION, title, words, planned_at=taken.planned_at)
    case_log.note(session, case, None, line)


def _note_reminder(session: Session, alert: CaseAlert, flag: str) -> None:
    """Say in the history what somebody was reminded of; an office without a holder stands there."""
    if alert.user is None or alert.kind is AlertKind.NO_HOLDER:
        return
    how = flag or BY_MAIL
    line = Line(
        EntryKind.CLOCK,
        REMINDED[alert.kind],
        f"{alert.user.name} was told {how}",
        planned_at=alert.planned_at,
    )
    case_log.note(session, session.get_one(Case, alert.case_id), None, line)


def _reply_due(session: Session, found: CaseClock, rung: int, told_at: datetime) -> datetime | None:
    calendar = calendar_of(session, found.stage.case.centre_id)
    return reply_due(stage_of(found).ladder, rung, told_at, calendar)
