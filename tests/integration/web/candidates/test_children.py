"""Children in a photo: asked on the page that describes it, flagged to whoever judges it."""

from __future__ import annotations

from datetime import date

import pytest

from portfolio.domain.states import EvidenceState
from portfolio.models.evidence import Evidence, EvidenceFile

FORM = "#describe"


@pytest.fixture
def photo(cast, make, unit) -> Evidence:
    """A draft that lacks nothing but an answer about children."""
    made = make.evidence(
        cast.profile,
        title="Play corner",
        produced_on=date(2026, 11, 16),
        description="How I set it up",
        no_sources=True,
    )
    make.file(made, "play-corner.jpg", media_type="image/jpeg")
    make.tag(made, unit, make.criteria(unit)[0].id)
    return made


@pytest.fixture
def letter(photo, make) -> EvidenceFile:
    return make.file(photo, "letter.pdf")


def edit(item: Evidence) -> str:
    return f"/candidate/evidence/{item.id}/edit"


def send(cast, item, **values):
    page = cast.candidate.get(edit(item))
    return cast.candidate.submit(page, {"deed": "submit", "details_confirmed": "y"} | values, FORM)


@pytest.mark.req("R-084")
def test_the_refusal_stands_beside_the_question_and_keeps_the_answer(cast, photo, letter):
    unanswered = send(cast, photo)
    assert unanswered.status == 422
    assert [one["href"] for one in unanswered.html.select("#error-summary a")] == [
        "#shows_children"
    ]

    reply = send(cast, photo, shows_children="yes")
    links = [one["href"] for one in reply.html.select("#error-summary a")]
    assert links == ["#permissions", "#permission_from"]
    assert all(reply.html.select_one(link) for link in links)
    assert "Tick the file that is the permission" in reply.html.select_one("#children").text
    assert reply.html.select_one("[name=shows_children][value=yes][checked]")
    assert photo.state is EvidenceState.DRAFT


@pytest.mark.req("R-084")
def test_with_permission_it_is_handed_in_and_flagged_to_the_assessor(cast, photo, letter, unit):
    given = {
        "shows_children": "yes",
        "permissions": [str(letter.id)],
        "permission_from": "Parent of Demo Child",
    }
    assert send(cast, photo, **given).location == f"/evidence/{photo.id}"

    for url in (f"/assessor/evidence/{photo.id}", f"/evidence/{photo.id}"):
        flag = cast.assessor.get(url).html.select_one("#evidence-children")
        assert "Permission from Parent of Demo Child: letter.pdf" in " ".join(flag.text.split())
        assert flag.select_one("a[href*='/files/']"), url
    trail = cast.assessor.get(f"/units/{unit.id}/trail").words()
    assert "Shows children, with permission from Parent of Demo Child" in trail
    history = cast.assessor.get(f"/evidence/{photo.id}/history").words()
    assert "Permissions: letter.pdf" in history


def test_an_item_without_children_carries_no_flag(cast, photo):
    send(cast, photo, shows_children="no")
    page = cast.assessor.get(f"/evidence/{photo.id}")
    assert not page.html.select_one("#evidence-children")
    assert "No, says the candidate" in page.words()


def test_an_item_of_papers_may_leave_the_question_open(cast, photo, session):
    photo.files[0].media_type = "application/pdf"
    session.commit()
    assert send(cast, photo).location == f"/evidence/{photo.id}"


@pytest.mark.parametrize("url", ["/candidate/evidence/{}/edit", "/evidence/{}"])
def test_without_a_file_the_page_says_where_the_permission_goes(cast, make, url):
    item = make.evidence(cast.profile, shows_children=True, permission_from="")
    words = cast.candidate.get(url.format(item.id)).words()
    assert "Files first" in words or "is not with it yet" in words
