"""What waits without an account goes after its day, its bytes too; what is counted after two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.public_limits import BYTES_OF_A_NETWORK, TooMuch
from portfolio.models.job import Job
from portfolio.models.public_intake import PublicSending, StagedFile
from portfolio.services import housekeeping, public_sendings
from portfolio.services.evidence_files import Received
from tests.public_forms import wait


def received(number: int, size: int = 10) -> Received:
    return Received(f"object-{number}", f"{number}.pdf", size, "0" * 64, "application/pdf")


def test_files_nobody_came_back_for_are_deleted_after_a_day(cast, session):
    centre = cast.centre.id
    public_sendings.stage(session, centre, "sender", "form", [received(1), received(2)])
    wait(timedelta(hours=23))
    public_sendings.stage(session, centre, "sender", "other", [received(3)])
    housekeeping.sweep(session)
    assert session.query(StagedFile).count() == 3

    wait(timedelta(hours=2))
    housekeeping.sweep(session)

    assert [row.key for row in session.query(StagedFile)] == ["object-3"]
    (job,) = session.query(Job).filter_by(name="delete-bytes")
    assert job.arguments == {"keys": ["object-1", "object-2"]}
    assert session.query(PublicSending).count() == 2
    wait(timedelta(days=2))
    housekeeping.sweep(session)
    assert session.query(PublicSending).count() == 0


def test_more_bytes_than_an_hour_allows_are_refused_until_there_is_room(cast, session):
    centre = cast.centre.id
    public_sendings.stage(session, centre, "sender", "form", [received(1, BYTES_OF_A_NETWORK)])
    with pytest.raises(TooMuch) as much:
        public_sendings.stage(session, centre, "sender", "form", [received(2)])
    assert much.value.again_at == clock.now() + timedelta(hours=1)
    public_sendings.stage(session, centre, "another", "form", [received(3)])
    wait(timedelta(hours=1))
    public_sendings.stage(session, centre, "sender", "form", [received(4)])
