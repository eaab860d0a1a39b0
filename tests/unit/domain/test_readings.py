"""Open readings of a rule: every worked case on every other reading, and what the panel says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import evaluate
from portfolio.domain.panel import panel
from portfolio.domain.readings import Point, alternatives
from portfolio.domain.readings_words import open_readings
from portfolio.domain.rule import RuleFault, RuleOfCombination

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "roc_vectors.json").read_text(encoding="utf-8")
)["vectors"]

POINTS = {
    "level=ge (Level N or above)": Point.COMPARISON,
    "scope=all (mandatory credit counts towards the level minimum)": Point.SCOPE,
    "cap=partial (count min(credit,9) of Group C)": Point.MAXIMUM_CUT,
    "cap=strict (more than 9 in Group C breaks the rule)": Point.MAXIMUM_BREACH,
    "unit list=8.2 (B1 allowed)": Point.UNIT_LIST,
}


def qualification(code):
    return read_shipped().qualification(code)


def verdict_of(vector, **reading):
    listed = qualification(vector["qualification"])
    rule = listed.rule.with_level(**reading) if reading else listed.rule
    return evaluate(listed, vector["achieved"], rule=rule)


def worked(name):
    return next(vector for vector in VECTORS if vector["id"] == name)


def every_reading():
    return [
        pytest.param(vector, name, expected, id=f"{vector['id']}, {name}")
        for vector in VECTORS
        for name, expected in vector["alternative_readings"].items()
    ]


@pytest.mark.req("R-028", "R-029")
@pytest.mark.parametrize(("vector", "name", "expected"), every_reading())
def test_each_other_reading_comes_to_what_was_worked_out(vector, name, expected):
    verdict = verdict_of(vector)

    (other,) = (one for one in alternatives(verdict) if one.point is POINTS[name])

    assert other.met is expected["met"]
    assert (other.tally.total, other.tally.level) == (expected["total"], expected["level"])
    assert other.failing_codes == sorted(expected["fails"])
    turns = {reading.point for reading in open_readings(verdict)}
    assert (POINTS[name] in turns) is expected["verdict_changes"]


@pytest.mark.req("R-029")
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_no_reading_is_said_to_matter_that_does_not(vector):
    changing = {
        POINTS[name]
        for name, expected in vector["alternative_readings"].items()
        if expected["verdict_changes"]
    }
    assert {reading.point for reading in open_readings(verdict_of(vector))} == changing


@pytest.mark.req("R-029")
@pytest.mark.parametrize(
    ("name", "consequence", "question"),
    [
        pytest.param(
            "N307",
            "Not met on the literal reading; would be met if level 4 counted",
            "Does credit above level 3 count towards the minimum of 10 at level 3?",
            id="comparison",
        ),
        pytest.param(
            "N206",
            "Not met on the literal reading; would be met if mandatory credit counted",
            "Does mandatory credit count towards the minimum of 11 at level 2?",
            id="scope",
        ),
        pytest.param(
            "D33",
            "Not met counting whole units only; would be met if Group C counted up to 9 credits "
            "even inside a unit",
            "When more than 9 credits in Group C are achieved, do only whole units count up to "
            "that, does credit count up to it even inside a unit, or is the rule broken?",
            id="maximum cut",
        ),
        pytest.param(
            "D15",
            "Met counting whole units only; would not be met if more than 9 credits in Group C "
            "broke the rule",
            "or is the rule broken?",
            id="maximum breached",
        ),
        pytest.param(
            "N308",
            "Not met on the unit list of the rule; would be met if unit B1 in Group C counted",
            "Does unit B1 (A/601/1205) count? 003 s8.2 lists it, the rule does not.",
            id="unit list",
        ),
    ],
)
def test_the_panel_says_what_turns_the_verdict_and_what_to_ask(name, consequence, question):
    verdict = verdict_of(worked(name))

    notes = panel(verdict).readings

    assert any(text.startswith(consequence) and question in text for text in notes)


@pytest.mark.req("R-028")
@pytest.mark.parametrize(
    ("name", "reading", "consequence"),
    [
        pytest.param(
            "N208",
            {"or_above": True},
            "Met on the wider reading; would not be met if level 3 did not count",
            id="or above",
        ),
        pytest.param(
            "N206",
            {"optional_only": False},
            "Met on the wider reading; would not be met if mandatory credit did not count",
            id="all credit",
        ),
    ],
)
def test_a_wider_reading_meets_it_and_the_panel_says_it_hangs_on_that(name, reading, consequence):
    verdict = verdict_of(worked(name), **reading)

    assert verdict.met
    assert consequence in {found.consequence for found in open_readings(verdict)}


@pytest.mark.req("R-029")
def test_two_points_that_only_together_turn_it_are_said_together():
    listed = qualification("03455")
    # Eight at level 2 among the options, F2 gives four more at it, A13 six above it.
    rule = listed.rule.with_level()
    short = RuleOfCombination.from_dict(
        rule.to_dict() | {"level": rule.to_dict()["level"] | {"credit": 25}}
    )
    verdict = evaluate(listed, ["F1", "F2", "A4", "A13", "B2", "C1", "D8"], rule=short)

    (reading,) = open_readings(verdict)

    assert reading.point is Point.COMPARISON_AND_SCOPE
    assert reading.consequence.endswith(
        "would be met if both level 3 counted and mandatory credit counted"
    )


@pytest.mark.req("R-028")
def test_what_the_words_settle_is_not_called_open():
    everything = [placed.number for placed in qualification("10380").units]
    points = {other.point for other in alternatives(evaluate(qualification("10380"), everything))}
    assert points == {Point.MAXIMUM_CUT, Point.MAXIMUM_BREACH}


@pytest.mark.req("R-028")
def test_a_changed_reading_is_stored_and_what_was_open_stays_open():
    wider = qualification("03455").rule.with_level(or_above=True)

    assert RuleOfCombination.from_dict(wider.to_dict()) == wider
    assert wider.is_open("comparison")
    assert "undecided" not in qualification("03455").rule.to_dict()


@pytest.mark.req("R-028")
def test_a_rule_that_takes_anothers_place_keeps_what_no_form_asks_for():
    before = qualification("03456").rule
    typed = RuleOfCombination.from_dict(
        {name: value for name, value in before.to_dict().items() if name != "doubtful_units"}
    )

    assert typed.following(before) == before
    wider = replace(typed, level=replace(typed.level, or_above=True)).following(before)
    assert wider.is_open("comparison")
    assert wider.doubtful_units == before.doubtful_units


@pytest.mark.req("R-028")
def test_a_doubtful_unit_told_in_part_is_a_fault_of_the_rule():
    stored = qualification("03456").rule.to_dict()
    stored["doubtful_units"] = [{"number": "B1"}]
    with pytest.raises(RuleFault):
        RuleOfCombination.from_dict(stored)
