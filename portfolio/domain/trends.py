"""How many cases came and how they stand, by what they are about and by quarter (R-287)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.domain.quarters import Quarter


@dataclass(frozen=True)
class Count:
    """Cases received: answered in time, late (answered so, or overdue now), open and not late."""

    in_time: int = 0
    late: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.in_time + self.late + self.open

    def __add__(self, other: "Count") -> "Count":
        return Count(self.in_time + other.in_time, self.late + other.late, self.open + other.open)


NONE = Count()


@dataclass(frozen=True)
class Trend:
    """One series: a category, or all of them."""

    label: str
    quarters: Mapping[Quarter, Count]

    @property
    def total(self) -> Count:
        return sum(self.quarters.values(), NONE)


@dataclass(frozen=True)
class Bar:
    """A column of a chart: parts from the bottom up, each as start and height of 0 to 100."""

    label: str
    total: int
    parts: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Chart:
    """A series as columns on a zero base; ``said`` is the whole of it in words."""

    label: str
    bars: tuple[Bar, ...]
    said: str


def trends(
    counted: Iterable[tuple[str, Quarter, Count]], quarters: Sequence[Quarter]
) -> list[Trend]:
    """A series for each category, the most frequent first; quarters without cases count none."""
    found: dict[str, dict[Quarter, Count]] = {}
    for label, quarter, count in counted:
        series = found.setdefault(label, dict.fromkeys(quarters, NONE))
        series[quarter] = series[quarter] + count
    every = [Trend(label, series) for label, series in found.items()]
    return sorted(every, key=lambda one: (-one.total.total, one.label))


def together(every: Sequence[Trend], quarters: Sequence[Quarter], label: str) -> Trend:
    """All series as one."""
    sums = {one: sum((trend.quarters[one] for trend in every), NONE) for one in quarters}
    return Trend(label, sums)


def chart(trend: Trend, most: int) -> Chart:
    """The series as columns, drawn to a scale that ends with ``most``."""
    bars = tuple(
        Bar(str(quarter), count.total, _parts(count, max(most, 1)))
        for quarter, count in trend.quarters.items()
    )
    return Chart(trend.label, bars, _said(trend))


def _parts(count: Count, most: int) -> tuple[tuple[str, float, float], ...]:
    parts, at = [], 0.0
    for kind, number in (("in-time", count.in_time), ("late", count.late), ("open", count.open)):
        height = round(100 * number / most, 2)
        if number:
            parts.append((kind, at, height))
        at += height
    return tuple(parts)


def _said(trend: Trend) -> str:
    """ "Fees: 2026 Q3, 4 cases, 1 late; 2026 Q4, none"."""
    told = (f"{quarter}, {_cases(count)}" for quarter, count in trend.quarters.items())
    return f"{trend.label}: {'; '.join(told)}"


def _cases(count: Count) -> str:
    if not count.total:
        return "none"
    late = f", {count.late} late" if count.late else ""
    return f"{count.total} {'case' if count.total == 1 else 'cases'}{late}"
