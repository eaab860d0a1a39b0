"""The escalation ladder of a stage: who is told next when its target passed unanswered (R-285)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portfolio.domain.deadlines import UK, Calendar, Rule, due, in_uk, last_moment
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.procedure import ClockRule, Moment, Rung, Special, Stage

OPENS, SHUTS = time(9), time(17)
"""Between these, on UK clocks, a held mail goes out on a working day (AMB-21)."""
LONGEST_REPLY = 4_000


@dataclass(frozen=True)
class Step:
    """A rung that was taken: when its person was told, and what they replied."""

    rung: int
    planned_at: datetime
    told_at: datetime | None = None
    """None until the mail was handed over, and for ever where nobody holds the office."""
    reply_due_at: datetime | None = None
    replied_at: datetime | None = None
    resolves: bool | None = None
    put_right_by: date | None = None


@dataclass(frozen=True)
class Planned:
    """The rung to take next, and from when on."""

    rung: int
    at: datetime


@dataclass(frozen=True)
class Reply:
    """What somebody told answers: it will be put right by a day, or they cannot."""

    words: str
    resolves: bool
    put_right_by: date | None = None


def escalating_clock(stage: Stage) -> ClockRule | None:
    """The deadline whose passing starts the ladder: the target date, else the written answer.

    None for a stage without a ladder.
    """
    if not stage.ladder or not stage.clocks:
        return None
    targets = [clock for clock in stage.clocks if clock.rule is Special.TARGET]
    answers = [clock for clock in stage.clocks if clock.stops is Moment.ANSWERED]
    return [*targets, *answers, stage.clocks[-1]][0]


def next_rung(ladder: Sequence[Rung], due_at: datetime, steps: Sequence[Step]) -> Planned | None:
    """The rung that follows ``steps`` for a deadline missed at ``due_at``; None if none does now.

    The first is taken at once, a later one when the reply time of the one before is over or when
    that person cannot put it right. A promise holds the ladder until its day is over, a deadline
    moved to later until that has passed too. While somebody's mail is still on its way to the
    mail server, nothing follows: their time has not begun (001 s8.0).
    """
    if not steps:
        return Planned(0, due_at) if ladder else None
    last = max(steps, key=lambda step: step.rung)
    if last.rung + 1 >= len(ladder):
        return None
    at = _over_at(last)
    if at is None:
        return None
    # A promise that was not kept leaves whoever was told since then their own time to reply.
    return Planned(last.rung + 1, max(at, due_at, _promised_until(steps) or at))


def _promised_until(steps: Sequence[Step]) -> datetime | None:
    """The end of the last day by which somebody, on whatever rung, said it will be put right."""
    days = [step.put_right_by for step in steps if step.resolves and step.put_right_by]
    return last_moment(max(days)) if days else None


def _over_at(step: Step) -> datetime | None:
    """When the person of this step has had their say."""
    return step.replied_at if step.replied_at is not None else step.reply_due_at


def reply_due(
    ladder: Sequence[Rung], rung: int, told_at: datetime, calendar: Calendar
) -> datetime | None:
    """Until when the person of ``rung``, told at ``told_at``, can reply before the next is told.

    None on the last rung, after which nobody follows.
    """
    if rung + 1 >= len(ladder):
        return None
    after = ladder[rung + 1].after
    return told_at if after is None else _end_of(after, told_at, calendar)


def _end_of(rule: Rule, since: datetime, calendar: Calendar) -> datetime:
    return last_moment(due(rule, since, calendar))


def may_send(now: datetime, calendar: Calendar) -> bool:
    """Whether a mail held to working time can go out now: on working days from 9.00 to 17.00."""
    return send_from(now, calendar) <= now


def send_from(planned_at: datetime, calendar: Calendar) -> datetime:
    """When a step planned for this moment is sent by a centre that holds mails to the morning."""
    there = planned_at.astimezone(UK)
    day = there.date()
    if calendar.works(day) and OPENS <= there.time() <= SHUTS:
        return planned_at
    if there.time() > SHUTS or not calendar.works(day):
        day += timedelta(days=1)
        while not calendar.works(day):
            day += timedelta(days=1)
    return in_uk(datetime.combine(day, OPENS))


def check_reply(reply: Reply, today: date) -> None:
    """Raises Refusal beside the field where a reply says too little to act on."""
    wrong = []
    if not reply.words.strip():
        wrong.append(Refusal("Say what is being done, or what stands in the way", "words"))
    if len(reply.words) > LONGEST_REPLY:
        wrong.append(Refusal(f"Use at most {LONGEST_REPLY:,} characters", "words"))
    if reply.resolves and reply.put_right_by is None:
        wrong.append(Refusal("Give the day by which it will be put right", "put_right_by"))
    if reply.resolves and reply.put_right_by and reply.put_right_by < today:
        wrong.append(Refusal("Give today or a later day", "put_right_by"))
    if wrong:
        raise Refusals(wrong)
