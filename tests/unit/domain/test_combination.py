"""What the rule-of-combination engine says beyond the worked cases."""

import time

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import as_expect_dict, evaluate
from portfolio.domain.rule import RuleFault, RuleOfCombination

MANDATORY = ["1", "2", "3", "4", "5", "6"]


def qualification(code):
    return read_shipped().qualification(code)


@pytest.mark.req("R-031")
@pytest.mark.parametrize(
    ("code", "achieved", "words"),
    [
        pytest.param(
            "10380",
            [*MANDATORY, "12", "13", "15", "17", "18", "19", "29", "31"],
            ["Level 3 or above: 39 of 40, 1 short"],
            id="one credit short at the level",
        ),
        pytest.param(
            "10380",
            [*MANDATORY, "7", "10", "11", "37", "29", "31"],
            ["All credit: 54 of 55, 1 short"],
            id="one short in all",
        ),
        pytest.param(
            "10380",
            ["1", "2", "3", "4", "5", "7", "10", "11", "25", "28", "16", "37", "30"],
            ["Group A - Mandatory units: 28 of 31, 3 short"],
            id="a mandatory unit missing",
        ),
        pytest.param(
            "03455",
            ["F1", "F2", "A4", "B2", "D2", "D4"],
            ["Group D - Handling Problems: no unit yet, 1 needed"],
            id="no unit of a group",
        ),
        pytest.param(
            "03454",
            ["F1", "F2", "A1", "B1"],
            [
                "Optional credit: 10 of 14, 4 short",
                "All credit: 18 of 22, 4 short",
                "Group D - Handling Problems: no unit yet, 1 needed",
            ],
            id="several clauses at once",
        ),
    ],
)
def test_every_failing_clause_is_named_with_the_amount_missing(code, achieved, words):
    failing = evaluate(qualification(code), achieved).achieved.failing

    assert [shortfall.words for shortfall in failing] == words


@pytest.mark.req("R-022")
def test_the_diploma_can_be_finished_without_group_c():
    outcome = evaluate(qualification("10380"), [*MANDATORY, "7", "8", "10", "11", "25"]).achieved

    assert outcome.met
    assert outcome.tally.by_group["C"] == 0


@pytest.mark.req("R-023", "R-024")
def test_level_4_and_mandatory_credit_count_towards_level_3_or_above():
    level_4 = evaluate(qualification("10380"), [*MANDATORY, "25"]).achieved

    assert level_4.tally.level == 31 + 6


@pytest.mark.req("R-021")
def test_the_choice_under_the_maximum_goes_to_the_verdict_before_the_credit():
    """Units 31, 39 and 40 make 9 credits; 29 and 31 make 8, but all of them at level 3."""
    achieved = [*MANDATORY, "9", "12", "13", "15", "17", "29", "31", "39", "40"]
    outcome = evaluate(qualification("10380"), achieved).achieved

    assert outcome.met
    assert [placed.number for placed in outcome.over_maximum] == ["39", "40"]
    assert outcome.wasted_over_maximum == 5


@pytest.mark.req("R-030")
def test_planned_and_started_units_only_make_a_projection():
    verdict = evaluate(
        qualification("10380"), MANDATORY, in_progress=["7", "10"], planned=["11", "37", "30"]
    )

    assert verdict.achieved.tally.total == 31
    assert not verdict.met
    assert verdict.projected.tally.total == 55
    assert verdict.projected.met


@pytest.mark.req("R-030")
def test_a_unit_both_achieved_and_planned_is_only_achieved():
    verdict = evaluate(qualification("10380"), MANDATORY, in_progress=["7", "6"], planned=["7"])

    assert [placed.number for placed in verdict.in_progress] == ["7"]
    assert verdict.planned == ()


@pytest.mark.req("R-033")
def test_what_was_ignored_is_reported_as_it_was_typed():
    verdict = evaluate(qualification("10380"), ["1", "46", " a3"], planned=["99"])

    assert verdict.ignored_inputs == ("46", " a3")
    assert verdict.ignored_plans == ("99",)


