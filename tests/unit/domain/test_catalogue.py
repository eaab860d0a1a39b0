"""The shipped catalogue is right, and one that contradicts itself is refused by name."""

import copy
import json
from datetime import date
from importlib.resources import files

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.catalogue import (
    Catalogue,
    CatalogueFault,
    check_catalogue,
    parse_qualification,
    parse_units,
)
from portfolio.domain.rule import RuleFault


def document(name):
    return json.loads(files("portfolio.catalogue").joinpath(name).read_text(encoding="utf-8"))


@pytest.fixture
def entry():
    return document("qualifications/03455.json")


@pytest.mark.req("R-001")
def test_four_qualifications_ship_and_no_other():
    shipped = {
        q.entry_code: (q.number, q.level, q.awarding_body, q.grading)
        for q in read_shipped().qualifications
    }

    assert shipped == {
        "10380": ("601/3433/1", 3, "OCR", "pass/fail"),
        "03454": ("500/9843/3", 1, "OCR", "pass/fail"),
        "03455": ("500/8625/X", 2, "OCR", "pass/fail"),
        "03456": ("500/8626/1", 3, "OCR", "pass/fail"),
    }


@pytest.mark.req("R-002")
@pytest.mark.parametrize(
    ("code", "hours"),
    [
        ("10380", (289, 550)),
        ("03455", (192, 280)),
        ("03454", (None, None)),
        ("03456", (None, None)),
    ],
)
def test_hours_nobody_states_are_empty_and_not_zero(code, hours):
    qualification = read_shipped().qualification(code)

    assert (qualification.glh, qualification.tqt) == hours


@pytest.mark.req("R-003")
@pytest.mark.parametrize(
    ("code", "units"),
    [
        ("10380", {"A": 6, "B": 22, "C": 17}),
        ("03454", {"A": 2, "B": 12, "C": 8, "D": 4}),
        ("03455", {"A": 2, "B": 16, "C": 11, "D": 7, "E": 13}),
        ("03456", {"A": 2, "B": 16, "C": 15, "D": 6, "E": 20}),
    ],
)
def test_groups_hold_the_published_number_of_units(code, units):
    qualification = read_shipped().qualification(code)
    groups = [placed.group for placed in qualification.units]

    assert {letter: groups.count(letter) for letter in sorted(set(groups))} == units
    assert [group.letter for group in qualification.groups] == list(units)


@pytest.mark.req("R-005")
def test_one_reference_is_one_unit_wherever_it_is_listed():
    shipped = read_shipped()
    listed = [
        shipped.qualification(code).by_number["A3"].unit for code in ("03454", "03455", "03456")
    ]

    assert len(shipped.units) == 111
    assert {unit.reference for unit in listed} == {"R/601/1212"}
    assert listed[0] is listed[1] is listed[2]


@pytest.mark.req("R-008")
def test_the_group_of_a_unit_is_not_the_letter_of_its_number():
    level_1 = read_shipped().qualification("03454")

    assert level_1.group(level_1.by_number["C2"].group).heading == "Group D - Handling Problems"


@pytest.mark.req("R-048", "R-049")
def test_closed_schemes_and_their_last_dates_are_published_facts():
    closed = {
        q.entry_code: q.last_certification_on
        for q in read_shipped().qualifications
        if q.closed_for_entry
    }

    assert closed == {"03454": date(2018, 8, 31), "03456": date(2019, 8, 31)}


@pytest.mark.req("R-004")
def test_mandatory_units_that_do_not_add_up_are_refused_naming_the_group(entry):
    units = document("units.json")
    next(unit for unit in units if unit["reference"] == "F/601/1609")["credit"] = 5

    with pytest.raises(CatalogueFault, match="03455: Group A - Mandatory units holds 9 credits"):
        parse_qualification(entry, parse_units(units))


@pytest.mark.req("R-005")
@pytest.mark.parametrize("fact", ["credit", "level", "glh"])
def test_one_reference_with_two_sets_of_facts_is_refused(fact):
    units = document("units.json")
    again = dict(units[0])
    assert len(parse_units([*units, again])) == 111
    again[fact] += 1

    with pytest.raises(CatalogueFault, match="L/506/2150 is listed twice with different facts"):
        parse_units([*units, again])


@pytest.mark.parametrize(
    "fact", [{"credit": 0}, {"level": 0}, {"glh": -1}], ids=["no credit", "no level", "no time"]
)
def test_a_unit_with_impossible_figures_is_refused(fact):
    units = document("units.json")

    with pytest.raises(CatalogueFault, match="L/506/2150"):
        parse_units([units[0] | fact])
    assert parse_units([units[0] | {"glh": 0}])


@pytest.mark.req("R-007")
def test_a_wrong_check_letter_is_refused(entry):
    units = document("units.json")
    units[0]["reference"] = "M/506/2150"
    with pytest.raises(CatalogueFault, match="M/506/2150"):
        parse_units(units)

    entry["number"] = "500/8625/1"
    with pytest.raises(CatalogueFault, match="500/8625/1"):
        parse_qualification(entry, read_shipped().units)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(
            lambda e: e["groups"][1]["units"].append(["A1", "L/506/2150"]), "A1", id="number twice"
        ),
        pytest.param(
            lambda e: e["groups"][1]["units"].append(["A99", "R/601/1209"]), "A99",
            id="reference twice",
        ),
        pytest.param(
            lambda e: e["groups"][1]["units"].append(["A99", "R/601/0000"]), "no listed unit",
            id="an unknown unit",
        ),
        pytest.param(
            lambda e: e["groups"][1]["units"].append(["а98", "L/506/2150"]), "unit number",
            id="a look-alike letter",
        ),
        pytest.param(
            lambda e: e["rule"].update(one_per_group=["B", "X"]), "names group X",
            id="a rule for no group",
        ),
        pytest.param(
            lambda e: e.update(age_bands=["20+"]), "20+", id="an unknown age band"
        )
        ,pytest.param(
            lambda e: e.update(min_age=16), "least age", id="a least age of no band"
        ),
    ],
)  # fmt: skip
@pytest.mark.req("R-003", "R-004")
def test_an_inconsistent_qualification_is_refused_naming_the_fault(entry, spoil, message):
    spoil(entry)

    with pytest.raises(CatalogueFault) as refused:
        parse_qualification(entry, read_shipped().units)

    assert message in refused.value.message
    assert refused.value.message.startswith("03455")


def test_a_rule_without_its_level_clause_is_refused(entry):
    spoiled = copy.deepcopy(entry)
    del spoiled["rule"]["level"]

    with pytest.raises(RuleFault, match="level clause"):
        parse_qualification(spoiled, read_shipped().units)


def test_two_qualifications_of_one_code_are_refused():
    shipped = read_shipped()
    doubled = Catalogue(shipped.qualifications * 2, shipped.units, {})

    with pytest.raises(CatalogueFault, match="listed twice"):
        check_catalogue(doubled)


def test_criteria_of_a_unit_that_is_not_listed_are_refused():
    shipped = read_shipped()
    units = {reference: unit for reference, unit in shipped.units.items() if unit.credit != 10}

    with pytest.raises(CatalogueFault, match="no listed unit"):
        check_catalogue(Catalogue((), units, {"D/506/1942": None}))
