"""Files made to do harm: each is refused in words, or comes back as a harmless download."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from portfolio.adapters.scanner import ClamdScanner
from portfolio.domain.states import FileState
from portfolio.models.evidence import EvidenceFile
from portfolio.web import file_links
from tests.hostile import BOMBS, HOSTILE, INFECTED
from tests.uploads import send

ADVICE = re.compile(r"[Cc]hoose|[Ss]ave it|Give it a name|Make it smaller|add a clean one")
JARGON = re.compile(r"MIME|exception|error|null|invalid|bytes", re.IGNORECASE)


def test_there_are_forty_of_them():
    assert len(HOSTILE) >= 40


def is_in_words(said: str) -> bool:
    """Whether a candidate learns what it is and what to do."""
    return bool(ADVICE.search(said)) and not JARGON.search(said)


@pytest.mark.req("R-350")
@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_in_words_or_comes_back_as_a_download(
    cast, app, session, check_files, content, name
):
    reply = send(cast.candidate, (content, name))
    kept = session.scalars(select(EvidenceFile)).all()
    if reply.status == 422:
        assert kept == []
        assert is_in_words(reply.html.select_one(".govuk-error-message bdi").text)
        return
    check_files()
    session.expire_all()
    (file,) = kept
    if file.state is FileState.REFUSED:
        assert is_in_words(file.state_reason)
        return
    with app.test_request_context():
        address = file_links.link(cast.candidate.acting(), file)
    answer = cast.candidate.get(address).response
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype not in {"text/html", "image/svg+xml", "application/xhtml+xml"}


@pytest.mark.parametrize(("content", "name"), BOMBS.values(), ids=BOMBS)
def test_what_unpacks_without_end_is_never_stored(cast, session, check_files, content, name):
    send(cast.candidate, (content, name))
    check_files()
    states = set(session.scalars(select(EvidenceFile.state)))
    assert states <= {FileState.REFUSED}


@pytest.mark.req("R-350", part="with a real scanner no hostile file opens unscanned")
def test_with_a_scanner_nothing_of_it_opens_unscanned(cast, app, session, worker, clamd):
    for content, name in HOSTILE.values():
        send(cast.candidate, (content, name))
    outside = app.extensions["outside"]
    settings = replace(outside.settings, scanner="clamd", clamd_address=clamd.address)
    scanning = replace(outside, settings=settings, scanner=ClamdScanner(clamd.address))
    replace(worker, outside=scanning, only={"check-file"}).run_due()
    files = session.scalars(select(EvidenceFile)).all()
    settled = {FileState.STORED, FileState.REFUSED, FileState.QUARANTINED}
    assert {file.state for file in files} == settled
    infected = {name for _, name in INFECTED.values() if name != "files.zip"}
    held = [file for file in files if file.state is FileState.QUARANTINED]
    assert {file.name for file in held} == infected
    stored = [file for file in files if file.state is FileState.STORED]
    assert {file.scan for file in stored} == {"virus-checked"}