@pytest.mark.req("R-039")
def test_credit_beyond_the_total_is_a_surplus():
    verdict = evaluate(qualification("03455"), ["F1", "F2", "A4", "A5", "A6", "B5", "C3", "D1"])

    assert verdict.met
    assert verdict.surplus == 16


@pytest.mark.req("R-036")
def test_units_may_be_achieved_in_any_order():
    ahead = evaluate(qualification("10380"), ["28", "30", "1"])
    behind = evaluate(qualification("10380"), ["1", "30", "28"])

    assert ahead == behind
    assert ahead.achieved.tally.total == 13


@pytest.mark.req("R-019")
def test_a_unit_achieved_in_one_qualification_counts_in_another_that_lists_it():
    level_1, level_2 = qualification("03454"), qualification("03455")
    references = [level_1.by_number[n].unit.reference for n in ("F1", "F2", "A1", "B1", "C2")]

    numbers = level_2.numbers_of(references)
    tally = evaluate(level_2, numbers).achieved.tally

    assert numbers == ("F1", "F2", "A1", "B1", "C2")
    assert (tally.by_group["A"], tally.optional) == (8, 14)
    assert qualification("10380").numbers_of(references) == ()


@pytest.mark.req("R-009")
def test_a_unit_of_the_same_title_elsewhere_gives_no_credit():
    nvq = qualification("03456").by_number["B15"].unit
    diploma = qualification("10380")

    assert nvq.title == diploma.by_number["25"].unit.title
    assert diploma.numbers_of([nvq.reference]) == ()


@pytest.mark.req("R-030")
def test_the_plain_form_holds_the_projection_only_when_units_are_planned():
    bare = as_expect_dict(evaluate(qualification("10380"), ["1"]))
    planned = as_expect_dict(evaluate(qualification("10380"), ["1"], planned=["2", "99"]))

    assert "projected" not in bare
    assert planned["total_credit"] == 5
    assert planned["projected"]["total_credit"] == 10
    assert planned["projected"]["ignored_inputs"] == ["99"]


@pytest.mark.req("R-030")
@pytest.mark.parametrize(
    "plans",
    [
        pytest.param({"in_progress": ["2"]}, id="in progress only"),
        pytest.param({"planned": ["2"]}, id="planned only"),
        pytest.param({"planned": ["99"]}, id="nothing but an unknown unit"),
    ],
)
def test_any_plan_brings_the_projection_into_the_plain_form(plans):
    assert "projected" in as_expect_dict(evaluate(qualification("10380"), ["1"], **plans))


@pytest.mark.req("R-028", part="rule")
def test_a_rule_survives_being_stored_as_plain_values():
    for published in read_shipped().qualifications:
        assert RuleOfCombination.from_dict(published.rule.to_dict()) == published.rule


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"total_min": "55"}, "total_min", id="a total that is no number"),
        pytest.param({"group_maxima": {"C": -1}}, "C", id="a negative maximum"),
        pytest.param({"level": None}, "level", id="no level clause"),
        pytest.param(
            {"level": {"level": 3, "credit": 40, "comparison": "about", "scope": "all"}},
            "level",
            id="a comparison nobody knows",
        ),
    ],
)
def test_a_stored_rule_that_cannot_be_read_names_its_fault(change, field):
    stored = qualification("10380").rule.to_dict() | change

    with pytest.raises(RuleFault) as refused:
        RuleOfCombination.from_dict(stored)

    assert refused.value.field == field


@pytest.mark.parametrize("code", ["10380", "03455", "03456"])
def test_an_evaluation_takes_half_a_millisecond_at_most(code):
    published = qualification(code)
    numbers = [placed.number for placed in published.units]
    split = (numbers[:20], numbers[20:35], numbers[35:])
    timings = []
    for _ in range(50):
        start = time.perf_counter()
        evaluate(published, *split)
        timings.append(time.perf_counter() - start)

    assert min(timings) <= 0.0005
