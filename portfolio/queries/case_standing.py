"""What the rules look at of a case, read from its rows."""

from portfolio import clock
from portfolio.domain.case_rules import OpenClock, Standing
from portfolio.domain.deadlines import UK
from portfolio.domain.procedure import Moment, Procedure, Stage, Track
from portfolio.models.case import Case, CaseClock, CasePause
from portfolio.queries import procedures


def procedure_of(case: Case) -> Procedure:
    """The procedure the case began under, and keeps."""
    return procedures.read(case.version)


def track_of(case: Case) -> Track:
    return procedure_of(case).track(case.track)


def stage_of(case: Case) -> Stage:
    """The rules of the stage the case is at. Raises KeyError for one turned elsewhere."""
    return track_of(case).stage(case.stage_key)


def standing(case: Case, pause: CasePause | None = None) -> Standing:
    """Where the case stands; ``pause`` is the one that lasts, for its reason."""
    procedure = procedure_of(case)
    stage = case.stages[-1]
    return Standing(
        track=procedure.track(case.track),
        stage=procedure.track(case.track).stage(stage.key),
        category=procedure.category(case.category),
        state=case.state,
        locked=case.locked_at is not None,
        clocks=tuple(_open(one) for one in stage.clocks if one.stopped_at is None),
        acknowledged=stage.acknowledged_at is not None,
        target=stage.target_at,
        answered_on=stage.answered_at.astimezone(UK).date() if stage.answered_at else None,
        accepted=stage.accepted_at is not None,
        pause_reason=pause.reason if pause else "",
        investigate=stage.investigate,
        investigation=stage.investigation,
    )


def _open(running: CaseClock) -> OpenClock:
    return OpenClock(
        running.label,
        Moment(running.stops),
        running.due_on or running.due_at,
        late=clock.now() >= running.due_at,
    )
