"""One demo portfolio, one server and one Chromium per process; every story finds them as new."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browsers import Device
from tests.e2e.server import Server, make_demo_data

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.timeout(240))
    # What takes longest begins first, so that at the end both processes have work.
    items.sort(key=lambda item: "test_bench" not in item.nodeid)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed: the browser stories are left out")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the first process that needs it, for all of them."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folder, made = shared / "demo-data", shared / "demo-data-made"
    with (shared / "demo-data-lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            folder.mkdir()
            make_demo_data(folder)
            made.touch()
    return folder


@pytest.fixture(scope="session")
def started(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(demo_data, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def server(started: Server) -> Server:
    started.begin_again()
    return started


@pytest.fixture
def pictures() -> Path | None:
    """Where stories put the screenshots that the documents show, when asked for."""
    folder = os.environ.get("PICTURES")
    return Path(folder) if folder else None


@pytest.fixture
def device(
    chromium: Browser, server: Server, pictures: Path | None
) -> Iterator[Callable[..., Device]]:
    """``device("phone", email)`` gives a signed-in person at a device."""
    opened: list[Device] = []

    def give(size: str, email: str = "", **options: Any) -> Device:
        made = Device(chromium, server.url, size, pictures, **options)
        opened.append(made)
        return made.sign_in(email) if email else made

    yield give
    for one in opened:
        one.close()
