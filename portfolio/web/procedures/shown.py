"""A procedure as its page shows it: tables of stages with their deadlines, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.domain.procedure import Procedure, Stage, Track
from portfolio.domain.procedure_fields import FORM_FIELDS
from portfolio.domain.procedure_words import (
    begun_by,
    deadline,
    goes,
    ladder,
    time_to_bring,
)


@dataclass(frozen=True)
class ShownStage:
    """One row: a stage in words."""

    stage: Stage
    begun_by: str
    time_to_bring: str
    deadlines: tuple[tuple[str, str, bool], ...]
    """What is to be done, by when, whether it is a published standard."""
    ladder: str
    follows: str
    form: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class ShownTrack:
    track: Track
    stages: tuple[ShownStage, ...]


def tracks(procedure: Procedure) -> list[ShownTrack]:
    """Every track with its stages in words."""
    return [
        ShownTrack(track, tuple(_stage(track, stage) for stage in track.stages))
        for track in procedure.tracks.values()
    ]


def _stage(track: Track, stage: Stage) -> ShownStage:
    names: Mapping[str, str] = {one.key: one.name for one in track.stages}
    return ShownStage(
        stage=stage,
        begun_by=begun_by(stage),
        time_to_bring=time_to_bring(stage.within),
        deadlines=tuple((one.label, deadline(one), one.indicator) for one in stage.clocks),
        ladder=ladder(stage.ladder),
        follows=", ".join(names[key] for key in stage.next),
        form=tuple(FORM_FIELDS[key].label for key in stage.fields),
        marks=_marks(stage),
    )


def _marks(stage: Stage) -> tuple[str, ...]:
    told = ", ".join(stage.tells)
    said = {
        f"Told when it begins: {told}": bool(told),
        "Put to the next senior management meeting": stage.at_meeting,
        "When it ends, the form goes to the administration address": stage.tells_administrator,
    }
    return tuple(words for words, holds in said.items() if holds)


def categories(procedure: Procedure) -> list[tuple[str, str, str]]:
    """Each category, where it leads, and why outside bodies do not deal with it."""
    return [(one.label, goes(one), one.why_not_external) for one in procedure.categories]
