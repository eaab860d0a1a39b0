"""A photo that has arrived is checked and can be looked at within seconds, by a real worker."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from threading import Event, Thread
from uuid import UUID

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from portfolio import clock, create_app
from portfolio.adapters.storage import new_key
from portfolio.commands.work import worker_of
from portfolio.config import Settings
from portfolio.domain.states import FileState
from portfolio.extensions import db, writing
from portfolio.jobs import lanes
from portfolio.models.evidence import Evidence, FileCopy
from portfolio.outside import outside_of
from portfolio.services import evidence_checking
from tests import figures
from tests.factories import Factory
from tests.integration.adapters.test_copy_costs import phone_photo

pytestmark = pytest.mark.xdist_group("copy-costs")


@pytest.fixture
def at_work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of its own, with its worker at work in all lanes."""
    url = f"sqlite:///{tmp_path / 'portfolio.sqlite3'}"
    if request.config.getoption("--database") == "postgresql":
        url = str(request.getfixturevalue("postgres").new_database())
    app = create_app(Settings(secret_key="soon", database_url=url, data_folder=tmp_path))
    stop = Event()
    clock.use(None)
    with app.app_context():
        writing.set(True)
        flask_migrate.upgrade()
        worker = worker_of(app)
        thread = Thread(target=lanes.run, args=(worker, stop, lambda _: None))
        thread.start()
        try:
            yield app
        finally:
            stop.set()
            thread.join()
            db.session.remove()
            db.engine.dispose()


def arrive(app: Flask, make: Factory, item: Evidence, content: bytes) -> UUID:
    """The file as every way in leaves it: in the store, with a row that is to be checked."""
    key = new_key(item.candidate.centre_id)
    with outside_of(app).store.begin(key) as writer:
        writer.write(content)
        writer.finish()
    file = make.file(
        item,
        key=key,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="image/heic",
        state=FileState.CHECKING,
    )
    evidence_checking.queue(make.session, file)
    make.session.commit()
    return file.id


def seconds_until_viewable(file_id: UUID) -> float:
    begun = time.perf_counter()
    shown = select(FileCopy.id).where(FileCopy.file_id == file_id, FileCopy.kind == "screen")
    while time.perf_counter() - begun < 60:
        found = db.session.scalar(shown)
        db.session.rollback()
        if found:
            return time.perf_counter() - begun
        time.sleep(0.02)
    raise AssertionError("no copy within a minute")


def times(app: Flask, tmp_path: Path, count: int) -> list[float]:
    content = phone_photo(tmp_path / "photo.heic").read_bytes()
    make = Factory(db.session())
    item = make.evidence(make.candidate(make.centre()))
    db.session.commit()
    taken = []
    for _ in range(count):
        writing.set(True)
        db.session.refresh(item)
        file_id = arrive(app, make, item, content)
        writing.set(False)
        taken.append(seconds_until_viewable(file_id))
    return taken


def test_a_phones_photo_is_viewable_soon_after_it_arrived(at_work, tmp_path):
    assert times(at_work, tmp_path, 1)[0] < 30


@pytest.mark.full
def test_a_phones_photo_is_viewable_within_three_seconds(at_work, tmp_path, request):
    """The best of ten is held to it, as other tests run beside; the median is kept."""
    taken = times(at_work, tmp_path, 10)
    kind = request.config.getoption("--database")
    said = {"seconds_median": round(median(taken), 2), "seconds_best": round(min(taken), 2)}
    figures.keep("copies", f"HEIC of 12 million points viewable after arrival, {kind}", said)
    assert min(taken) <= 3
