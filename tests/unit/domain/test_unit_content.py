"""Outcomes and criteria of units: read in order, refused when a number does not fit."""

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.unit_content import UnitContentFault, parse_unit_content

DIPLOMA = ["1", "2", "3", "4", "5", "6", "7", "10", "11", "30", "37"]
NVQ = ["F1", "F2", "A3", "B2", "C3", "D1", "D6"]


def outcome(number, *criteria):
    return {
        "number": number,
        "title": "Give service",
        "kind": "competence",
        "criteria": [{"number": n, "text": "Greet the customer"} for n in criteria],
    }


def entry(*outcomes):
    return {"reference": "L/506/2150", "demonstration": True, "outcomes": list(outcomes)}


@pytest.mark.req("R-011")
def test_criteria_come_out_in_numerical_order():
    content = parse_unit_content(entry(outcome("2", "2.1"), outcome("1", "1.10", "1.9", "1.1")))

    assert [criterion.number for criterion in content.criteria] == ["1.1", "1.9", "1.10", "2.1"]


@pytest.mark.req("R-011")
@pytest.mark.parametrize(
    ("outcomes", "message"),
    [
        pytest.param([outcome("1.1", "1.1")], "numbered 1, 2, 3", id="an outcome numbered n.m"),
        pytest.param([outcome("0", "0.1")], "numbered 1, 2, 3", id="an outcome 0"),
        pytest.param([outcome("1")], "no criteria", id="an outcome without criteria"),
        pytest.param([outcome("1", "2.1")], "2.1 is not", id="a criterion of another outcome"),
        pytest.param([outcome("1", "1.a")], "1.a is not", id="a criterion that is no number"),
        pytest.param([outcome("1", "1.1", "1.1")], "1.1 comes twice", id="a criterion twice"),
        pytest.param([outcome("1", "1.1"), outcome("1", "1.2")], "1 comes twice", id="twice"),
        pytest.param(
            [outcome("1", "1.1") | {"title": " "}], "empty", id="an outcome without a title"
        ),
    ],
)
def test_a_number_that_does_not_fit_is_refused_by_its_place(outcomes, message):
    with pytest.raises(UnitContentFault, match=message) as refused:
        parse_unit_content(entry(*outcomes))

    assert refused.value.message.startswith("L/506/2150")


@pytest.mark.req("R-339", part="read with the unit")
def test_evidence_requirements_are_read_beside_the_criteria():
    asked = [{"number": number, "text": "Evidence from work"} for number in ("ER10", "ER9")]

    content = parse_unit_content(entry(outcome("1", "1.1")) | {"requirements": asked})

    assert [one.number for one in content.requirements] == ["ER9", "ER10"]
    assert [criterion.number for criterion in content.criteria] == ["1.1"]


@pytest.mark.req("R-339", part="read with the unit")
@pytest.mark.parametrize(
    ("numbers", "text", "message"),
    [
        pytest.param(["1.2"], "Evidence", "numbered ER1, ER2", id="the number of a criterion"),
        pytest.param(["ER1", "ER1"], "Evidence", "ER1 comes twice", id="one twice"),
        pytest.param(["ER1"], " ", "empty", id="one without words"),
    ],
)
def test_an_evidence_requirement_that_does_not_fit_is_refused_by_its_place(numbers, text, message):
    asked = [{"number": number, "text": text} for number in numbers]

    with pytest.raises(UnitContentFault, match=message) as refused:
        parse_unit_content(entry(outcome("1", "1.1")) | {"requirements": asked})

    assert refused.value.message.startswith("L/506/2150")


@pytest.mark.req("R-339", part="read with the unit")
@pytest.mark.parametrize("outcome_number", ["ER1", "ER1.1"])
def test_an_evidence_requirement_is_no_learning_outcome(outcome_number):
    with pytest.raises(UnitContentFault, match="numbered 1, 2, 3"):
        parse_unit_content(entry(outcome(outcome_number, "1.1")))


@pytest.mark.req("R-010", part="criteria")
@pytest.mark.parametrize(("code", "numbers"), [("10380", DIPLOMA), ("03455", NVQ)])
def test_demonstration_criteria_ship_for_one_full_route(code, numbers):
    shipped = read_shipped()
    qualification = shipped.qualification(code)

    for number in numbers:
        content = shipped.contents[qualification.by_number[number].unit.reference]
        assert content.demonstration
        assert 2 <= len(content.outcomes) <= 5
        assert 10 <= len(content.criteria) <= 25


def test_demonstration_criteria_ship_for_these_units_and_no_other():
    assert len(read_shipped().contents) == len(DIPLOMA) + len(NVQ)


def test_the_last_outcome_of_an_nvq_unit_is_one_of_knowledge():
    shipped = read_shipped()
    nvq = shipped.qualification("03455")

    for number in NVQ:
        outcomes = shipped.contents[nvq.by_number[number].unit.reference].outcomes
        assert outcomes[-1].kind == "knowledge"
        assert outcomes[0].kind == "competence"


@pytest.mark.req("R-011")
def test_a_shipped_unit_goes_beyond_nine_criteria_in_one_outcome():
    numbers = [criterion.number for criterion in read_shipped().contents["L/601/1614"].criteria]

    assert numbers[-4:] == ["2.9", "2.10", "2.11", "2.12"]


def test_no_criterion_is_worded_like_another():
    texts = [
        criterion.text
        for content in read_shipped().contents.values()
        for criterion in content.criteria
    ]

    assert len(set(texts)) == len(texts)
