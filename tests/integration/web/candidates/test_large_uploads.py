"""Large files and bad lines, over real sockets: little memory, and no half-arrived item."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from portfolio import clock
from portfolio.config import GIB, MIB
from tests.integration.web.candidates.large_uploads import Served, running, send
from tests.servers import processes

MOST_MORE = 32 * MIB


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    clock.use(None)
    with running(tmp_path_factory.mktemp("served")) as one:
        send(one, 1 * MIB)  # what is loaded once is loaded now
        yield one


@pytest.mark.parametrize(
    "size", [64 * MIB, pytest.param(1 * GIB, marks=pytest.mark.full)], ids=["64 MiB", "1 GiB"]
)
def test_a_large_file_is_not_held_in_memory(served, size):
    before, items = served.memory(), served.count("evidence")

    assert send(served, size) == 303

    assert served.count("evidence") == items + 1
    assert size in {path.stat().st_size for path in served.stored()}
    assert served.memory() - before <= MOST_MORE


def test_an_upload_that_is_cut_off_leaves_neither_item_nor_bytes(served):
    items, stored = served.count("evidence"), served.stored()

    send(served, 8 * MIB, stop_after=3 * MIB)

    processes.wait_until(lambda: served.stored() == stored, "the store cleared", 20)
    time.sleep(0.2)
    assert served.count("evidence") == items
    assert served.count("evidence_file") == items
