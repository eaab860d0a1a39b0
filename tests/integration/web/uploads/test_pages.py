"""What candidates see of files that are on their way, and what they can do about them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.evidence import EvidenceFile
from portfolio.models.upload import Upload
from tests import tus
from tests.cast import Cast
from tests.client import FRAGMENT, Reply

NOTE = b"What I did for a customer, line by line.\n" * 100


@pytest.fixture
def item(cast):
    return cast.make.evidence(cast.profile)


def edit(item) -> str:
    return f"/candidate/evidence/{item.id}/edit"


def begun(cast: Cast, item, **facts: object) -> str:
    """An upload for the item of which nearly half has arrived."""
    place = tus.announce(cast.candidate, len(NOTE), evidence=item.id, **facts).location
    tus.send(cast.candidate, place, NOTE[: len(NOTE) * 47 // 100 + 1])
    return place


def submit(cast: Cast, item) -> Reply:
    page = cast.candidate.get(edit(item))
    return cast.candidate.submit(page, {"deed": "submit"}, form="#describe")


def test_the_page_of_an_item_says_how_much_of_a_file_has_arrived(cast, item):
    begun(cast, item, name="clip.mp4")
    page = cast.candidate.get(edit(item))
    assert "clip.mp4" in page.words()
    assert "47 % has arrived" in page.words()
    assert page.html.select_one("progress")["value"] == "47"
    followed = cast.candidate.get(
        f"/candidate/evidence/{item.id}/files", headers=FRAGMENT | {"HX-Target": "file-list"}
    )
    assert "47 % has arrived" in followed.words()
    assert "hx-trigger" in str(followed.html.select_one("#file-list"))


def test_a_file_on_its_way_is_given_up_from_the_page(cast, item, session):
    place = begun(cast, item)
    page = cast.candidate.get(edit(item))
    button = page.html.select_one("[name=give-up]")
    gone = cast.candidate.submit(page, {"give-up": button["value"]}, form="#describe")
    assert gone.status == 303
    assert tus.ask(cast.candidate, place).status == 410
    assert "has arrived" not in cast.candidate.get(edit(item)).words()


def test_why_a_file_was_refused_stays_on_the_page_until_it_is_dismissed(cast, item, worker):
    page_of_another_name = b"<!DOCTYPE html><html><script>alert(1)</script></html>" * 20
    place = tus.sent(cast.candidate, page_of_another_name, "photo.jpg", evidence=item.id)
    worker.run_due()
    told = cast.candidate.get(place).response.json
    assert told["state"] == "refused"
    assert told["say"] == "Refused: “photo.jpg” is a web page. Save the page as PDF and choose that"
    page = cast.candidate.get(edit(item))
    assert "“photo.jpg” is a web page" in page.words()
    assert "“photo.jpg” is a web page" in cast.candidate.get(f"/evidence/{item.id}").words()
    assert submit(cast, item).status == 422

    button = page.html.select_one("[name=give-up]")
    cast.candidate.submit(page, {"give-up": button["value"]}, form="#describe")
    assert "is a web page" not in cast.candidate.get(edit(item)).words()


def test_an_item_is_not_submitted_while_a_file_is_on_its_way(cast, item, session):
    place = begun(cast, item)
    refused = submit(cast, item)
    assert refused.status == 422
    assert "“notes.txt” is still on its way" in refused.words()
    half = tus.offset_of(tus.ask(cast.candidate, place))
    tus.send(cast.candidate, place, NOTE[half:], offset=half)
    assert "“notes.txt” is still on its way" in submit(cast, item).words()
    session.refresh(item)
    assert item.state is EvidenceState.DRAFT


def test_what_is_on_its_way_is_shown_to_its_sender_only(cast, item):
    item.state = EvidenceState.REFERRED
    begun(cast, item, name="private-name.txt")
    assert "private-name.txt" in cast.candidate.get(f"/evidence/{item.id}").words()
    for reader in (cast.assessor, cast.quality_assurer, cast.verifier, cast.administrator):
        page = reader.get(f"/evidence/{item.id}")
        assert page.status == 200
        assert "private-name.txt" not in page.text


def test_a_file_that_arrives_meanwhile_is_no_conflict_for_who_describes_the_item(
    cast, item, worker, session
):
    page = cast.candidate.get(edit(item))
    tus.sent(cast.candidate, NOTE, evidence=item.id)
    worker.run_due()
    saved = cast.candidate.submit(page, {"title": "My day", "deed": "save"}, form="#describe")
    assert saved.status == 303
    session.refresh(item)
    assert (item.title, len(item.current_files)) == ("My day", 1)


def test_an_item_submitted_meanwhile_takes_no_more(cast, item, worker, session):
    place = begun(cast, item)
    item.state = EvidenceState.SUBMITTED
    half = tus.offset_of(tus.ask(cast.candidate, place))
    refused = tus.send(cast.candidate, place, NOTE[half:], offset=half)
    assert refused.status == 403
    assert "with your assessor" in refused.text
    assert tus.offset_of(tus.ask(cast.candidate, place)) == half


def test_what_was_whole_before_the_item_was_submitted_is_refused_in_words(
    cast, item, worker, session
):
    place = tus.sent(cast.candidate, NOTE, evidence=item.id)
    item.state = EvidenceState.WITHDRAWN
    session.commit()
    worker.run_due()
    told = cast.candidate.get(place).response.json
    assert told["state"] == "refused"
    assert "withdrawn" in told["say"]
    assert session.scalars(select(EvidenceFile)).all() == []
    assert session.scalars(select(Upload)).one().file_id is None


def test_files_of_every_way_in_are_checked_alike(cast, item, worker, session):
    tus.sent(cast.candidate, NOTE, evidence=item.id)
    worker.run_due()
    assert session.scalars(select(EvidenceFile.state)).all() == [FileState.STORED]
