"""A database of a test's own, for what cannot be done inside a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portfolio import create_app
from portfolio.config import Settings
from portfolio.extensions import db, writing


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of its own with nothing in it."""
    if request.config.getoption("--database") == "postgresql":
        url = str(request.getfixturevalue("postgres").new_database())
    else:
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    app = create_app(Settings(secret_key="migrating", database_url=url, data_folder=tmp_path))
    with app.app_context():
        writing.set(True)
        yield app
        db.session.remove()
        db.engine.dispose()
