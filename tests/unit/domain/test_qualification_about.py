"""What a qualification's page says: the shipped texts, and those that are refused."""

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.qualification_about import AboutFault, parse_about

CODES = ["10380", "03454", "03455", "03456"]
LINK = {"title": "A public site", "url": "https://site.test/"}


def about(code):
    return read_shipped().abouts[code]


@pytest.mark.req("R-016", part="the texts")
def test_10380_says_whom_it_suits_and_that_nothing_is_required_to_enter():
    assert len(about("10380").suitable_for) == 4
    for code in CODES:
        assert about(code).aims
        assert about(code).progression
        assert "no formal entry requirements" in about(code).entry_requirements


@pytest.mark.req("R-356", part="the texts")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "words", ["inside your centre", "Externally verified", "Pass or fail", "Conditions"]
)
def test_the_assessment_model_has_its_four_statements(code, words):
    assert sum(words in statement for statement in about(code).assessment_model) == 1


@pytest.mark.req("R-017", "R-348", part="the links")
@pytest.mark.parametrize("code", CODES)
def test_five_links_lead_to_funding_and_three_to_performance(code):
    funding = [link.title for link in about(code).funding]

    assert len(funding) == 5
    assert {"Section 96", "Qualifications in Wales (QiW)"} <= set(funding)
    assert [link.title.partition(":")[0] for link in about(code).performance] == [
        "England",
        "Northern Ireland",
        "Wales",
    ]


@pytest.mark.req("R-354", part="the texts")
@pytest.mark.parametrize("code", CODES)
def test_the_guide_has_its_five_points(code):
    titles = [point.title for point in about(code).guide]

    assert titles == [
        "What it is",
        "Whom it suits",
        "No exams",
        "Evidence comes from your normal work",
        "Units count by themselves",
    ]


@pytest.mark.req("R-357", part="the texts")
def test_the_apprenticeship_says_for_whom_and_that_no_time_is_the_longest():
    apprenticeship = about("10380").apprenticeship

    assert apprenticeship.offered
    assert "customer service" in apprenticeship.whom
    assert "no maximum time" in apprenticeship.duration
    assert about("03455").apprenticeship is None


@pytest.mark.parametrize("code", CODES)
def test_what_is_stored_is_read_again_as_it_was(code):
    assert parse_about(about(code).to_dict()) == about(code)


def test_nothing_said_is_nothing_stored():
    assert parse_about({}).to_dict() == {}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        pytest.param({"motto": "x"}, "nothing is called motto", id="unknown part"),
        pytest.param({"aims": ["  "]}, "a text is empty", id="empty statement"),
        pytest.param({"aims": "one"}, "aims is a list", id="no list"),
        pytest.param({"aims": [3]}, "is no text", id="a number"),
        pytest.param({"guide": ["x"]}, "are named", id="a point without a title"),
        pytest.param({"funding": [LINK | {"url": "site.test"}]}, "https://", id="no address"),
        pytest.param(
            {"funding": [LINK | {"url": "javascript:alert(1)"}]}, "https://", id="a script"
        ),
        pytest.param(
            {"funding": [LINK | {"url": "https://a@b.test/"}]}, "https://", id="a user name"
        ),
        pytest.param({"funding": [LINK | {"url": "https://[x"}]}, "https://", id="torn"),
        pytest.param(
            {"apprenticeship": {"title": "A", "whom": "B", "duration": "C", "offered": "yes"}},
            "offered or it is not",
            id="perhaps",
        ),
    ],
)
def test_a_text_that_cannot_be_shown_is_refused(entry, words):
    with pytest.raises(AboutFault, match=words):
        parse_about(entry, "T0001")
