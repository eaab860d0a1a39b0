"""Copies for viewing: made of what can be shown, without the camera's data; else a reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from portfolio.jobs.handlers.previews import make_copies
from portfolio.models.evidence import EvidenceFile, FileCopy


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
