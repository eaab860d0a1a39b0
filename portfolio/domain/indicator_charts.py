"""The published service standards as charts: what was kept and what was late, by quarter."""

from collections.abc import Sequence

from portfolio.domain.indicators import Figure, Indicator
from portfolio.domain.trends import Chart, Count, Trend, chart


def charts(indicators: Sequence[Indicator]) -> list[Chart]:
    """One for each standard, all to one scale, so that they can be compared."""
    series = [
        Trend(one.label, {quarter: _count(figure) for quarter, figure in one.quarters.items()})
        for one in indicators
    ]
    figures = (figure for one in indicators for figure in one.quarters.values())
    most = max((figure.number for figure in figures), default=0)
    return [chart(one, most) for one in series]


def _count(figure: Figure) -> Count:
    return Count(in_time=figure.in_time, late=figure.number - figure.in_time)
