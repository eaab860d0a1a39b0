"""A procedure as its page shows it: tables of stages with their deadlines, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portfolio.domain.procedure import Office, Procedure, Stage, Track
from portfolio.domain.procedure_fields import FORM_FIELDS
from portfolio.domain.procedure_words import (
    begun_by,
    deadline,
    goes,
    ladder,
    offices_of,
    time_to_bring,
)
from portfolio.models.person import User
from portfolio.models.procedure import OfficeHolder


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


@dataclass(frozen=True)
class HeldOffice:
    """An office the procedure names, and who holds it for which area."""

    office: Office
    holders: tuple[OfficeHolder, ...]

    @property
    def for_all(self) -> bool:
        """Whether somebody holds it wherever nobody else does."""
        return any(not one.provision_area for one in self.holders)


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


def offices(procedure: Procedure, holders: Sequence[OfficeHolder]) -> list[HeldOffice]:
    """The offices the procedure names, then others somebody holds."""
    named = offices_of(procedure)
    others = tuple(one for one in Office if one not in named)
    found = [
        HeldOffice(office, tuple(one for one in holders if one.office is office))
        for office in (*named, *others)
    ]
    return [one for one in found if one.holders or one.office in named]


def unheld(procedure: Procedure, held: Mapping[Office, list[User]]) -> list[str]:
    """The offices the procedure names that nobody holds."""
    return [office.value for office in offices_of(procedure) if not held.get(office)]
