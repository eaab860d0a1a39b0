"""The worked examples of docs/complaints.md are counted as they say, under the shipped rules."""

from datetime import datetime
from pathlib import Path

import pytest

from portfolio.adapters.bank_holidays import calendar
from portfolio.catalogue import PROCEDURES, read_procedures
from portfolio.domain.deadlines import Rule, amber_from, due, parse_rule, parse_start
from portfolio.domain.procedure import Special, TrackKey

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "complaints.md"


def examples() -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    return [row for row in rows if row[0] in PROCEDURES and len(row) == 7]


def rule_of(procedure: str, where: str) -> Rule | Special | None:
    """The rule of the shipped document that "complaint, formal, acknowledge" names."""
    track, key, what = where.split(", ")
    stage = read_procedures()[procedure].track(TrackKey(track)).stage(key)
    if what == "to bring it":
        assert stage.within
        return stage.within.rule
    if what.startswith("ladder "):
        return stage.ladder[int(what[7:]) - 1].after
    return next(clock.rule for clock in stage.clocks if clock.key == what)


def told(moment: object) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)


@pytest.mark.req("R-260", "R-261", "R-262", "R-263")
def test_every_worked_example_is_counted_as_the_document_says() -> None:
    rows = examples()
    assert len(rows) >= 20
    assert {row[0] for row in rows} == set(PROCEDURES)
    assert {row[4] for row in rows} == {"england-and-wales", "scotland", "northern-ireland"}
    for procedure, where, words, start, division, ends, soon in rows:
        rule, begun, days = parse_rule(words), parse_start(start), calendar(division)
        assert rule_of(procedure, where) == rule, (procedure, where)
        assert told(due(rule, begun, days)) == ends, (where, start)
        assert told(amber_from(rule, begun, days)) == soon, (where, start)
