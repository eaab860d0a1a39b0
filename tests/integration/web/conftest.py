"""An empty store for each test, and a clock that can be moved."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portfolio import clock
from tests.conftest import NOON


@pytest.fixture(autouse=True)
def empty_store(app: Flask) -> Iterator[None]:
    yield
    for folder in app.extensions["outside"].settings.store_folder.iterdir():
        shutil.rmtree(folder)


@pytest.fixture
def later() -> Callable[..., None]:
    def move(**by: Any) -> None:
        clock.use(lambda: NOON + timedelta(**by))

    return move
