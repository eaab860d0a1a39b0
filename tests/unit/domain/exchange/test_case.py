"""Qualifications as CASE v1.1 packages, out and in again, and packages of other programs."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings

from portfolio.catalogue import read_shipped
from portfolio.domain.exchange.case_writing import write_case
from portfolio.domain.exchange.content import ExchangeFault
from portfolio.domain.exchange.formats import read_file
from tests.unit.domain.exchange.case_standard import check_package
from tests.unit.domain.exchange.qualifications import WHOLE, qualifications

LAST_CHANGE = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def written(qualification, **options):
    return write_case(qualification, version=2, changed_at=LAST_CHANGE, **options).content


def read(package):
    return read_file(json.dumps(package).encode())


def item(identifier, text, **more):
    return {
        "identifier": identifier,
        "uri": f"https://frameworks.test/{identifier}",
        "fullStatement": text,
        "lastChangeDateTime": "2025-01-01T00:00:00Z",
    } | more


def under(child, parent, **more):
    def node(identifier):
        return {"title": "A node", "identifier": identifier, "uri": "https://frameworks.test"}

    return {
        "identifier": f"{child}-{parent}",
        "associationType": "isChildOf",
        "originNodeURI": node(child),
        "destinationNodeURI": node(parent),
        "lastChangeDateTime": "2025-01-01T00:00:00Z",
    } | more


def foreign(items, associations, **document):
    return {
        "CFDocument": {"identifier": "doc", "creator": "A State", "title": "Standards"} | document,
        "CFItems": items,
        "CFAssociations": associations,
    }


def outline(qualification):
    """Units with the numbers of outcomes and criteria under them, and the texts."""
    return [
        (
            unit.title,
            [
                (o.number, o.text, [(c.number, c.text) for c in o.criteria])
                for o in unit.content.outcomes
            ],
        )
        for unit in qualification.units
    ]


def test_a_qualification_written_and_read_is_the_same():
    found = read_file(written(WHOLE).encode())

    assert found.format == "CASE"
    assert found.qualification == WHOLE
    assert found.doubts == ()
    assert found.left_out == ()


@settings(max_examples=25, deadline=None)
@given(qualifications())
def test_any_qualification_written_and_read_is_the_same(qualification):
    found = read_file(written(qualification).encode())

    assert replace(found.qualification, units=()) == replace(qualification, units=())
    for after, before in zip(found.qualification.units, qualification.units, strict=True):
        assert after == before


@settings(max_examples=10, deadline=None)
@given(qualifications())
def test_every_object_has_the_fields_the_standard_needs_and_no_others(qualification):
    check_package(json.loads(written(qualification)))


def test_every_item_hangs_below_the_document_in_order():
    package = json.loads(written(WHOLE))
    identifiers = {item["identifier"] for item in package["CFItems"]}
    identifiers.add(package["CFDocument"]["identifier"])

    children = [a["originNodeURI"]["identifier"] for a in package["CFAssociations"]]
    assert sorted(children) == sorted(item["identifier"] for item in package["CFItems"])
    assert {a["destinationNodeURI"]["identifier"] for a in package["CFAssociations"]} < identifiers
    codes = {item["identifier"]: item["humanCodingScheme"] for item in package["CFItems"]}
    first = [
        (a["sequenceNumber"], codes[a["originNodeURI"]["identifier"]])
        for a in package["CFAssociations"]
        if codes[a["originNodeURI"]["identifier"]].startswith("1.")
    ]
    assert first == [(n, f"1.{n}") for n in range(1, 13)]


def test_identifiers_stay_when_written_again_and_differ_between_owners():
    changed = replace(WHOLE, facts=replace(WHOLE.facts, grading="pass"))

    def identifiers(text):
        return [item["identifier"] for item in json.loads(text)["CFItems"]]

    assert identifiers(written(WHOLE)) == identifiers(written(changed))
    assert len(set(identifiers(written(WHOLE)))) == len(identifiers(written(WHOLE)))
    assert not set(identifiers(written(WHOLE))) & set(identifiers(written(WHOLE, owner="one")))


def test_writing_tells_what_travels_as_an_extension_only():
    told = " ".join(write_case(WHOLE, version=1, changed_at=LAST_CHANGE).left_out)

    assert "credit" in told
    assert "rule of combination" in told
    assert "notes on criteria" in told


@pytest.mark.parametrize("code", ["03454", "03455", "03456", "10380"])
def test_shipped_rules_come_back_as_they_were(code):
    shipped = read_shipped().qualification(code)

    found = read_file(written(replace(WHOLE, groups=shipped.groups, rule=shipped.rule)).encode())

    assert found.qualification.rule == shipped.rule


def test_three_levels_of_another_program_are_units_outcomes_and_criteria():
    found = read(
        foreign(
            [
                item("u", "Greet", humanCodingScheme="K.1", CFItemType="Domain"),
                item("o", "Be able to greet", CFItemType="Cluster"),
                item("c2", "Second", humanCodingScheme="K.1.b"),
                item("c1", "First", humanCodingScheme="K.1.a", notes="A note"),
            ],
            [
                under("c2", "o", sequenceNumber=2),
                under("c1", "o", sequenceNumber=1),
                under("o", "u"),
                under("u", "doc"),
            ],
        )
    )

    assert outline(found.qualification) == [
        ("Greet", [(1, "Be able to greet", [("1.1", "First"), ("1.2", "Second")])])
    ]
    assert found.qualification.units[0].content.outcomes[0].criteria[0].guidance == "A note"
    assert found.qualification.units[0].credit is None
    assert found.qualification.facts.awarding_body == "A State"
    told = " ".join(found.doubts)
    assert "units, outcomes and criteria" in told
    assert "3 codes such as K.1.a" in told or "2 codes such as K.1.a" in told
    assert "Units without a group" in told
    assert "identifiers of 4 items" in " ".join(found.left_out)


def test_four_levels_are_groups_too_and_deeper_ones_are_criteria():
    found = read(
        foreign(
            [item(name, f"Statement {name}") for name in ("g", "u", "o", "c", "d")],
            [under("u", "g"), under("o", "u"), under("c", "o"), under("d", "c")],
        )
    )

    assert [group.name for group in found.qualification.groups] == ["Statement g"]
    assert outline(found.qualification) == [
        ("Statement u", [(1, "Statement o", [("1.1", "Statement c"), ("1.2", "Statement d")])])
    ]
    assert "1 statement below the criteria is taken as a criterion too." in found.doubts


def test_more_groups_than_letters_are_refused():
    items, links = [], []
    for n in range(27):
        names = [f"{level}{n}" for level in "guoc"]
        items += [item(name, name) for name in names]
        links += [under(child, parent) for parent, child in pairwise(names)]

    with pytest.raises(ExchangeFault, match="27 groups of units, more than 26 letters"):
        read(foreign(items, links))


def test_two_levels_are_units_with_one_outcome_and_one_level_is_one_unit():
    two = read(foreign([item("u", "Unit"), item("c", "Do it")], [under("c", "u")]))
    one = read(foreign([item("c", "Do it"), item("d", "Do that")], []))

    assert outline(two.qualification) == [("Unit", [(1, "Unit", [("1.1", "Do it")])])]
    assert outline(one.qualification) == [
        ("Standards", [(1, "Standards", [("1.1", "Do it"), ("1.2", "Do that")])])
    ]


def test_an_outcome_with_nothing_under_it_is_judged_itself():
    found = read(
        foreign(
            [item("u", "Unit"), item("o", "With"), item("c", "Do it"), item("p", "Without")],
            [under("o", "u"), under("c", "o"), under("p", "u")],
        )
    )

    assert outline(found.qualification) == [
        ("Unit", [(1, "With", [("1.1", "Do it")]), (2, "Without", [("2.1", "Without")])])
    ]


def test_a_file_of_ours_without_its_extensions_still_has_its_shape_and_references():
    package = json.loads(written(WHOLE))
    for entry in (package["CFDocument"], *package["CFItems"]):
        entry.pop("extensions", None)

    found = read({"CFPackage": package})

    assert outline(found.qualification) == outline(WHOLE)
    assert [u.reference for u in found.qualification.units] == ["L/506/2150", "F/601/1609"]
    assert [u.level for u in found.qualification.units] == [3, 2]
    assert [g.letter for g in found.qualification.groups] == ["A", "B"]
    assert found.qualification.rule is None


def test_what_a_foreign_file_holds_beside_its_statements_is_told():
    found = read(
        foreign(
            [item("u", "Unit", abbreviatedStatement="U"), item("c", "Do it")],
            [
                under("c", "u"),
                under("u", "c") | {"associationType": "exactMatchOf"},
                under("c", "elsewhere"),
                under("stranger", "u"),
            ],
            description="All of it",
        )
    )

    told = " ".join((*found.doubts, *found.left_out))
    assert "1 association left out: exactMatchOf." in told
    assert "abbreviatedStatement of 1 item is left out." in told
    assert "description" in told
    assert "2 associations with items that are not in the file" in told
    assert "1 item with a second parent" in told


def test_a_file_of_a_later_version_is_refused():
    package = json.loads(written(WHOLE))
    package["CFDocument"]["extensions"]["ext:portfolio"]["format"] = 2

    with pytest.raises(ExchangeFault, match="later version"):
        read(package)
