"""The figures of the service standards, and the series of the trends."""

from datetime import UTC, datetime, timedelta

import pytest

from portfolio.catalogue import read_procedures
from portfolio.domain.indicators import Measured, figure, indicators, standards
from portfolio.domain.quarters import Quarter, last_quarters, quarter_of
from portfolio.domain.trends import Count, chart, together, trends

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def measured(days: float | None, *, ago: int = 20, limit: int = 10, key: str = "appeal.outcome"):
    start = NOW - ago * DAY
    stopped = None if days is None else start + days * DAY
    return Measured(key, start, start + limit * DAY, stopped)


@pytest.mark.req("R-309")
def test_eight_appeals_of_which_seven_were_in_time_are_875_per_cent():
    found = figure([*(measured(n) for n in (1, 2, 3, 4, 5, 6, 7)), measured(12)], NOW)
    assert (found.number, found.in_time, found.per_cent_words) == (8, 7, "87.5%")
    assert found.median_words == "4.5 days"


@pytest.mark.parametrize(
    ("of", "number", "in_time", "per_cent", "median"),
    [
        pytest.param([], 0, 0, "–", "–", id="none"),
        pytest.param([measured(None, ago=3)], 0, 0, "–", "–", id="one that runs is not counted"),
        pytest.param([measured(None)], 1, 0, "0%", "–", id="missed and still open"),
        pytest.param([measured(10)], 1, 0, "0%", "10 days", id="met at the moment it is late"),
        pytest.param([measured(1 / 24)], 1, 1, "100%", "1 hour", id="within hours"),
        pytest.param([measured(1), measured(0.01)], 2, 2, "100%", "12 hours", id="an even number"),
        pytest.param([measured(0.01)], 1, 1, "100%", "under 1 hour", id="minutes"),
    ],
)
def test_a_figure_counts_what_was_met_or_missed(of, number, in_time, per_cent, median):
    found = figure(of, NOW)
    assert (found.number, found.in_time) == (number, in_time)
    assert (found.per_cent_words, found.median_words) == (per_cent, median)


@pytest.mark.req("R-309")
def test_each_standard_of_the_procedure_has_its_last_four_quarters():
    procedure = read_procedures()["service-standards"]
    quarters = last_quarters(4, NOW)
    clocks = [
        measured(2),
        measured(12, ago=100),
        measured(2, ago=700),
        measured(1, key="enquiry.acknowledge"),
    ]
    found = {one.key: one for one in indicators(procedure, clocks, quarters, NOW)}
    assert set(found) == {key for key, _label, _rule in standards(procedure)}
    appeal = found["appeal.outcome"]
    assert appeal.rule == "20 working days"
    assert [one.number for one in appeal.quarters.values()] == [0, 0, 1, 1]
    assert (appeal.all.number, appeal.all.in_time) == (2, 1)
    assert found["general-query.answer"].all.number == 0


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), Quarter(2026, 1)),
        (datetime(2026, 3, 31, 23, tzinfo=UTC), Quarter(2026, 2)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), Quarter(2026, 4)),
    ],
)
def test_quarters_begin_and_end_on_uk_clocks(moment, quarter):
    assert quarter_of(moment) == quarter
    assert quarter.begins_at <= moment < quarter.ends_at
    assert quarter.next.before == quarter


@pytest.mark.req("R-287", part="series")
def test_trends_add_up_by_category_and_quarter_the_most_frequent_first():
    quarters = last_quarters(2, NOW)
    old, new = quarters
    found = trends(
        [
            ("Fees", new, Count(1, 1, 0)),
            ("Rooms", old, Count(2, 0, 1)),
            ("Rooms", new, Count(0, 0, 1)),
        ],
        quarters,
    )
    assert [(one.label, one.total.total) for one in found] == [("Rooms", 4), ("Fees", 2)]
    every = together(found, quarters, "All")
    assert [count.total for count in every.quarters.values()] == [3, 3]
    drawn = chart(found[1], most=4)
    assert drawn.said == "Fees: 2026 Q3, none; 2026 Q4, 2 cases, 1 late"
    assert drawn.bars[1].parts == (("in-time", 0.0, 25.0), ("late", 25.0, 25.0))
    assert drawn.bars[0].parts == ()
