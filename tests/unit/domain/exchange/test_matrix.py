"""Qualifications as Mahara frameworks (.matrix), out and in again, and files of others."""

import json
import re
from dataclasses import replace

from hypothesis import given, settings

from portfolio.domain.exchange.content import ExchangedQualification, QualificationFacts
from portfolio.domain.exchange.formats import read_file
from portfolio.domain.exchange.matrix_writing import write_matrix
from portfolio.domain.qualification import Group
from portfolio.domain.specification_content import Parts
from tests.unit.domain.exchange.qualifications import FACTS, WHOLE, qualifications
from tests.unit.domain.exchange.test_case import outline


def framework(qualification):
    return json.loads(write_matrix(qualification).content)["framework"]


def read(standards, elements=None, **more):
    content = {"name": "A framework", "standards": standards} | more
    if elements is not None:
        content["standardelements"] = elements
    return read_file(json.dumps({"framework": content}).encode())


def element(code, standard=1, **more):
    return {"shortname": code, "name": f"{code} - Do {code}", "standardid": standard} | more


def kept(qualification):
    """What a .matrix can hold of the qualification, in its one group."""
    facts = qualification.facts
    return ExchangedQualification(
        facts=QualificationFacts(
            title=facts.title,
            number=facts.number,
            entry_code=facts.entry_code,
            awarding_body=facts.awarding_body,
        ),
        groups=(Group("A", "Units", False),),
        units=tuple(
            replace(
                unit,
                group="A",
                mandatory=False,
                credit=None,
                level=None,
                glh=None,
                kind="",
                content=replace(
                    unit.content,
                    demonstration=False,
                    parts=Parts(guidance=unit.content.parts.guidance),
                ),
            )
            for unit in qualification.units
        ),
    )


def test_a_qualification_written_and_read_has_its_units_outcomes_and_criteria():
    found = read_file(write_matrix(WHOLE).content.encode())

    assert found.format == "Mahara matrix"
    assert found.qualification == kept(WHOLE)
    assert found.doubts == ("Units without a group are put in one optional group, Units.",)


@settings(max_examples=25, deadline=None)
@given(qualifications())
def test_any_qualification_written_and_read_has_what_the_format_can_hold(qualification):
    found = read_file(write_matrix(qualification).content.encode())

    assert found.qualification == kept(qualification)


def test_the_file_is_what_mahara_reads():
    written = framework(WHOLE)

    assert [list(status) for status in written["evidencestatuses"]] == [
        ["begun"],
        ["incomplete"],
        ["partialcomplete"],
        ["completed"],
    ]
    for standard in written["standards"]:
        assert isinstance(standard["standardid"], int)
        assert len(standard["shortname"]) <= 100
        assert len(standard["name"]) <= 255
    seen = set()
    for one in written["standardelements"]:
        assert isinstance(one["standardid"], int)
        assert len(one["name"]) <= 255
        assert not re.fullmatch(r"[\d.eE]+", one["elementid"])
        assert one["elementid"] not in seen
        seen.add(one["elementid"])
        if "parentelementid" in one:
            assert one["parentelementid"] == one["parentid"]
            assert one["parentelementid"] in seen


def test_writing_tells_what_the_format_has_no_place_for():
    told = write_matrix(WHOLE).left_out

    assert told[0] == "Mahara’s format has no credit: 5 credits of 2 units are left out."
    for word in ("Levels", "2 groups", "rule of combination", "of 1 unit", "demonstration"):
        assert any(word in sentence for sentence in told), word


def test_a_small_framework_leaves_fewer_things_out():
    told = write_matrix(ExchangedQualification(FACTS, (), ())).left_out

    assert not any("credit:" in sentence or "rule" in sentence for sentence in told)


def test_a_framework_written_by_hand_is_read_with_its_doubts():
    found = read(
        [{"shortname": "1", "name": "1 - Greet", "description": "<p>How</p>", "standardid": 1}],
        [
            element("1.1"),
            element("1.3", elementid="1.3", description="Read <b>this</b> &amp; that"),
            element("1.3.1", elementid="1.3.1", parentelementid="1.3", standard="1"),
            element("1.3.1", elementid="1.3.1", parentid="1.3"),
            element("9", standard=9),
        ],
        evidencestatuses=[{"begun": "Ready"}],
    )

    assert outline(found.qualification) == [
        (
            "Greet",
            [
                (1, "Do 1.1", [("1.1", "Do 1.1")]),
                (2, "Do 1.3", [("2.1", "Do 1.3.1"), ("2.2", "Do 1.3.1")]),
            ],
        )
    ]
    assert found.qualification.units[0].content.parts.guidance == "How"
    told = " ".join((*found.doubts, *found.left_out))
    assert "the id 1.3.1 was used before" in told
    assert "1 element of no standard" in told
    assert "names of the four states" in told
    assert "Notes on 1 outcome" in told


def test_1_10_is_not_taken_for_1_1():
    found = read(
        [{"shortname": "U", "name": "Greet", "standardid": 1}],
        [
            element("1.1", elementid="1.1"),
            element("1.10", elementid="1.10"),
            element("a", elementid="a", parentelementid="1.1"),
            element("b", elementid="b", parentelementid="1.10"),
        ],
    )

    (_, outcomes), *_ = outline(found.qualification)
    assert [(text, [t for _, t in criteria]) for _, text, criteria in outcomes] == [
        ("Do 1.1", ["Do a"]),
        ("Do 1.10", ["Do b"]),
    ]


def test_elements_inside_their_standard_are_read_too():
    found = read([{"name": "Greet", "standardelement": [{"shortname": "1", "name": "Smile"}]}])

    assert outline(found.qualification) == [("Greet", [(1, "Greet", [("1.1", "Smile")])])]


def test_an_element_of_a_parent_that_is_missing_stands_higher_with_a_doubt():
    found = read(
        [{"name": "Greet", "standardid": 1}],
        [element("1", elementid="1"), element("2", elementid="2", parentelementid="7")],
    )

    assert len(list(found.qualification.units[0].content.criteria)) == 2
    assert any("its parent 7 is not there" in doubt for doubt in found.doubts)
