"""Performance indicators of the service: how many, in time, per cent, median (000, R-309)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from portfolio.domain.procedure import Procedure
from portfolio.domain.quarters import Quarter, quarter_of


@dataclass(frozen=True)
class Measured:
    """One deadline of one case that is counted under an indicator."""

    indicator: str
    """As the clock keeps it: "appeal.outcome"."""
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None

    def decided_at(self, now: datetime) -> datetime | None:
        """When it became clear whether it was kept: once met, else once missed; None before."""
        if self.stopped_at is not None:
            return self.stopped_at
        return self.due_at if now >= self.due_at else None

    @property
    def kept(self) -> bool:
        return self.stopped_at is not None and self.stopped_at < self.due_at


@dataclass(frozen=True)
class Figure:
    """``number`` counts what was met or missed; ``median`` is of what was met, in time or late."""

    number: int
    in_time: int
    median: timedelta | None

    @property
    def per_cent(self) -> float | None:
        """With one decimal; None for none."""
        return round(100 * self.in_time / self.number, 1) if self.number else None

    @property
    def per_cent_words(self) -> str:
        return "–" if self.per_cent is None else f"{self.per_cent:g}%"

    @property
    def median_words(self) -> str:
        """ "5 hours" below two days, "6.5 days" from then on."""
        if self.median is None:
            return "–"
        hours = self.median.total_seconds() / 3600
        if hours < 1:
            return "under 1 hour"
        figure, unit = (round(hours), "hour") if hours < 48 else (round(hours / 24, 1), "day")
        return f"{figure:g} {unit}" if figure == 1 else f"{figure:g} {unit}s"


@dataclass(frozen=True)
class Indicator:
    """A published service standard with its figures, by quarter, the oldest first."""

    key: str
    label: str
    rule: str
    quarters: Mapping[Quarter, Figure]
    all: Figure


def figure(measured: Iterable[Measured], now: datetime) -> Figure:
    """Of those that were met or missed until ``now``; others are not counted yet."""
    decided = [one for one in measured if one.decided_at(now) is not None]
    seconds = [
        (one.stopped_at - one.started_at).total_seconds() for one in decided if one.stopped_at
    ]
    middle = timedelta(seconds=median(seconds)) if seconds else None
    return Figure(len(decided), sum(one.kept for one in decided), middle)


def indicators(
    procedure: Procedure, measured: Collection[Measured], quarters: Sequence[Quarter], now: datetime
) -> list[Indicator]:
    """Every standard the procedure publishes, each deadline in the quarter it was decided in."""
    placed: dict[tuple[str, Quarter], list[Measured]] = {}
    for one in measured:
        if (decided := one.decided_at(now)) is not None:
            placed.setdefault((one.indicator, quarter_of(decided)), []).append(one)
    found = []
    for key, label, rule in standards(procedure):
        mine = {quarter: placed.get((key, quarter), []) for quarter in quarters}
        by_quarter = {quarter: figure(those, now) for quarter, those in mine.items()}
        every = [one for those in mine.values() for one in those]
        found.append(Indicator(key, label, rule, by_quarter, figure(every, now)))
    return found


def standards(procedure: Procedure) -> list[tuple[str, str, str]]:
    """Key, words and rule of each deadline that the procedure publishes."""
    return [
        (f"{track.key.value}.{clock.key}", f"{track.label}: {clock.label.lower()}", str(clock.rule))
        for track in procedure.tracks.values()
        for stage in track.stages
        for clock in stage.clocks
        if clock.indicator
    ]
