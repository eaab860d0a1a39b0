"""What a procedure must hold together before anything runs under it."""

from collections.abc import Iterable

from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import (
    CaseKind,
    ClockRule,
    Moment,
    Procedure,
    Special,
    Stage,
    Track,
    TrackKey,
)
from portfolio.domain.procedure_fields import FORM_FIELDS
from portfolio.domain.procedure_templates import TEMPLATES, TemplateFault, check_template

KINDS = {
    TrackKey.COMPLAINT: CaseKind.COMPLAINT,
    TrackKey.APPEAL: CaseKind.APPEAL,
    TrackKey.ENQUIRY: CaseKind.ENQUIRY,
    TrackKey.PROVIDER_QUERY: CaseKind.QUERY,
    TrackKey.GENERAL_QUERY: CaseKind.QUERY,
    TrackKey.FEEDBACK: CaseKind.FEEDBACK,
}
"""As what each track's cases are counted (R-312)."""

STOPS = {Moment.ACKNOWLEDGED, Moment.TARGET_GIVEN, Moment.ANSWERED}
"""What staff do; the other moments happen to a case."""


class ProcedureFault(Refusal):
    """A procedure that contradicts itself; ``field`` is the place in its document."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(f"{place}: {message}", place)
        self.words = message
        """The message without the place, for beside a form's field."""


def check(procedure: Procedure) -> None:
    """Raises ProcedureFault for the first thing that contradicts another."""
    for key in TrackKey:
        if key not in procedure.tracks:
            raise ProcedureFault("is missing: every procedure has this track", f"tracks.{key}")
    for track in procedure.tracks.values():
        _check_track(track)
    _check_categories(procedure)
    for reply in TEMPLATES:
        if reply not in procedure.templates:
            raise ProcedureFault("is missing: every procedure has this reply", f"templates.{reply}")
    for reply, template in procedure.templates.items():
        try:
            check_template(template)
        except TemplateFault as fault:
            raise ProcedureFault(fault.message, f"templates.{reply}.text") from fault


def _check_track(track: Track) -> None:
    place = f"tracks.{track.key}"
    if track.kind is not KINDS[track.key]:
        raise ProcedureFault(f"is counted as {KINDS[track.key]}", f"{place}.kind")
    if not track.stages:
        raise ProcedureFault("has no stage", place)
    _once((stage.key for stage in track.stages), f"{place}.stages")
    order = [stage.key for stage in track.stages]
    for stage in track.stages:
        _check_stage(stage, f"{place}.stages.{stage.key}", order)
    _check_reached(track, place)


def _check_reached(track: Track, place: str) -> None:
    """A stage that no other leads to and no case begins at would never be used."""
    reached = {key for stage in track.stages for key in stage.next}
    reached |= {stage.key for stage in track.beginnings}
    for stage in track.stages:
        if stage.key not in reached:
            raise ProcedureFault("is never reached", f"{place}.stages.{stage.key}")


def _check_stage(stage: Stage, place: str, order: list[str]) -> None:
    _check_next(stage, f"{place}.next", order)
    for key in stage.fields:
        if key not in FORM_FIELDS:
            raise ProcedureFault(f"names {key!r}, which is no field", f"{place}.fields")
    if not stage.channels:
        raise ProcedureFault("can be reached by no channel", f"{place}.channels")
    _once((clock.key for clock in stage.clocks), f"{place}.clocks")
    for clock in stage.clocks:
        _check_clock(clock, stage, f"{place}.clocks.{clock.key}")
    _check_within(stage, f"{place}.within.since", first=order[0] == stage.key)
    _check_ladder(stage, place)
    if stage.external:
        _check_external(stage, place)


def _check_next(stage: Stage, place: str, order: list[str]) -> None:
    later = order[order.index(stage.key) + 1 :]
    for key in stage.next:
        if key not in order:
            raise ProcedureFault(f"names {key!r}, which is no stage here", place)
        if key not in later:
            raise ProcedureFault(f"leads back to {key!r}", place)
    if later and not stage.next:
        raise ProcedureFault("leads nowhere though stages follow", place)
    _once(stage.next, place)


def _check_within(stage: Stage, place: str, *, first: bool) -> None:
    if stage.within is None:
        return
    if stage.within.since not in {Moment.ISSUE, Moment.ANSWERED}:
        raise ProcedureFault("counts from the issue or from the answer before", place)
    if first and stage.within.since is Moment.ANSWERED:
        raise ProcedureFault("has no answer before it to count from", place)


def _check_external(stage: Stage, place: str) -> None:
    """Nobody here decides it, so nothing here can be late."""
    if stage.clocks:
        raise ProcedureFault("is outside the centre and has no clocks of its own", place)
    if stage.next or stage.ladder:
        raise ProcedureFault("is outside the centre: nothing follows it here", place)
    if stage.begins:
        raise ProcedureFault("is outside the centre: no case begins there", f"{place}.begins")


def _check_ladder(stage: Stage, place: str) -> None:
    for number, rung in enumerate(stage.ladder):
        if number and rung.after is None:
            fault = "says no time after the step before"
            raise ProcedureFault(fault, f"{place}.ladder.{number + 1}.after")
        if not number and rung.after is not None:
            raise ProcedureFault("is taken at once", f"{place}.ladder.1.after")
    if stage.ladder and not stage.clocks:
        raise ProcedureFault("waits for a deadline the stage has not", f"{place}.ladder")


def _check_clock(clock: ClockRule, stage: Stage, place: str) -> None:
    if clock.stops not in STOPS:
        raise ProcedureFault("is stopped by what nobody does", f"{place}.stops")
    if clock.starts is clock.stops:
        raise ProcedureFault("stops as it starts", f"{place}.stops")
    if not _can_start(clock, stage):
        fault = f"never starts: nothing in this stage says that {clock.starts}"
        raise ProcedureFault(fault, f"{place}.starts")
    if clock.amber_after and clock.rule is not Special.IMMEDIATELY:
        fault = "is only said of what is due immediately"
        raise ProcedureFault(fault, f"{place}.amber_after")


def _can_start(clock: ClockRule, stage: Stage) -> bool:
    """Whether its start happens in the stage; an answer ends the stage, so none starts there."""
    if clock.starts is Moment.ANSWERED:
        return False
    if clock.starts in {Moment.ISSUE, Moment.RECEIVED, Moment.STAGE}:
        return True
    others = [other for other in stage.clocks if other is not clock]
    return any(other.stops is clock.starts for other in others)


def _check_categories(procedure: Procedure) -> None:
    _once((category.key for category in procedure.categories), "categories")
    if not procedure.categories:
        raise ProcedureFault("are missing", "categories")
    for category in procedure.categories:
        place = f"categories.{category.key}"
        if category.redirects is TrackKey.COMPLAINT:
            raise ProcedureFault("is turned to complaints, where it is", f"{place}.redirects")
        if not category.external and not category.why_not_external:
            raise ProcedureFault(
                "enter why outside bodies do not deal with it", f"{place}.why_not_external"
            )
    if not any(category.redirects is TrackKey.APPEAL for category in procedure.categories):
        raise ProcedureFault("turn one of them to appeals: assessment decisions", "categories")


def _once(keys: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ProcedureFault(f"says {key!r} twice", place)
        seen.add(key)
