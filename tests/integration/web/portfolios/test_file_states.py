"""Only what is safe at the centre opens; of everything else each page says how it stands."""

from __future__ import annotations

import pytest

from portfolio.domain.errors import Refusals
from portfolio.domain.states import EvidenceState, FileState
from portfolio.services import evidence_checking, evidence_submitting
from tests.integration.services.evidence import description

REASON = "“scan.png” unpacks to a picture of 2,500 million points"


@pytest.fixture
def draft(cast, make, unit):
    item = make.evidence(cast.profile)
    for criterion in make.criteria(unit):
        make.tag(item, unit, criterion.id)
    return item


def fragment(browser, address: str, target: str):
    return browser.get(address, headers={"HX-Request": "true", "HX-Target": target})


@pytest.mark.req("R-350", part="only what is stored opens, by every way to its bytes")
@pytest.mark.parametrize("state", [FileState.CHECKING, FileState.REFUSED, FileState.QUARANTINED])
def test_what_is_not_stored_opens_to_nobody(session, cast, item, state):
    file = item.current_files[0]
    page = cast.candidate.get(f"/evidence/{item.id}")
    links = [a["href"] for a in page.html.select("a[href^='/files/']")]
    assert links
    file.state, file.state_reason = state, REASON
    session.commit()
    for link in links:
        reply = cast.candidate.get(link)
        assert reply.status == 303
        assert reply.location == f"/evidence/{item.id}"
    for reader in (cast.candidate, cast.assessor):
        shown = reader.get(f"/evidence/{item.id}")
        assert not shown.html.select("[href^='/files/'], [src^='/files/']")
        assert REASON in shown.html.text
    assert not cast.assessor.get(f"/assessor/evidence/{item.id}").html.select("[href^='/files/']")


def test_a_page_open_on_a_file_that_is_being_checked_follows_until_it_is_safe(
    session, cast, make, draft
):
    file = make.file(draft, "notes.pdf", state=FileState.CHECKING)
    edit = cast.candidate.get(f"/candidate/evidence/{draft.id}/edit")
    (part,) = edit.html.select("#file-list")
    assert "Checking" in part.text
    assert "every 2s" in part["hx-trigger"]
    follows = part["hx-get"]
    assert "every 2s" in fragment(cast.candidate, follows, "file-list").html.div["hx-trigger"]
    evidence_checking.store(session, file, "not virus-checked")
    session.commit()
    settled = fragment(cast.candidate, follows, "file-list").html.div
    assert "Safe at the centre" in settled.text
    assert "hx-trigger" not in settled.attrs
    assert cast.candidate.get(follows).html.h1.text == f"Files of {draft.code}"


def test_an_assessor_sees_a_new_recording_become_safe(session, cast, make, item):
    file = make.file(item, "call.m4a", state=FileState.CHECKING, media_type="audio/mp4")
    bench = cast.assessor.get(f"/assessor/evidence/{item.id}")
    (part,) = bench.html.select("#file-states")
    assert "call.m4a" in part.text
    evidence_checking.store(session, file, "not virus-checked")
    session.commit()
    settled = fragment(cast.assessor, part["hx-get"], "file-states").html.section
    assert "hx-trigger" not in settled.attrs
    assert settled.a["href"] == f"/assessor/evidence/{item.id}"
    assert not cast.assessor.get(f"/assessor/evidence/{item.id}").html.select("#file-states")


@pytest.mark.req("R-350", part="only what is stored is submitted")
@pytest.mark.parametrize(
    ("state", "words"), [(FileState.CHECKING, "still being checked"), (FileState.REFUSED, "Remove")]
)
def test_an_item_is_not_submitted_with_a_file_that_is_not_safe(
    session, cast, make, unit, draft, state, words
):
    reason = REASON if state is FileState.REFUSED else ""
    make.file(draft, "scan.png", state=state, state_reason=reason)
    said = description(draft, [one.id for one in make.criteria(unit)])
    with pytest.raises(Refusals, match=words):
        evidence_submitting.submit(session, cast.candidate.actor, draft, said)
    assert draft.state is EvidenceState.DRAFT


@pytest.mark.req("R-350", part="a declaration waits for what is still being checked")
def test_a_declaration_waits_for_a_file_that_is_still_being_checked(
    session, cast, make, unit, item
):
    address = f"/candidate/units/{unit.id}/declare"
    file = make.file(item, "late.pdf", state=FileState.CHECKING)
    page = cast.candidate.get(address)
    assert "still being checked" in page.html.text
    assert "late.pdf" not in page.html.select_one("#declare").text
    conditions = cast.assessor.get(f"/units/{unit.id}").html.text
    assert "every file safe at the centre" in conditions
    evidence_checking.store(session, file, "not virus-checked")
    session.commit()
    assert "late.pdf" in cast.candidate.get(address).html.select_one("#declare").text
