"""Cases as rows, in any state and with any clock; what only the services may make is not here."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from portfolio import clock
from portfolio.domain import case_clocks, deadlines
from portfolio.domain.cases import CaseState
from portfolio.domain.procedure import PREFIX, CaseKind, Channel, Office, TrackKey
from portfolio.models.case import Case, CaseClock, CaseConcern, CasePause, CaseStage
from portfolio.models.person import Centre, User
from portfolio.queries import procedures
from portfolio.services.working_days import calendar_of
from tests.factories import Factory

numbers = count(101)
TRACKS = {
    CaseKind.COMPLAINT: TrackKey.COMPLAINT,
    CaseKind.APPEAL: TrackKey.APPEAL,
    CaseKind.ENQUIRY: TrackKey.ENQUIRY,
    CaseKind.QUERY: TrackKey.PROVIDER_QUERY,
    CaseKind.FEEDBACK: TrackKey.FEEDBACK,
}
DATE = "target date"
NO_CLOCK = ""


class CaseFactory:
    """Makes cases of the usual procedure; every call flushes."""

    def __init__(self, make: Factory) -> None:
        self.make, self.session = make, make.session
        make.procedures()

    def case(
        self,
        centre: Centre,
        kind: CaseKind = CaseKind.COMPLAINT,
        *,
        rule: str = "10 working days",
        target: datetime | None = None,
        **columns: Any,
    ) -> Case:
        """A case in its first stage with one clock: by ``rule``, to ``target``, or NO_CLOCK."""
        n = next(numbers)
        received = columns.setdefault("received_at", clock.now())
        columns.setdefault("name", f"Demo Complainant {n}")
        columns.setdefault("said", f"What the complainant said {n}")
        columns.setdefault("category", "teaching-and-support")
        columns.setdefault("category_label", "Teaching and support")
        columns.setdefault("reference", f"{PREFIX[kind]}-{received.year}-{n:03}")
        columns.setdefault("stage_key", "informal")
        columns.setdefault("stage_name", "Stage 1, informal")
        columns.setdefault("with_office", Office.COORDINATOR)
        said = (columns["reference"], columns["name"], columns["category_label"], columns["said"])
        columns.setdefault("search", " ".join(said).lower())
        made = Case(
            centre_id=centre.id,
            kind=kind,
            track=TRACKS[kind],
            channel=Channel.WEB,
            version_id=procedures.followed(self.session, centre.id).id,
            sort_at=case_clocks.NO_LIMIT,
            **columns,
        )
        self.session.add(made)
        self.session.flush()
        stage = self.stage(made)
        if rule != NO_CLOCK:
            self.clock(made, stage, DATE if target else rule, target=target)
        return self.refreshed(made)

    def stage(self, case: Case, **columns: Any) -> CaseStage:
        """The stage the case is in, as its first unless ``position`` says another."""
        made = CaseStage(
            position=columns.pop("position", 1),
            key=case.stage_key,
            name=case.stage_name,
            office=case.with_office,
            began_at=columns.pop("began_at", case.received_at),
            **columns,
        )
        case.stages.append(made)
        self.session.flush()
        return made

    def clock(
        self,
        case: Case,
        stage: CaseStage,
        rule: str,
        *,
        target: datetime | None = None,
        **columns: Any,
    ) -> CaseClock:
        """A clock from when the case was received; ``stopped_at`` when it was met."""
        started = columns.pop("started_at", case.received_at)
        if target is not None:
            found = case_clocks.target_times(started, target)
        else:
            found = self._counted(case, rule, started)
        made = CaseClock(
            case_id=case.id,
            key=columns.pop("key", "answer"),
            label=columns.pop("label", "Answer in writing"),
            rule=rule,
            starts="it was received",
            stops="it was answered in writing",
            started_at=started,
            amber_at=found.amber_at,
            due_at=found.due_at,
            due_on=found.due_on,
            **columns,
        )
        stage.clocks.append(made)
        self.session.flush()
        return made

    def _counted(self, case: Case, rule: str, started: datetime) -> case_clocks.Times:
        calendar, parsed = calendar_of(self.session, case.centre_id), deadlines.parse_rule(rule)
        due = deadlines.due(parsed, started, calendar)
        return case_clocks.Times(
            deadlines.amber_from(parsed, started, calendar),
            deadlines.last_moment(due),
            None if isinstance(due, datetime) else due,
        )

    def paused(self, case: Case, reason: str = "waiting for documents") -> Case:
        """The clocks of ``case`` stand still from now on."""
        self.session.add(CasePause(case_id=case.id, since=clock.now(), reason=reason))
        case.state = CaseState.PAUSED
        return self.refreshed(case)

    def closed(self, case: Case, at: datetime, *, in_time: bool = True, **columns: Any) -> Case:
        """``case`` is over, its clocks stopped then."""
        for stage in case.stages:
            for one in stage.clocks:
                one.stopped_at = one.stopped_at or at
        case.state, case.closed_at, case.in_time = CaseState.CLOSED, at, in_time
        for name, value in columns.items():
            setattr(case, name, value)
        return self.refreshed(case)

    def locked(self, case: Case, lead: User | None = None) -> Case:
        """``case`` went to safeguarding; ``lead`` alone reads it."""
        case.locked_at = clock.now()
        if lead is not None:
            self.concern(case, lead, Office.SAFEGUARDING_LEAD, locked=True)
        return self.refreshed(case)

    def concern(
        self, case: Case, user: User, office: Office, *, locked: bool = False
    ) -> CaseConcern:
        """Somebody of the staff may read the case because of their office."""
        made = CaseConcern(user_id=user.id, office=office, locked=locked, since=clock.now())
        case.concerned.append(made)
        self.session.flush()
        return made

    def refreshed(self, case: Case) -> Case:
        """The case shows the clock due next, as the services leave it."""
        running = [one for stage in case.stages for one in stage.clocks if one.stopped_at is None]
        first = min(running, key=lambda one: one.due_at, default=None)
        case.clock_label, case.clock_rule = (first.label, first.rule) if first else ("", "")
        case.clock_started_at = first.started_at if first else None
        case.clock_amber_at = first.amber_at if first else None
        case.clock_due_at = first.due_at if first else None
        case.sort_at = case_clocks.sort_at(
            case.clock_due_at,
            paused=case.state is CaseState.PAUSED,
            locked=case.locked_at is not None,
            closed_at=case.closed_at,
        )
        self.session.flush()
        return case
