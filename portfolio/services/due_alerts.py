"""What is due to be told about cases now, and to whom; worked out anew each time, never planned.

A target that moved, a pause or another holder of an office therefore need no plan to be mended.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain import case_alerts as rules
from portfolio.domain.case_alerts import AlertKind, Target
from portfolio.domain.escalation import escalating_clock, next_rung
from portfolio.domain.procedure import Rung, Stage
from portfolio.models.case import CaseClock
from portfolio.models.case_record import Escalation
from portfolio.queries import case_alerts as queries
from portfolio.services import due_lapses, offices
from portfolio.services.alert_items import (
    Item,
    Looking,
    Rise,
    key_of,
    of_each,
    stage_of,
    step_of,
)


def find(
    session: Session, now: datetime, *, lapses: bool, case_ids: Collection[UUID] | None = None
) -> list[Item]:
    """What is due at ``now`` and was not told, of all cases or of those named.

    ``lapses`` says whether to look too for what changes by the day and costs more to find.
    """
    looking = Looking(session, now)
    soon = queries.due_soon(session, now, case_ids)
    late = queries.late(session, now, case_ids)
    steps = queries.steps_of(session, [clock.id for clock in late])
    items = [
        *of_each(soon, lambda clock: _soon(looking, clock)),
        *of_each(late, lambda clock: _late(looking, clock, steps.get(clock.id, ()))),
        *(due_lapses.find(looking, case_ids) if lapses else ()),
    ]
    told = queries.told_keys(session, [item.key for item in items]) if items else set()
    return [item for item in items if item.key not in told]


def _soon(looking: Looking, clock: CaseClock) -> Iterator[Item]:
    text = rules.due_soon(_target(clock))
    yield from _reminders(looking, AlertKind.DUE_SOON, clock, text, clock.amber_at)


def _late(looking: Looking, clock: CaseClock, taken: Sequence[Escalation]) -> Iterator[Item]:
    text = rules.overdue(_target(clock))
    yield from _reminders(looking, AlertKind.OVERDUE, clock, text, clock.due_at)
    if (rung := _rung(looking, clock, taken)) is not None:
        yield rung


def _reminders(
    looking: Looking, kind: AlertKind, clock: CaseClock, text: str, planned_at: datetime
) -> Iterator[Item]:
    """For whom the case waits on and for its owner, once each; for nobody where there is none."""
    case = clock.stage.case
    for user_id in looking.told(case):
        key = key_of(kind, clock.id, planned_at, user_id)
        yield Item(key, kind, case, clock, user_id, text, planned_at)


def _rung(looking: Looking, clock: CaseClock, taken: Sequence[Escalation]) -> Item | None:
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
    user_id = holder.id if holder else looking.coordinator(case)
    text = _rung_text(clock, rung, planned.rung, stage, held=holder is not None)
    key = f"escalation:{clock.id}:{planned.rung}"
    return Item(key, kind, case, clock, user_id, text, planned.at, rise)


def _rung_text(clock: CaseClock, rung: Rung, number: int, stage: Stage, *, held: bool) -> str:
    if not held:
        return rules.nobody_holds(_target(clock), rung.office)
    following = stage.ladder[number + 1].after if number + 1 < len(stage.ladder) else None
    asked = f"to reply within {following}" if following else "to put it right"
    return rules.escalated(_target(clock), rung.office, asked)


def _target(clock: CaseClock) -> Target:
    case = clock.stage.case
    return Target(case.reference, clock.stage.name, clock.label, clock.due_on or clock.due_at)
