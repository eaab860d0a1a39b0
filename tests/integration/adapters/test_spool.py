"""Pieces of uploads in the store: keys of their own, cleared upload by upload."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from portfolio.adapters.storage import (
    EvidenceStore,
    FolderStore,
    new_key,
    new_piece_key,
    store_from,
)


@pytest.fixture(params=["folder", "radosgw", "rclone"])
def store(request: pytest.FixtureRequest, tmp_path) -> EvidenceStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "evidence")
    return store_from(request.getfixturevalue(request.param).settings())


def kept(store: EvidenceStore, key: str) -> str:
    with store.begin(key) as writer:
        writer.write(b"a piece")
        writer.finish()
    return key


def test_two_pieces_from_the_same_place_lie_beside_each_other():
    upload_id = UUID(int=1)
    keys = {new_piece_key(upload_id, 5) for _ in range(10)}
    assert len(keys) == 10
    assert {key.rpartition("-")[0] for key in keys} == {f"spool/{upload_id.hex}/5"}


def test_clearing_a_spool_takes_every_piece_of_that_upload_and_nothing_else(store):
    mine, other = uuid4(), uuid4()
    pieces = [kept(store, new_piece_key(mine, at)) for at in range(5)]
    stays = [kept(store, new_piece_key(other, 0)), kept(store, new_key(1))]
    half = store.begin(new_piece_key(mine, 5))
    half.write(b"killed in the middle")

    store.clear_spool(mine)
    store.clear_spool(mine)

    half.abort()
    assert not any(map(store.exists, pieces))
    assert all(map(store.exists, stays))
