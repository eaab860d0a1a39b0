"""What lies in the store without a record: found, kept for 30 days, deleted; unless it is a lot."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.adapters.storage import FolderStore, new_key, new_piece_key
from portfolio.jobs.worker import Worker
from portfolio.models.evidence import EvidenceFile
from portfolio.models.orphan import Orphan
from portfolio.services import outbox
from tests.conftest import NOON


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def put(store, tmp_path):
    """Stores an object written so long before NOON; answers its key."""

    def put(key: str | None = None, age: timedelta = timedelta(days=2)) -> str:
        key = key or new_key("centre-1")
        with store.begin(key) as writer:
            writer.write(b"bytes")
            writer.finish()
        written = (NOON - age).timestamp()
        os.utime(tmp_path / "evidence" / key, (written, written))
        return key

    return put


@pytest.fixture
def kept(make, put) -> list[str]:
    """A hundred files with their records, so that one orphan is no more than 1 %."""
    item = make.evidence(make.candidate(make.centre()))
    files: list[EvidenceFile] = [make.file(item) for _ in range(100)]
    return [put(file.key) for file in files]


@pytest.fixture
def sweep(worker: Worker, store: FolderStore, session):
    """Looks through the store so many days after NOON."""
    swept = replace(worker, outside=replace(worker.outside, store=store))

    def sweep(day: int = 0) -> None:
        clock.use(lambda: NOON + timedelta(days=day))
        outbox.enqueue(session, "sweep-store", f"sweep-store:{day}", {})
        session.commit()
        assert swept.run_due() >= 1
        session.expire_all()

    return sweep


def listed(session) -> list[str]:
    return list(session.scalars(select(Orphan.key).where(Orphan.deleted_at.is_(None))))


def test_an_object_without_a_record_is_found_kept_for_30_days_and_deleted(
    session, store, put, kept, sweep
):
    lost = put()
    sweep()
    assert listed(session) == [lost]
    sweep(29)
    assert store.exists(lost)
    sweep(31)
    assert not store.exists(lost)
    assert listed(session) == []
    (orphan,) = session.scalars(select(Orphan))
    assert (orphan.key, orphan.size) == (lost, 5)
    assert orphan.deleted_at == NOON + timedelta(days=31)
    assert all(store.exists(key) for key in kept)
    sweep(32)
    assert len(session.scalars(select(Orphan)).all()) == 1


def test_a_piece_of_an_upload_that_is_over_is_found_too(session, put, kept, sweep):
    piece = put(new_piece_key(uuid4(), 0))
    sweep()
    assert listed(session) == [piece]


def test_what_came_in_within_a_day_is_still_on_its_way(session, put, kept, sweep):
    put(age=timedelta(hours=23))
    sweep()
    assert listed(session) == []


def test_an_object_whose_record_came_back_is_kept_for_good(session, make, store, put, kept, sweep):
    lost = put()
    sweep()
    make.file(make.evidence(make.candidate(make.centre())), key=lost)
    session.commit()
    sweep(40)
    assert listed(session) == []
    assert store.exists(lost)


def test_so_many_that_records_must_be_missing_are_listed_and_none_is_deleted(
    session, cast, store, put, kept, sweep, caplog
):
    lost = [put() for _ in range(3)]
    sweep()
    with caplog.at_level(logging.ERROR):
        sweep(31)
    assert "3 of 103 objects in the store have no record; none is deleted" in caplog.text
    assert sorted(listed(session)) == sorted(lost)
    assert all(store.exists(key) for key in lost)
    told = cast.visitor.get("/health").response.json["files_without_record"]
    assert told == "3: too many to be left over, so none is deleted. Look into it"


def test_health_tells_of_a_few(session, cast, put, kept, sweep):
    assert cast.visitor.get("/health").response.json["files_without_record"] == "none"
    put()
    sweep()
    told = cast.visitor.get("/health").response.json
    assert told["files_without_record"] == "1, each deleted 30 days after it was found"
    assert told["status"] == "ok"


def test_a_write_that_was_never_finished_is_removed_after_a_day(store, tmp_path, sweep):
    writer = store.begin(new_key("centre-1"))
    writer.write(b"half")
    (half,) = [path for path in Path(tmp_path / "evidence").rglob("*") if path.is_file()]
    begun = (NOON - timedelta(days=2)).timestamp()
    os.utime(half, (begun, begun))
    sweep()
    assert not half.exists()
    writer.abort()
