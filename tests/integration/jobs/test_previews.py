"""Copies for viewing: made of what can be shown, without the camera's data; else a reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from portfolio.domain.states import UploadState
from portfolio.jobs.handlers.previews import make_copies
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.models.job import Job
from portfolio.models.upload import Upload
from portfolio.services import outbox
from tests import recordings
from tests.conftest import NOON
from tests.recordings import FILMS, SOUNDS, needs_ffmpeg


@pytest.fixture
def outside(app):
    return app.extensions["outside"]


@pytest.fixture
def stored(cast, make, outside, session):
    def put(content: bytes, media_type: str) -> EvidenceFile:
        file = make.file(make.evidence(cast.profile), media_type=media_type, size=len(content))
        with outside.store.begin(file.key) as writer:
            writer.write(content)
            writer.finish()
        session.commit()
        return file

    return put


def run(session, outside, file: EvidenceFile) -> list[FileCopy]:
    make_copies(session, outside, {"file_id": str(file.id)})(session)
    session.commit()
    return list(session.scalars(select(FileCopy).where(FileCopy.file_id == file.id)))


def read(samples: Path, name: str) -> bytes:
    return (samples / name).read_bytes()


@pytest.mark.req("R-351", part="the copy shown has no location")
def test_a_photo_from_a_phone_is_shown_as_jpeg_without_its_place(session, outside, stored, samples):
    file = stored(read(samples, "complaint-log.heic"), "image/heic")
    copies = run(session, outside, file)

    assert file.copies_state == "made"
    assert {copy.kind for copy in copies} == {"screen", "thumbnail"}
    for copy in copies:
        content = b"".join(outside.store.open(copy.key))
        with Image.open(BytesIO(content)) as picture:
            assert picture.format == "JPEG"
            assert picture.size == (copy.width, copy.height)
            assert not picture.getexif()
        assert copy.size == len(content)


def test_a_pdf_is_shown_page_by_page(session, outside, stored, samples):
    file = stored(read(samples, "email-thread.pdf"), "application/pdf")
    pages = [copy.page for copy in run(session, outside, file) if copy.kind == "page"]
    assert pages == list(range(1, len(pages) + 1))
    assert pages


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"\xff\xd8\xff\xe0 broken", "image/jpeg"), (b"%PDF-1.4 broken", "application/pdf")],
)
def test_a_broken_file_gets_a_reason_and_stays(session, outside, stored, content, media_type):
    file = stored(content, media_type)
    assert run(session, outside, file) == []
    assert "so there is no viewing copy" in file.copies_state
    assert outside.store.exists(file.key)


def test_a_note_is_shown_as_text(session, outside, stored):
    file = stored("Shift notes, £5 refunded".encode("cp1252"), "text/plain")
    [copy] = run(session, outside, file)
    assert (copy.kind, copy.page) == ("text", 1)
    assert b"".join(outside.store.open(copy.key)).decode() == "Shift notes, £5 refunded"


def test_a_kind_nobody_can_show_says_so(session, outside, stored):
    file = stored(b"words", "application/x-unknown")
    assert run(session, outside, file) == []
    assert file.copies_state.startswith("There is no viewing copy of this kind of file")


def test_running_twice_makes_nothing_twice(session, outside, stored, samples):
    file = stored(read(samples, "help-desk.jpg"), "image/jpeg")
    first = run(session, outside, file)
    assert run(session, outside, file) == first


def copies_of(session, file: EvidenceFile) -> set[str]:
    return set(session.scalars(select(FileCopy.kind).where(FileCopy.file_id == file.id)))


def queue_copies(session, file: EvidenceFile) -> None:
    outbox.enqueue(session, "make-copies", f"again:{file.id}", {"file_id": str(file.id)})
    session.commit()


@needs_ffmpeg
@pytest.mark.req("R-351", part="the time a film was taken is kept with its source")
def test_a_film_is_made_playable_by_a_job_of_its_own(session, worker, stored, tmp_path):
    media_type, how = FILMS["film.webm"]
    film = recordings.film(tmp_path / "film.webm", how)
    file = stored(film.read_bytes(), media_type)
    queue_copies(session, file)

    assert worker.run_due(1) == 1
    assert copies_of(session, file) == set()
    assert file.copies_state == "waiting"
    worker.run_due()

    session.expire_all()
    assert copies_of(session, file) == {"video", "poster", "thumbnail"}
    assert file.copies_state == "made"
    assert set(session.scalars(select(Job.name).where(Job.done_at.is_(None)))) == set()


@needs_ffmpeg
def test_a_film_says_itself_when_it_was_taken(session, worker, stored, tmp_path):
    film = recordings.film(tmp_path / "film.mp4", recordings.H264)
    file = stored(film.read_bytes(), "video/mp4")
    queue_copies(session, file)
    worker.run_due()
    session.expire_all()
    assert f"{file.captured_at:%F %T} {file.captured_from}" == "2026-11-16 09:14:00 file"


def sent_by_phone(file: EvidenceFile) -> Upload:
    return Upload(
        person_id=file.uploaded_by_id,
        candidate_id=file.candidate_id,
        evidence_id=file.evidence_id,
        item_key="one",
        name=file.name,
        size=file.size,
        offset=file.size,
        state=UploadState.RECEIVED,
        captured_at=NOON,
        file_id=file.id,
        created_at=NOON,
        expires_at=NOON,
    )


def test_a_photo_without_a_time_was_taken_when_the_phone_says(session, outside, stored, samples):
    file = stored(read(samples, "help-desk.jpg"), "image/jpeg")
    session.add(sent_by_phone(file))
    session.commit()
    run(session, outside, file)
    assert (file.captured_at, file.captured_from) == (NOON, "phone")


def test_where_nobody_knows_when_it_was_taken_nothing_is_said(session, outside, stored, samples):
    file = stored(read(samples, "help-desk.jpg"), "image/jpeg")
    run(session, outside, file)
    assert (file.captured_at, file.captured_from) == (None, "")


@pytest.mark.parametrize("media_type", ["video/mp4", "audio/ogg", "application/rtf"])
def test_without_the_programs_films_and_documents_are_downloaded(
    session, outside, stored, monkeypatch, tmp_path, media_type
):
    monkeypatch.setenv("PATH", str(tmp_path))
    file = stored(b"anything", media_type)
    assert run(session, outside, file) == []
    assert file.copies_state.endswith("Download it to open it")


@needs_ffmpeg
def test_a_damaged_recording_gets_a_reason_and_blocks_nothing(session, worker, stored, samples):
    broken = stored(b"no sound at all", SOUNDS["note.mp3"][0])
    whole = stored(read(samples, "help-desk.jpg"), "image/jpeg")
    queue_copies(session, broken)
    queue_copies(session, whole)
    worker.run_due()
    session.expire_all()
    assert broken.copies_state == "The recording is damaged, so there is no viewing copy"
    assert whole.copies_state == "made"


def test_a_store_that_fails_leaves_the_job_to_be_tried_again(session, worker, stored, outside):
    file = stored(b"words", "text/plain")
    outside.store.delete(file.key)
    queue_copies(session, file)
    worker.run_due()
    session.expire_all()
    job = session.scalars(select(Job).where(Job.key == f"again:{file.id}")).one()
    assert (job.done_at, file.copies_state) == (None, "waiting")
    assert job.due_at > NOON


def test_no_work_folder_is_left_behind(session, outside, stored, samples):
    for name, media_type in (("help-desk.jpg", "image/jpeg"), ("email-thread.pdf", "image/png")):
        run(session, outside, stored(read(samples, name), media_type))
    left = [path for path in (outside.settings.data_folder / "copies").iterdir() if path.is_dir()]
    assert left == []
