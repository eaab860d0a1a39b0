"""Command verbs: the 67 that ship, and where a text holds one."""

import pytest

from portfolio.catalogue import read_glossary, read_shipped
from portfolio.domain.glossary import GlossaryFault, parse_glossary


def marked(text):
    """The text with its verbs in brackets."""
    pieces = read_glossary().pieces(text)
    assert "".join(piece.text for piece in pieces) == text
    return "".join(f"[{piece.text}]" if piece.key else piece.text for piece in pieces)


@pytest.mark.req("R-014", part="the terms")
def test_67_verbs_ship_each_with_its_meaning():
    terms = read_glossary().terms

    assert len(terms) == 67
    assert len({term.key for term in terms}) == 67
    assert (terms[0].verb, terms[-1].verb) == ("Analyse", "Use")
    assert all(term.meaning.endswith(".") for term in terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Justify the choice", "[Justify] the choice", id="a command"),
        pytest.param(
            "Give a justified view", "[Give] a [justified] view", id="an inflection of a sure verb"
        ),
        pytest.param(
            "Plan and review the use of the plan",
            "[Plan] and [review] the use of the plan",
            id="a noun is no command",
        ),
        pytest.param("Select, use and/or present", "[Select], [use] and/or [present]", id="chain"),
        pytest.param("Pay attention to detail", "Pay attention to detail", id="not after any to"),
        pytest.param("Know how to carry out a task", "Know how to [carry out] a task", id="how to"),
        pytest.param("Carry  out checks", "[Carry  out] checks", id="two words"),
        pytest.param("Be able to organize", "Be able to [organize]", id="the other spelling"),
        pytest.param(
            "Unjustified, re-examine", "Unjustified, re-examine", id="a part of another word"
        ),
        pytest.param("Clear; show it. Use it", "Clear; [show] it. [Use] it", id="sentences"),
        pytest.param("planning a show", "planning a show", id="no base form"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_verb_is_found_as_a_whole_word_where_it_is_one(text, expected):
    assert marked(text) == expected


def test_most_shipped_criteria_begin_with_a_verb_that_is_explained():
    criteria = [c.text for unit in read_shipped().contents.values() for c in unit.criteria]
    begin = [text for text in criteria if marked(text).startswith("[")]

    assert len(begin) > len(criteria) / 2


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("justif", ["Justify"]),
        ("ANALYSING", ["Analyse"]),
        ("own words", ["Describe", "Summarise"]),
        ("zebra", []),
    ],
)
def test_the_glossary_is_searched_by_verb_form_and_meaning(words, verbs):
    assert [term.verb for term in read_glossary().search(words)] == verbs


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([{"verb": "Use", "meaning": " "}], "has a meaning"),
        ([{"verb": "U5e", "meaning": "x"}], "written in letters"),
        ([{"verb": "Use", "meaning": "x"}, {"verb": "use", "meaning": "y"}], "comes twice"),
    ],
)
def test_a_glossary_that_cannot_be_used_is_refused(entries, words):
    with pytest.raises(GlossaryFault, match=words):
        parse_glossary(entries)
