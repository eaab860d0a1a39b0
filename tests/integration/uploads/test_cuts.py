"""Lines break at any byte; what was sent arrives once, whole and unchanged."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from random import Random

import pytest

from portfolio.config import MIB
from tests.bench.upload_costs import sound_file
from tests.integration.uploads.measured import keep
from tests.integration.uploads.phone import CHUNK, Phone
from tests.integration.uploads.served import Served
from tests.servers.processes import wait_until

PATIENCE = 180
"""Seconds in which a file of 200 MB is joined, read back and checked on a busy machine."""


def arrive(served: Served, file: Path, key: str, cuts: list[int]) -> int:
    """Send a file over a line that is cut so often, and wait until it is safe.

    The most bytes that were sent again after one cut.
    """
    phone = Phone(served.port, served.by_token)
    size = file.stat().st_size
    place = phone.announce(size, filename=file.name, key=key).headers["location"]
    again = phone.send_file(place, file, cuts)
    wait_until(lambda: b'"stored"' in phone.ask("GET", place).body, f"{key} stored", PATIENCE)
    kept = served.file(place)
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    in_store = hashlib.sha256()
    with served.store.open(kept.key) as chunks:
        for chunk in chunks:
            in_store.update(chunk)
    assert (kept.size, kept.sha256, in_store.hexdigest()) == (size, sha256, sha256)
    served.store.delete(kept.key)
    return again


@pytest.mark.req("R-349", part="over a poor connection")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("uploads", "smallest", "largest"),
    [
        pytest.param(5, 2 * MIB, 8 * MIB, id="5 cuts"),
        pytest.param(100, 25_000_000, 200_000_000, id="100 cuts", marks=pytest.mark.full),
    ],
)
def test_uploads_that_are_cut_off_arrive_whole(
    on_both_stores, tmp_path, request, uploads, smallest, largest
):
    served, chance = on_both_stores, Random(349)  # noqa: S311 -- where lines are cut
    begun, again, sizes = time.monotonic(), [], []
    for number in range(uploads):
        size = chance.randrange(smallest, largest)
        file = sound_file(tmp_path, size, f"recording-{number}.wav")
        again.append(arrive(served, file, f"cut-{number}", [chance.randrange(size)]))
        sizes.append(size)
        file.unlink()

    assert max(again) <= CHUNK
    keep(
        request,
        f"cuts, {request.node.callspec.id}",
        {
            "uploads": uploads,
            "arrived_whole": uploads,
            "cuts": uploads,
            "megabytes": sum(sizes) // 1_000_000,
            "most_bytes_sent_again_after_a_cut": max(again),
            "seconds": round(time.monotonic() - begun),
        },
    )
