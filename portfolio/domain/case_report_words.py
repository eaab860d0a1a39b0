"""How reports of cases put their figures: sentences, and the rows of their tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from portfolio.domain.indicators import Figure, Indicator
from portfolio.domain.procedure import CaseKind
from portfolio.domain.quarters import Quarter
from portfolio.domain.report import Section, Table
from portfolio.domain.trends import NONE, Count, Trend


@dataclass(frozen=True)
class Received:
    """Cases that came in a period and are alike: kind, what about, the stage they are in."""

    kind: CaseKind
    category: str
    stage: str
    count: Count


@dataclass(frozen=True)
class Resolved:
    """How long one case took that is over."""

    kind: CaseKind
    received_at: datetime
    closed_at: datetime


PLURALS = {
    CaseKind.COMPLAINT: ("complaint", "complaints"),
    CaseKind.APPEAL: ("appeal", "appeals"),
    CaseKind.ENQUIRY: ("enquiry about results", "enquiries about results"),
    CaseKind.QUERY: ("query", "queries"),
    CaseKind.FEEDBACK: ("piece of feedback", "pieces of feedback"),
}


def in_words(kind: CaseKind, count: Count) -> str:
    """ "7 complaints: 5 in time, 1 late, 1 open"."""
    one, many = PLURALS[kind]
    named = f"{count.total:,} {one if count.total == 1 else many}"
    parts = (("in time", count.in_time), ("late", count.late), ("open", count.open))
    told = ", ".join(f"{number:,} {word}" for word, number in parts if number)
    return f"{named}: {told}" if told else named


def by_kind(received: Sequence[Received], resolved: Sequence[Resolved]) -> Section:
    """Each kind apart (R-312), with the median time until it was over."""
    sums = {kind: _sum(received, kind) for kind in CaseKind}
    rows = [(kind.value, *_figures(count), _median(resolved, kind)) for kind, count in sums.items()]
    words = tuple(in_words(kind, count) + "." for kind, count in sums.items() if count.total)
    heads = ("Kind", "Received", "In time", "Late", "Open", "Median time")
    table = Table("What came, by kind", heads, rows, (4, 2, 2, 2, 2, 3))
    return Section("What came", words or ("Nothing came in this period.",), table)


def by_category(received: Sequence[Received]) -> Section:
    """By kind and what it was about, the most frequent of each kind first."""
    rows = _counted(received, lambda one: one.category)
    heads = ("Kind", "About", "Received", "In time", "Late", "Open")
    table = Table("What came, by what it is about", heads, rows, (3, 5, 2, 2, 2, 2))
    return Section("What it was about", table=table, empty="Nothing came in this period.")


def by_stage(received: Sequence[Received]) -> Section:
    """By kind and the stage they are in, or were in when they ended."""
    rows = _counted(received, lambda one: one.stage)
    heads = ("Kind", "Stage", "Received", "In time", "Late", "Open")
    table = Table("What came, by the stage reached", heads, rows, (3, 5, 2, 2, 2, 2))
    return Section("How far it went", table=table, empty="Nothing came in this period.")


def standards(indicators: Sequence[Indicator]) -> Section:
    """The published indicators of the last four quarters (R-309)."""
    quarters = tuple(str(one) for one in indicators[0].quarters) if indicators else ()
    rows = [
        (
            f"{one.label}, within {one.rule}",
            *(_figure_words(figure) for figure in [*one.quarters.values(), one.all]),
        )
        for one in indicators
    ]
    heads = ("Standard", *quarters, "All four")
    return Section(
        "Service standards",
        ("Per cent in time, how many of how many, and the median time.",),
        Table("Service standards by quarter", heads, rows, (5, *(3 for _ in heads[1:]))),
    )


def trend_table(series: Sequence[Trend], every: Trend, quarters: Sequence[Quarter]) -> Section:
    """How many complaints came by category and quarter, and how many of them late (R-287)."""
    rows = [
        (one.label, *(_trend_cell(count) for count in one.quarters.values()),
         _trend_cell(one.total))
        for one in [*series, every]
    ]  # fmt: skip
    heads = ("Category", *(str(one) for one in quarters), "All")
    table = Table("Complaints by category and quarter", heads, rows)
    return Section("Trends of complaints", table=table if series else None, empty="None came.")


def _counted(
    received: Sequence[Received], value: Callable[[Received], str]
) -> list[tuple[str, ...]]:
    sums: dict[tuple[CaseKind, str], Count] = {}
    for one in received:
        key = one.kind, value(one)
        sums[key] = sums.get(key, NONE) + one.count
    kinds = list(CaseKind)
    order = sorted(sums, key=lambda key: (kinds.index(key[0]), -sums[key].total, key[1]))
    return [(kind.value, named, *_figures(sums[kind, named])) for kind, named in order]


def _figure_words(figure: Figure) -> str:
    if not figure.number:
        return "none"
    return (
        f"{figure.per_cent_words}, {figure.in_time:,} of {figure.number:,}, {figure.median_words}"
    )


def _trend_cell(count: Count) -> str:
    return f"{count.total:,} ({count.late:,} late)" if count.late else f"{count.total:,}"


def _sum(received: Sequence[Received], kind: CaseKind) -> Count:
    return sum((one.count for one in received if one.kind is kind), NONE)


def _figures(count: Count) -> tuple[str, ...]:
    return tuple(f"{one:,}" for one in (count.total, count.in_time, count.late, count.open))


def _median(resolved: Sequence[Resolved], kind: CaseKind) -> str:
    seconds = [(o.closed_at - o.received_at).total_seconds() for o in resolved if o.kind is kind]
    middle = timedelta(seconds=median(seconds)) if seconds else None
    return Figure(len(seconds), 0, middle).median_words
