"""Units read from lines and tables: what numbers, labels and line ends mean."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.adapters.unit_documents.plain_text import of_csv, of_text
from portfolio.domain.found_units import FoundCriterion, FoundOutcome, FoundUnit
from portfolio.domain.unit_reading import read
from portfolio.domain.unit_reading_doubts import doubts_of
from portfolio.domain.unit_reading_facts import day, inline, references
from portfolio.domain.unit_reading_words import join
from tests.unit_documents import made_units
from tests.unit_documents.reading import found, told


def criteria(reading, unit=0):
    return {c.number: c.text for o in reading.units[unit].outcomes for c in o.criteria}


def outcomes(reading, unit=0):
    return {o.number: o.text for o in reading.units[unit].outcomes}


def doubts(reading):
    return [doubt.words for doubt in reading.doubts]


FRONT = "Unit title: Serve tea\nReference: K/601/1622\nLevel: 2\nCredit: 4\nGLH: 20\n"


@pytest.mark.parametrize(
    ("text", "outcome_texts", "criterion_texts"),
    [
        pytest.param(
            "1 Know teas\n1.1 Name teas and\ncups\n1.2 Explain:\n• heat\n• time\n",
            {"1": "Know teas"},
            {"1.1": "Name teas and cups", "1.2": "Explain:\n• heat\n• time"},
            id="lines and list items within a criterion",
        ),
        pytest.param(
            "The learner will:\nUnderstand teas\nThe learner can:\n1.1 Name teas\n"
            "Be able to serve\nThe learner can:\n2.1 Warm the pot\n",
            {"1": "Understand teas", "2": "Be able to serve"},
            {"1.1": "Name teas", "2.1": "Warm the pot"},
            id="outcomes without numbers",
        ),
        pytest.param(
            "Assessment criteria\n1.1 Name teas\n2.1 Warm the pot\n",
            {"1": "", "2": ""},
            {"1.1": "Name teas", "2.1": "Warm the pot"},
            id="outcomes numbered in their criteria only",
        ),
        pytest.param(
            "Learning outcome\n1\nKnow teas\nAssessment criteria\n"
            "1.1\nName teas from\nthree lands\n",
            {"1": "Know teas"},
            {"1.1": "Name teas from three lands"},
            id="numbers on lines of their own",
        ),
        pytest.param(
            "Learning outcome 1: Know teas\nAssessment criteria\na) name teas\nb) describe cups\n",
            {"1": "Know teas"},
            {"1.1": "name teas", "1.2": "describe cups"},
            id="letters",
        ),
        pytest.param(
            "LO1 Know teas\nAC1 name teas\nAC2 describe cups\nLO2 Be able to serve\nAC1 pour\n",
            {"1": "Know teas", "2": "Be able to serve"},
            {"1.1": "name teas", "1.2": "describe cups", "2.1": "pour"},
            id="criteria counted within their outcome",
        ),
        pytest.param(
            "1. Know teas\n1.1. Name teas that weigh\n2.5 grams a cup\nPage 4 of 12\n"
            "1.2. Describe cups\n2. Serve\n2.1. Warm the pot\n4\n2.2. Pour\n",
            {"1": "Know teas", "2": "Serve"},
            {
                "1.1": "Name teas that weigh 2.5 grams a cup",
                "1.2": "Describe cups",
                "2.1": "Warm the pot",
                "2.2": "Pour",
            },
            id="numbers that are no criterion's",
        ),
    ],
)
def test_running_text_is_read(text, outcome_texts, criterion_texts):
    reading = read(of_text(FRONT + text))
    assert outcomes(reading) == outcome_texts
    assert criteria(reading) == criterion_texts
    unit = reading.units[0]
    assert (unit.title, unit.reference, unit.level) == ("Serve tea", "K/601/1622", 2)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("LO,AC,Text\n1,,Know\n1,1.1,Name\n1,1.2,Describe\n", id="one text column"),
        pytest.param("Outcome,Criterion\n1 Know,1.1 Name\n,1.2 Describe\n", id="two columns"),
        pytest.param(
            "Unit,LO,Learning outcome,AC,Criteria\nTea,1,Know,1,Name\nTea,1,Know,2,Describe\n",
            id="criteria counted within their outcome",
        ),
        pytest.param(
            "Unit title,Learning Outcome,Assessment Criteria\nTea,Know,Name\nTea,Know,Describe\n",
            id="no numbers at all",
        ),
        pytest.param(
            'Learning Outcome;Assessment Criteria\n1. Know;"1.1 Name\n1.2 Describe"\n',
            id="several criteria in a cell",
        ),
    ],
)
def test_tables_are_read_by_their_heads(rows):
    reading = read(of_csv(rows))
    assert outcomes(reading) == {"1": "Know"}
    assert criteria(reading) == {"1.1": "Name", "1.2": "Describe"}


def test_facts_may_stand_after_the_criteria():
    text = (
        "Title: Serve tea\nLevel: 2\nCredit value: 4\n1 Know teas\n1.1 Name teas.\n\n"
        "Additional information about the unit\nUnit expiry date 31/12/2027\n"
        "Guided learning hours: 20\nUnit reference: K/601/1622\n\n"
        "Title: Serve coffee\nLevel: 3\nCredit value: 5\n1 Know coffees\n1.1 Name coffees.\n"
        "Guided learning hours: 30\nUnit reference: A/601/1205\n"
    )
    units = read(of_text(text)).units
    assert [(u.reference, u.title, u.level, u.credit, u.glh) for u in units] == [
        ("K/601/1622", "Serve tea", 2, 4, 20),
        ("A/601/1205", "Serve coffee", 3, 5, 30),
    ]
    assert units[0].expires_on == "2027-12-31"


@pytest.mark.req("R-007")
def test_a_reference_whose_letter_does_not_fit_is_doubted():
    text = FRONT.replace("K/601/1622", "L/506/2151") + "1 Know teas\n1.1 Name teas\n"
    words = "The first letter of L/506/2151 does not fit its digits: check both"
    assert words in doubts(read(of_text(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 Know teas\n1.1 Name\n1.3 Show\n", "1.2 is missing before criterion 1.3"),
        ("1 Know teas\n1.1 Name\n1.1 Show\n1.2 Go\n", "The number 1.1 comes twice"),
        ("1 Know teas\n1.1 Name teas and\n1.2 Show\n", "The text of 1.1 may not be whole"),
        ("1 Know teas\n1.1 Name (some\n1.2 Show\n", "The text of 1.1 may not be whole"),
        ("1 Know teas\n1.1 Name the impor-\ntance\n", "1.1: a word was broken before “tance”"),
    ],
)
def test_what_is_not_certain_is_a_doubt(text, words):
    assert any(doubt.startswith(words) for doubt in doubts(read(of_text(FRONT + text))))


def test_a_document_in_order_leaves_no_doubt():
    assert doubts(read(of_text(FRONT + "1 Know teas\n1.1 Name teas\n2 Serve\n2.1 Pour\n"))) == []


def test_what_is_no_unit_document_has_no_units():
    assert read(of_text("Dear all,\n1. Bring cups.\n2. Bring tea.\n")).units == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Level 1 7 credits 19 guided learning hours", {"level": 1, "credit": 7, "glh": 19}),
        ("Level Three | Credit value: 5 | GLH: 33", {"level": 3, "credit": 5, "glh": 33}),
        ("Level 2 Credits 5", {"level": 2, "credit": 5}),
        ("L3, five credits", {"level": 3, "credit": 5}),
        ("Y/042/6910 Level 1", {"level": 1}),
    ],
)
def test_facts_on_one_line_are_told_apart(text, numbers):
    assert inline(text) == numbers


def test_references_and_days_are_read_however_they_are_written():
    assert references("L/506/2150, k6011622 and K6011622") == ("L/506/2150", "K/601/1622")
    assert [day(text) for text in ("31/12/2027", "1st May 2026", "2026-02-30")] == [
        "2027-12-31",
        "2026-05-01",
        "",
    ]


@pytest.mark.parametrize(
    ("before", "after", "known", "joined"),
    [
        ("custo", "mer", (), "custo mer"),
        ("custo-", "mer", ("customer",), "customer"),
        ("self-", "assessment", (), "self-assessment"),
        ("up-", "to-date", (), "up-to-date"),
        ("cus\u00ad", "tomer", (), "customer"),
        ("and/", "or", (), "and/or"),
    ],
)
def test_a_word_broken_at_a_line_end_is_one_word(before, after, known, joined):
    assert join(before, after, frozenset(known)).text == joined


def drawn(unit, layout, width):
    """The unit as text in one of the layouts."""
    lines = [f"Unit title: {unit.title}", f"Unit reference: {unit.reference}"]
    lines += [f"Level: {unit.level}", f"Credit value: {unit.credit}", f"GLH: {unit.glh}", ""]
    for outcome in unit.outcomes:
        lines += wrapped(layout["outcome"].format(o=outcome), width)
        for criterion in outcome.criteria:
            lines += wrapped(layout["criterion"].format(c=criterion), width)
    return "\n".join(lines)


def wrapped(text, width):
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


LAYOUTS = [
    {"outcome": "{o.number} {o.text}", "criterion": "{c.number} {c.text}"},
    {"outcome": "{o.number}. {o.text}", "criterion": "{c.number}. {c.text}"},
    {"outcome": "LO{o.number} {o.text}", "criterion": "AC{c.number} {c.text}"},
    {"outcome": "Learning outcome {o.number}: {o.text}", "criterion": "{c.number}) {c.text}"},
    {"outcome": "Outcome {o.number} - {o.text}", "criterion": "AC {c.number}: {c.text}"},
]


@pytest.mark.req("R-011", part="criteria are read in their numerical order")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10_000),
    counts=st.lists(st.integers(1, 12), min_size=1, max_size=6).map(tuple),
    layout=st.sampled_from(LAYOUTS),
    width=st.integers(40, 120),
)
def test_every_criterion_is_found_whole_however_lines_fall(seed, counts, layout, width):
    unit = made_units.unit(seed, counts)
    reading = read(of_text(drawn(unit, layout, width)))
    assert [found(one) for one in reading.units] == [told(unit)]


def test_a_list_of_units_tells_the_facts_that_the_list_of_criteria_leaves_out():
    listed = "Reference\tTitle\tLevel\tCredit\tGLH\nK/601/1622\tTea\t2\t4\t20\n"
    listed += "A/601/1205\tCoffee\t3\t5\t30\n\nWhat each asks for\n\n"
    text = listed + "Reference\tLO\tAC\nK/601/1622\t1 Know\t1.1 Name\nA/601/1205\t1 Go\t1.1 Pour\n"
    units = read(of_text(text)).units
    assert [(u.title, u.level, u.credit, u.glh) for u in units] == [
        ("Tea", 2, 4, 20),
        ("Coffee", 3, 5, 30),
    ]


@pytest.mark.full
def test_of_a_document_without_end_only_the_beginning_is_read():
    reading = read(of_csv("Outcome,Criterion\n1 Know,1.1 Name\n" + ",also this\n" * 15_000))
    assert len(reading.source) < 15_010
    assert "Only the first 15,000 lines were read" in doubts(reading)


def test_a_number_that_cannot_be_counted_is_a_doubt_and_no_failure():
    listed = tuple(FoundCriterion(number, "Name it") for number in ("1.1", "ab", "1.3"))
    unit = FoundUnit(outcomes=(FoundOutcome("", "Know it", listed),))
    words = [said for _place, said in doubts_of(unit)]
    assert "ab cannot be counted as the number of this criterion" in words
    assert "Nothing cannot be counted as the number of this outcome" in words
    assert "1.2 is missing before criterion 1.3" in words
