"""What the page of a qualification says, and editing it."""

import pytest
from sqlalchemy import select

from portfolio.catalogue import read_shipped
from portfolio.models.audit import AuditEntry
from tests.cast import RULE


@pytest.fixture
def diploma(cast, session):
    """The candidate's qualification with the texts of the diploma."""
    cast.qualification.about = read_shipped().abouts["10380"].to_dict()
    cast.qualification.number = "500/8625/X"
    session.flush()
    return f"/catalogue/qualifications/{cast.qualification.id}"


@pytest.mark.req("R-016", "R-356", "R-357")
def test_the_page_says_whom_it_suits_how_it_is_assessed_and_of_the_apprenticeship(cast, diploma):
    page = cast.candidate.get(diploma)
    words = page.words()

    suits = page.html.find("h2", string="Whom it suits").find_parent("section")
    assert len(suits.select_one("ul").select("li")) == 4
    assert "no formal entry requirements" in words
    for said in ("inside your centre", "Externally verified", "Pass or fail", "Conditions of"):
        assert said in words
    assert "For people whose whole job is customer service" in words
    assert "There is no maximum time" in words


def test_an_apprenticeship_that_is_not_offered_is_not_spoken_of(cast, session, diploma):
    said = cast.qualification.about
    cast.qualification.about = said | {
        "apprenticeship": said["apprenticeship"] | {"offered": False}
    }
    session.flush()

    assert "no maximum time" not in cast.candidate.get(diploma).words()


@pytest.mark.req("R-017", "R-348")
def test_the_number_can_be_copied_beside_five_funding_and_three_performance_links(cast, diploma):
    page = cast.administrator.get(diploma)

    assert page.html.select_one("#qualification-number")["value"] == "500/8625/X"
    assert page.html.select_one("[data-copy=qualification-number]")
    assert len(page.html.select("#funding-links a")) == 5
    assert len(page.html.select("#performance-links a")) == 3
    assert all(a["href"].startswith("https://") for a in page.html.select("#funding-links a"))


@pytest.fixture
def own(cast):
    unit = cast.make.unit({1: 2}, centre_id=cast.centre.id)
    made = cast.make.qualification([unit], entry_code="OWN1", centre_id=cast.centre.id)
    cast.make.rule(made, RULE).centre_id = cast.centre.id
    return made


TYPED = {
    "suitable_for": "Anybody at the desk\n\nAnybody at the phone",
    "guide": "What it is\nAn award of ours.\n\nNo exams\nThere are none.",
    "funding": "Register of our county https://county.test/register what it costs",
}


def test_a_centre_writes_the_texts_of_its_own_qualification(cast, session, own):
    place = f"/catalogue/qualifications/{own.id}"
    form = cast.administrator.get(f"{place}/about")

    assert cast.administrator.submit(form, TYPED).status == 303

    assert own.about["suitable_for"] == ["Anybody at the desk", "Anybody at the phone"]
    assert [point["title"] for point in own.about["guide"]] == ["What it is", "No exams"]
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.name == "qualification:described")
    ).one()
    assert entry.details["changed"] == ["funding", "guide", "suitable_for"]
    page = cast.candidate.get(place)
    assert "Anybody at the phone" in page.words()
    assert page.html.select_one("#funding-links a")["href"] == "https://county.test/register"
    again = cast.administrator.get(f"{place}/about")
    assert "Register of our county https://county.test/register what it costs" in again.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"funding": "County javascript:alert(1)"}, "Line 1: write a name, then an address"),
        ({"guide": "A heading alone"}, "Write what there is to say under “A heading alone”"),
        ({"whom": "Everybody"}, "Enter name, for whom and how long"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_kept_in_the_form(cast, own, typed, words):
    form = cast.administrator.get(f"/catalogue/qualifications/{own.id}/about")

    refused = cast.administrator.submit(form, TYPED | typed)

    assert refused.status == 422
    assert words in refused.words()
    assert "Anybody at the phone" in refused.text
    assert own.about == {}


def test_shared_texts_are_not_a_centres_to_edit(cast, diploma):
    assert cast.administrator.get(f"{diploma}/about").status == 403
    assert "Edit these texts" not in cast.administrator.get(diploma).words()


@pytest.mark.req("R-354")
def test_the_guide_opens_without_an_account_and_has_its_five_points(cast, diploma):
    code = cast.qualification.entry_code
    listed = cast.visitor.get("/help/guides")
    page = cast.visitor.get(f"/help/guides/{code}")

    assert listed.html.select_one(f"a[href='/help/guides/{code}']")
    assert [title.text for title in page.html.select("#guide h2")] == [
        "What it is",
        "Whom it suits",
        "No exams",
        "Evidence comes from your normal work",
        "Units count by themselves",
    ]
    assert "/help/guides" in cast.visitor.get("/sign-in").text
    assert cast.visitor.get("/help/guides/NONE").status == 404


def test_the_guide_of_a_centres_own_qualification_opens_for_its_people_only(cast, own):
    own.about = {"guide": [{"title": "What it is", "text": "Ours."}]}

    assert cast.candidate.get("/help/guides/OWN1").status == 200
    assert cast.visitor.get("/help/guides/OWN1").status == 404
    assert cast.stranger.get("/help/guides/OWN1").status == 404
