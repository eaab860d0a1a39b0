"""Joining uploads: restartable at any point, and what is given up goes by itself."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portfolio import clock
from portfolio.adapters.storage import FolderStore, NotStored
from portfolio.domain.states import UploadState
from portfolio.jobs.handlers.uploads import PiecesMissing, join_upload
from portfolio.jobs.schedule import Schedule
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.models.job import Job
from portfolio.models.upload import Upload, UploadChunk
from portfolio.services import uploads
from tests import tus
from tests.conftest import NOON

NOTE = b"What I did for a customer, line by line.\n" * 100


def whole(session) -> Upload:
    session.expire_all()
    return session.scalars(select(Upload)).one()


def join(worker, session):
    """The job's slow part, as a worker does it; what it returns is its effect."""
    return join_upload(session, worker.outside, {"upload_id": str(whole(session).id)})


def files(newly_stored) -> set[str]:
    return {key for key in newly_stored() if key.startswith("c/")}


def test_a_join_that_is_killed_before_its_effect_is_done_again_under_another_key(
    cast, newly_stored, worker, session
):
    tus.sent(cast.candidate, NOTE)
    join(worker, session)  # and killed
    first = files(newly_stored)
    assert len(first) == 1
    assert session.scalar(select(func.count()).select_from(EvidenceFile)) == 0

    worker.run_due()
    file = session.scalars(select(EvidenceFile)).one()
    assert file.key not in first
    assert file.sha256 == hashlib.sha256(NOTE).hexdigest()


def test_a_join_done_twice_makes_one_file(cast, newly_stored, worker, session):
    tus.sent(cast.candidate, NOTE)
    first, second = join(worker, session), join(worker, session)
    first(session)
    second(session)
    session.commit()
    worker.run_due()
    file = session.scalars(select(EvidenceFile)).one()
    assert files(newly_stored) - set(session.scalars(select(FileCopy.key))) == {file.key}


def test_an_upload_given_up_while_it_is_joined_leaves_nothing(cast, newly_stored, worker, session):
    place = tus.sent(cast.candidate, NOTE)
    effect = join(worker, session)
    assert tus.give_up(cast.candidate, place).status == 204
    effect(session)
    session.commit()
    worker.run_due()
    assert session.scalars(select(EvidenceFile)).all() == []
    assert newly_stored() == set()
    assert cast.candidate.get(place).status == 410


def test_a_file_cannot_be_given_up_as_an_upload(cast, worker):
    place = tus.sent(cast.candidate, NOTE)
    worker.run_due()
    refused = tus.give_up(cast.candidate, place)
    assert refused.status == 409
    assert "Remove the file from the item" in refused.text


def test_pieces_that_are_missing_fail_the_job_and_show_nothing(cast, newly_stored, worker, session):
    tus.sent(cast.candidate, NOTE)
    store: FolderStore = worker.outside.store
    lost = session.scalars(select(UploadChunk.key)).first()
    store.delete(lost)
    with pytest.raises((NotStored, PiecesMissing)):
        join(worker, session)
    assert files(newly_stored) == set()
    assert whole(session).state is UploadState.RECEIVED


@pytest.mark.parametrize(("hours", "state"), [(23, "receiving"), (24, "ended")])
def test_the_clock_ends_what_nothing_comes_to(cast, newly_stored, worker, session, hours, state):
    place = tus.announce(cast.candidate, len(NOTE)).location
    tus.send(cast.candidate, place, NOTE[:10])
    clock.use(lambda: NOON + timedelta(hours=hours))
    Schedule()(worker.database)
    worker.run_due()
    assert whole(session).state == state
    ended = select(func.count()).select_from(AuditEntry).where(AuditEntry.name == "upload:expired")
    assert session.scalar(ended) == (state == "ended")
    assert bool(newly_stored()) is (state == "receiving")


def test_looking_for_old_uploads_queues_nothing_when_there_are_none(cast, worker, session):
    clock.use(lambda: NOON + timedelta(hours=3))
    Schedule()(worker.database)
    queued = select(Job.name).where(Job.name == "expire-uploads")
    assert session.scalars(queued).all() == []
    uploads.expire(session)
    ended = select(func.count()).select_from(AuditEntry).where(AuditEntry.name == "upload:expired")
    assert session.scalar(ended) == 0


def test_each_step_leaves_one_entry_in_the_trail(cast, worker, session):
    tus.sent(cast.candidate, NOTE)
    worker.run_due()
    names = session.scalars(
        select(AuditEntry.name).where(AuditEntry.candidate_id == cast.profile.id)
    ).all()
    for name in ("evidence:added", "upload:begun", "files:added"):
        assert names.count(name) == 1
