"""What arrived is read back and looked at before it is stored; nothing is stored unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.adapters.storage import StoreUnavailable, new_key
from portfolio.domain.states import FileState
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import EvidenceFile
from portfolio.models.job import Job
from portfolio.models.notice import Notice
from portfolio.services import evidence_files
from portfolio.services.evidence_files import Received
from tests.conftest import NOON
from tests.hostile import picture_of
from tests.uploads import PDF


@pytest.fixture
def store(app):
    return app.extensions["outside"].store


@pytest.fixture
def arrive(session, cast, make, store):
    """Puts bytes into the store and attaches them to a new draft, as both ways in do."""

    def put(content: bytes, name="notes.pdf", media_type="application/pdf", **said) -> EvidenceFile:
        key = new_key(cast.centre.id)
        with store.begin(key) as writer:
            writer.write(content)
            writer.finish()
        whole = {"size": len(content), "sha256": sha256(content).hexdigest()} | said
        received = Received(key, name, media_type=media_type, **whole)
        draft = make.evidence(cast.profile)
        (row,) = evidence_files.attach(session, cast.candidate.actor, draft, [received])
        session.commit()
        return row

    return put


def queued(session, name: str) -> list[Job]:
    return list(session.scalars(select(Job).where(Job.name == name)))


def entry_of(session, file: EvidenceFile) -> AuditEntry:
    return session.scalars(select(AuditEntry).where(AuditEntry.subject_id == file.id)).one()


@pytest.mark.req("R-350", part="read back and compared before it is stored")
def test_a_file_is_stored_once_the_store_gives_back_what_was_sent(session, arrive, check_files):
    file = arrive(PDF)
    assert file.state is FileState.CHECKING
    assert not queued(session, "make-copies"), "copies are made of what is stored"
    assert check_files() == 1
    session.refresh(file)
    assert (file.state, file.state_reason, file.scan) == ("stored", "", "not virus-checked")
    assert entry_of(session, file).name == "file:stored"
    assert [job.arguments for job in queued(session, "make-copies")] == [{"file_id": str(file.id)}]


@pytest.mark.req("R-350", part="what does not match its fingerprint is refused")
@pytest.mark.parametrize("said", [{"sha256": "0" * 64}, {"size": len(PDF) + 1}], ids=str)
def test_what_the_store_does_not_give_back_is_refused_and_its_sender_told(
    session, cast, arrive, check_files, said
):
    file = arrive(PDF, **said)
    check_files()
    session.refresh(file)
    assert file.state is FileState.REFUSED
    assert "Choose it again" in file.state_reason
    assert entry_of(session, file).name == "file:refused"
    assert not queued(session, "make-copies")
    told = session.scalars(select(Notice).where(Notice.kind == "file:refused")).one()
    assert told.user_id == cast.candidate.actor.user_id
    assert told.path == f"/candidate/evidence/{file.evidence_id}/edit"


@pytest.mark.parametrize(
    ("width", "height", "state"),
    [(50_000, 50_000, "refused"), (11_000, 11_000, "refused"), (4_000, 3_000, "stored")],
)
def test_a_picture_that_unpacks_to_far_too_much_is_refused(
    session, arrive, check_files, width, height, state
):
    file = arrive(picture_of(width, height), "scan.png", "image/png")
    check_files()
    session.refresh(file)
    assert file.state == state
    assert ("million points" in file.state_reason) is (state == "refused")


def test_a_large_photo_of_a_good_camera_is_stored(session, arrive, check_files):
    photo = picture_of(12_000, 9_000) + bytes(2_000_000)
    file = arrive(photo, "108-megapixel.png", "image/png")
    check_files()
    session.refresh(file)
    assert file.state is FileState.STORED


class Away:
    """A store that does not answer, as botocore's time-outs come out of ours."""

    def size(self, key):
        raise StoreUnavailable("no answer")


@pytest.mark.req("R-350", part="a store that is away is waited for, without end")
def test_while_the_store_is_away_a_file_waits_and_is_stored_soon_after(session, arrive, worker):
    file = arrive(PDF)
    away = replace(worker, outside=replace(worker.outside, store=Away()), only={"check-file"})
    for minute in range(30):
        clock.use(lambda minute=minute: NOON + timedelta(minutes=minute))
        assert away.run_due() == 1
    session.refresh(file)
    assert file.state is FileState.CHECKING
    (job,) = queued(session, "check-file")
    session.refresh(job)
    assert job.failed_at is None
    assert job.due_at - clock.now() < timedelta(seconds=60)
    clock.use(lambda: NOON + timedelta(minutes=30))
    assert replace(worker, only={"check-file"}).run_due() == 1
    session.refresh(file)
    assert file.state is FileState.STORED


def test_a_file_is_checked_once_however_often_its_job_runs(session, arrive, worker, check_files):
    file = arrive(PDF)
    check_files()
    worker.handlers["check-file"](session, worker.outside, {"file_id": str(file.id)})(session)
    assert entry_of(session, file).name == "file:stored"
