"""What the rules look at of a case, read from its rows."""

from portfolio import clock
from portfolio.domain.case_rules import OpenClock, Standing, last_day_of_next
from portfolio.domain.date_words import uk_date
from portfolio.domain.deadlines import Calendar
from portfolio.domain.procedure import Moment, Procedure, Stage, Track
from portfolio.models.case import Case, CaseClock
from portfolio.queries import procedures


def procedure_of(case: Case) -> Procedure:
    """The procedure the case began under, and keeps."""
    return procedures.read(case.version)


def track_of(case: Case) -> Track:
    return procedure_of(case).track(case.track)


def stage_of(case: Case) -> Stage:
    """The rules of the stage the case is at. Raises KeyError for one turned elsewhere."""
    return track_of(case).stage(case.stage_key)


def standing(case: Case, *, calendar: Calendar | None = None, pause_reason: str = "") -> Standing:
    """Where the case stands; ``pause_reason`` is of the pause that lasts.

    With the centre's ``calendar`` it knows until when the stage that follows can be taken.

    Raises IndexError for a case that never entered a stage, for it was turned elsewhere.
    """
    procedure = procedure_of(case)
    track, stage = procedure.track(case.track), case.stages[-1]
    rules = track.stage(stage.key)
    answered_on = uk_date(stage.answered_at) if stage.answered_at else None
    return Standing(
        track=track,
        stage=rules,
        category=procedure.category(case.category),
        state=case.state,
        locked=case.locked_at is not None,
        clocks=tuple(_open(one) for one in stage.clocks if one.stopped_at is None),
        acknowledged=stage.acknowledged_at is not None,
        target=stage.target_at,
        answered_on=answered_on,
        accepted=stage.accepted_at is not None,
        pause_reason=pause_reason,
        investigate=stage.investigate,
        investigation=stage.investigation,
        last_day=last_day_of_next(track, rules, answered_on, calendar) if calendar else None,
    )


def _open(running: CaseClock) -> OpenClock:
    return OpenClock(
        running.label,
        Moment(running.stops),
        running.due_on or running.due_at,
        late=clock.now() >= running.due_at,
    )
