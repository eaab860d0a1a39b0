"""From two photos in the store to a finding: copies made, looks worked out, compared."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from portfolio.models.same_file import PicturePrint, SameFile
from portfolio.services import outbox
from tests.integration.two_portfolios import handed_in, other_profile


def put(cast, candidate, name: str, content: bytes, media_type: str):
    file = handed_in(cast, candidate, name, media_type=media_type, sha256=name * 8, size=1)
    with cast.app.extensions["outside"].store.begin(file.key) as writer:
        writer.write(content)
        writer.finish()
    session = cast.make.session
    outbox.enqueue(session, "make-copies", f"make-copies:{file.id}", {"file_id": str(file.id)})
    session.commit()
    return file


def saved_again(photo: Path) -> bytes:
    """As a messenger sends it on: smaller and coarser."""
    out = BytesIO()
    with Image.open(photo) as picture:
        small = picture.convert("RGB").resize((picture.width // 2, picture.height // 2))
    small.save(out, "JPEG", quality=50)
    return out.getvalue()


@pytest.mark.req("R-127", part="a near-identical picture")
def test_a_photo_sent_on_is_found_after_its_copies_are_made(session, cast, worker, samples):
    photo = samples / "help-desk.jpg"
    theirs = put(cast, other_profile(cast), "theirs", photo.read_bytes(), "image/jpeg")
    mine = put(cast, cast.profile, "sent-on!", saved_again(photo), "image/jpeg")
    pdf = (samples / "email-thread.pdf").read_bytes()
    put(cast, cast.profile, "paper...", pdf, "application/pdf")
    worker.run_due()
    session.expire_all()

    (pair,) = session.scalars(select(SameFile))
    assert {pair.first_file_id, pair.second_file_id} == {theirs.id, mine.id}
    assert pair.bits_apart is not None
    prints = session.scalars(select(PicturePrint.file_id)).all()
    assert set(prints) == {theirs.id, mine.id}
