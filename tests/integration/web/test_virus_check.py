"""With a real ClamAV daemon set up, nothing opens unless it said that there is nothing in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.adapters.scanner import ClamdScanner
from portfolio.adapters.storage import new_key
from portfolio.domain.states import EvidenceState, FileState
from portfolio.jobs.handlers.scanning import SCAN_KEPT
from portfolio.jobs.schedule import KEPT_EVERY, Schedule
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import EvidenceFile
from portfolio.models.job import Job
from portfolio.models.notice import Notice
from portfolio.services import evidence_files
from portfolio.services.evidence_files import Received
from tests.conftest import NOON
from tests.servers.clamav import EICAR
from tests.uploads import PDF

LIMIT = 100_000
VIDEO = "video/mp4"


@pytest.fixture
def scanning(app, clamd, monkeypatch):
    """The installation with its virus check set up, for pages and for jobs."""
    outside = app.extensions["outside"]
    settings = replace(
        outside.settings, scanner="clamd", clamd_address=clamd.address, scan_bytes=LIMIT
    )
    with_scanner = replace(outside, settings=settings, scanner=ClamdScanner(clamd.address))
    monkeypatch.setitem(app.extensions, "outside", with_scanner)
    return with_scanner


@pytest.fixture
def check(worker, scanning) -> Callable[[], int]:
    return replace(worker, outside=scanning, only={"check-file", SCAN_KEPT}).run_due


@pytest.fixture
def arrive(session, cast, make, app):
    def put(content: bytes, media_type="application/pdf", name="notes.pdf") -> EvidenceFile:
        key = new_key(cast.centre.id)
        with app.extensions["outside"].store.begin(key) as writer:
            writer.write(content)
            writer.finish()
        whole = Received(key, name, len(content), sha256(content).hexdigest(), media_type)
        draft = make.evidence(cast.profile)
        (row,) = evidence_files.attach(session, cast.candidate.actor, draft, [whole])
        session.commit()
        return row

    return put


def links(browser, file: EvidenceFile) -> list[str]:
    page = browser.get(f"/evidence/{file.evidence_id}").html
    return [str(a["href"]) for a in page.select(f"#file-{file.id} a[href^='/files/']")]


@pytest.mark.req("R-350", part="with a scanner nothing opens until it is clean")
def test_a_clean_file_opens_once_the_scanner_said_so(session, cast, arrive, check):
    file = arrive(PDF)
    assert links(cast.candidate, file) == []
    check()
    session.refresh(file)
    assert (file.state, file.scan) == ("stored", "virus-checked")
    assert len(links(cast.candidate, file)) == 1


@pytest.mark.req("R-350", part="what a virus is found in is kept and opens to nobody")
def test_a_virus_is_held_back_and_everybody_concerned_is_told(
    session, cast, arrive, check, scanning
):
    file = arrive(PDF + EICAR)
    check()
    session.refresh(file)
    assert (file.state, file.scan) == ("quarantined", "Local.Eicar.Anywhere.UNOFFICIAL")
    assert scanning.store.exists(file.key), "the bytes stay"
    assert links(cast.candidate, file) == []
    assert "A virus was found in it" in cast.candidate.get(f"/evidence/{file.evidence_id}").words()
    told = session.scalars(select(Notice).where(Notice.kind == "file:quarantined")).one()
    assert told.user_id == cast.candidate.user.id
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == file.id)).one()
    assert entry.name == "file:quarantined"
    listed = cast.administrator.get("/centre/files").html.select_one("#held-back").text
    assert file.evidence.code in listed


@pytest.mark.req("R-350", part="a scanner that is away means not scanned yet, never clean")
@pytest.mark.parametrize("fault", ["down", "hung"])
def test_while_the_scanner_is_away_files_wait_and_open_soon_after_it_is_back(
    session, cast, arrive, check, clamd, monkeypatch, fault
):
    monkeypatch.setattr("portfolio.adapters.scanner.CONNECT", 0.3)
    file = arrive(PDF)
    clamd.end() if fault == "down" else clamd.hang()
    for minute in range(12):
        clock.use(lambda minute=minute: NOON + timedelta(minutes=minute))
        assert check() == 1
    session.refresh(file)
    assert file.state is FileState.CHECKING
    assert links(cast.candidate, file) == []
    assert "Not scanned for viruses yet" in cast.candidate.get(f"/evidence/{file.evidence_id}").text
    listed = cast.administrator.get("/centre/files").html.select_one("#waiting")
    assert "clamd does not answer" in listed.text
    assert "clamd does not answer" in cast.visitor.get("/health").response.json["virus_check"]
    clamd.begin() if fault == "down" else clamd.go_on()
    clock.use(lambda: NOON + timedelta(minutes=12))
    assert check() == 1
    session.refresh(file)
    assert (file.state, file.state_reason, file.scan) == ("stored", "", "virus-checked")


@pytest.mark.req("R-350", part="what was kept before the virus check opens once it was looked at")
def test_files_kept_before_are_looked_at_one_after_another(
    session, cast, make, item, arrive, check_files, scanning, check, worker
):
    good, bad = arrive(PDF), arrive(PDF + EICAR)
    item.state = EvidenceState.ACCEPTED
    check_files()
    session.expire_all()
    assert {good.state, bad.state} == {FileState.STORED}, "the virus check was still off"
    assert links(cast.candidate, good) == []
    assert (
        "It opens once it has been checked"
        in cast.candidate.get(f"/evidence/{good.evidence_id}").words()
    )
    plan = Schedule(scanner_on=True)
    plan(worker.database)
    while check():
        pass
    session.expire_all()
    assert (good.scan, bad.state) == ("virus-checked", FileState.QUARANTINED)
    assert len(links(cast.candidate, good)) == 1
    assert item.current_files[0].scan == "not virus-checked", "its bytes are missing: passed over"
    clock.use(lambda: NOON + KEPT_EVERY)
    plan(worker.database)
    waiting = select(Job).where(Job.name == SCAN_KEPT, Job.done_at.is_(None))
    assert session.scalars(waiting).one(), "what was passed over has its turn again"


@pytest.mark.req("R-350", part="a film too large to check opens after a warning, as a download")
def test_a_film_past_the_limit_is_kept_and_its_original_opens_after_a_warning(
    session, cast, arrive, check
):
    film = arrive(b"\0\0\0\x18ftypmp42" + bytes(LIMIT), VIDEO, "film.mp4")
    check()
    session.refresh(film)
    assert (film.state, film.scan) == ("stored", "too large to virus-check")
    page = cast.candidate.get(f"/evidence/{film.evidence_id}")
    assert not page.html.select("video"), "only our own copy plays"
    warning = cast.candidate.get(f"/files/{film.id}/unchecked")
    assert links(cast.candidate, film) == [f"/files/{film.id}/unchecked"]
    download = warning.html.select_one(".pf-actionbar a[href^='/files/']")["href"]
    answer = cast.candidate.get(download).response
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    straight = cast.candidate.get(str(download).replace("unchecked", "original"))
    assert straight.location == f"/files/{film.id}/unchecked"


def test_a_document_past_the_limit_is_refused_in_words(session, arrive, check):
    file = arrive(PDF + bytes(LIMIT))
    check()
    session.refresh(file)
    assert file.state is FileState.REFUSED
    assert "can be checked for viruses here" in file.state_reason
