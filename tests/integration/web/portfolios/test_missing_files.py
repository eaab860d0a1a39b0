"""A file that is on record but not in the store: said plainly, with an id, and logged."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from portfolio.adapters.storage import FolderStore, store_from
from portfolio.domain.states import EvidenceState
from portfolio.models.audit import AuditEntry
from portfolio.web import file_links


@pytest.fixture(params=["folder", "s3"])
def store(request, app, tmp_path, monkeypatch):
    """A store that works and holds nothing."""
    empty = (
        FolderStore(tmp_path / "empty")
        if request.param == "folder"
        else store_from(request.getfixturevalue("s3_settings"))
    )
    monkeypatch.setitem(app.extensions, "outside", replace(app.extensions["outside"], store=empty))
    return empty


@pytest.fixture
def link(app, cast, make):
    """The address of a file whose bytes are gone, for a person."""
    item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
    file = make.file(item, "Demo Candidate One.mp4", media_type="video/mp4", size=9)

    def to(person) -> str:
        with app.test_request_context():
            return file_links.link(person.acting(), file)

    return to


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}], ids=["whole", "a range"])
def test_a_missing_file_is_a_page_in_words_with_an_id_that_is_in_the_log(
    cast, store, link, headers, caplog
):
    with caplog.at_level(logging.ERROR):
        reply = cast.candidate.get(link(cast.candidate), headers=headers)
    assert reply.status == 503
    assert "We cannot do that just now" in reply.html.h1.text
    assert "bring it back from a backup" in reply.words()
    quoted = re.search(r"Quote (\w{12})", reply.words())
    assert quoted
    (line,) = [one.getMessage() for one in caplog.records]
    assert quoted[1] in line
    assert "Demo Candidate" not in line
    assert not caplog.records[0].exc_info


def test_a_verifier_is_not_said_to_have_opened_what_did_not_open(cast, store, link, session):
    assert cast.verifier.get(link(cast.verifier)).status == 503
    opened = select(AuditEntry.name).where(AuditEntry.name == "file:opened")
    assert session.scalars(opened).all() == []
