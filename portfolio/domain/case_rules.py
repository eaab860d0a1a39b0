"""What can become of a case now: late or not, what may follow and who asks, what closing needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.domain.cases import CaseState
from portfolio.domain.date_words import day_with_weekday
from portfolio.domain.deadlines import Calendar, due, working_days_between
from portfolio.domain.procedure import CaseKind, Category, Moment, Special, Stage, Track, Within
from portfolio.domain.words import listed


class Deed(StrEnum):
    """What staff do next; each has a page of its own."""

    ACKNOWLEDGE = "acknowledge"
    GIVE_TARGET = "target"
    ANSWER = "answer"
    CLOSE = "close"
    RESUME = "resume"
    INVESTIGATE = "investigation"


@dataclass(frozen=True)
class OpenClock:
    """A clock that runs: what it asks for, what stops it, and by when.

    ``due`` is the day where the rule ends with one, else the moment.
    """

    label: str
    stops: Moment
    due: date
    late: bool = False


@dataclass(frozen=True)
class Standing:
    """What the rules look at of a case, all of it about the stage it is at."""

    track: Track
    stage: Stage
    category: Category
    state: CaseState = CaseState.OPEN
    locked: bool = False
    clocks: tuple[OpenClock, ...] = ()
    acknowledged: bool = False
    target: date | None = None
    """A day or a moment; None until one was given."""
    answered_on: date | None = None
    accepted: bool = False
    pause_reason: str = ""
    investigate: bool | None = None
    investigation: str = ""
    last_day: date | None = None
    """The last day to take the stage that follows, where there is one."""

    @property
    def late(self) -> bool:
        return any(clock.late for clock in self.clocks)

    @property
    def gives_target(self) -> bool:
        """Whether this stage is to be answered by a date that staff give."""
        return any(clock.rule is Special.TARGET for clock in self.stage.clocks)


@dataclass(frozen=True)
class Lateness:
    """How a stage's beginning stands to the time there was for it."""

    last_day: date
    working_days: int
    """0 in time. What comes on a day nobody works is as late as on the next working day."""

    @property
    def words(self) -> str:
        if not self.working_days:
            return f"In time: the last day is {day_with_weekday(self.last_day)}"
        days = "1 working day" if self.working_days == 1 else f"{self.working_days} working days"
        return f"{days} late: the last day was {day_with_weekday(self.last_day)}"


def lateness(
    within: Within | None, since: date | None, made_on: date, calendar: Calendar
) -> Lateness | None:
    """How late something made on the UK day ``made_on`` is (R-275, R-277, R-283).

    ``since`` is the UK day on which the issue arose, or on which the answer before was received,
    as ``within`` counts. None where the procedure sets no time, or that day is not known.
    """
    if within is None or since is None:
        return None
    last = due(within.rule, since, calendar)
    if made_on <= last:
        return Lateness(last, 0)
    return Lateness(last, max(working_days_between(last, made_on, calendar), 1))


def next_stages(track: Track, stage: Stage) -> tuple[Stage, ...]:
    """What can follow a stage within the centre, in the procedure's order."""
    return tuple(follows for key in stage.next if not (follows := track.stage(key)).external)


def last_day_of_next(
    track: Track, stage: Stage, answered_on: date | None, calendar: Calendar
) -> date | None:
    """Until when what follows can be taken, counted from the answer; None where nothing says."""
    limits = (
        lateness(follows.within, answered_on, answered_on, calendar)
        for follows in next_stages(track, stage)
        if answered_on and follows.within and follows.within.since is Moment.ANSWERED
    )
    return max((limit.last_day for limit in limits if limit), default=None)


def staff_may_begin(standing: Standing, stage: Stage) -> str:
    """Why staff cannot take the case to ``stage`` now; empty when they can."""
    if (refused := _not_next(standing, stage)) or not stage.external:
        return refused or _wants_answer(standing, stage)
    return outside(standing).why_not


def person_may_ask(standing: Standing, stage: Stage) -> str:
    """Why whoever brought the case cannot take it to ``stage`` now; empty when they can.

    After the written answer, once that is late, or where the procedure lets a case begin there.
    """
    if refused := _not_next(standing, stage):
        return refused
    if stage.external:
        return outside(standing).why_not
    if refused := _wants_answer(standing, stage):
        return refused
    if standing.answered_on or standing.late or stage.begins:
        return ""
    return "You can ask for this once you have our answer, or when it is late"


def _not_next(standing: Standing, stage: Stage) -> str:
    if standing.locked:
        return "It is with the safeguarding lead"
    if standing.state is CaseState.CLOSED:
        return "It is closed"
    if stage.key not in standing.stage.next:
        return f"{stage.name} does not follow {standing.stage.name} in this procedure"
    return ""


def _wants_answer(standing: Standing, stage: Stage) -> str:
    counts_from_answer = stage.within is not None and stage.within.since is Moment.ANSWERED
    if counts_from_answer and standing.answered_on is None:
        return f"{stage.name} is about the written answer, and there is none yet"
    return ""


@dataclass(frozen=True)
class OutsideBodies:
    """Whether bodies outside the centre are offered now, and why not."""

    why_not: str = ""

    @property
    def open(self) -> bool:
        return not self.why_not


def outside(standing: Standing) -> OutsideBodies:
    """Whether a body outside the centre is offered (R-288).

    Only about what such bodies deal with, and only after every internal stage.
    """
    if not standing.category.external:
        return OutsideBodies(standing.category.why_not_external)
    if not any(stage.external for stage in standing.track.stages):
        return OutsideBodies("The procedure names no body outside the centre for this")
    if standing.stage.external:
        return OutsideBodies()
    if still := _stages_still_to_come(standing.track, standing.stage):
        names = listed([stage.name for stage in still])
        return OutsideBodies(f"Only after every stage at the centre. Still to come: {names}")
    if standing.answered_on is None:
        return OutsideBodies(f"Only after the written answer at this stage: {standing.stage.name}")
    return OutsideBodies()


def _stages_still_to_come(track: Track, stage: Stage) -> list[Stage]:
    """The internal stages on the usual way from ``stage`` to the outside."""
    ways = next_stages(track, stage)
    return [] if not ways else [ways[0], *_stages_still_to_come(track, ways[0])]


@dataclass(frozen=True)
class Missing:
    """A condition that does not stand yet, and the deed that puts it right."""

    words: str
    deed: Deed


def missing_to_close(standing: Standing, kind: CaseKind) -> Sequence[Missing]:
    """What has to be done before a case is closed (R-282, R-300); empty when it can be.

    Feedback asks for no answer. At an outside body the centre has answered before.
    """
    missing = []
    needs_answer = kind is not CaseKind.FEEDBACK and not standing.stage.external
    if "investigation-needed" in standing.stage.fields:
        if standing.investigate is None:
            words = "Say whether further investigation was needed"
            missing.append(Missing(words, Deed.INVESTIGATE))
        elif standing.investigate and not standing.investigation.strip():
            missing.append(Missing("Write the investigation notes", Deed.INVESTIGATE))
    if needs_answer and standing.answered_on is None:
        missing.append(Missing("Answer in writing", Deed.ANSWER))
    return missing
