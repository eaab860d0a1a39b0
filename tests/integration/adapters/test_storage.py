"""What every evidence store promises, on a folder and on real S3 servers alike."""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from portfolio.adapters.storage import (
    CHUNK,
    PREFIXES,
    AlreadyStored,
    EvidenceStore,
    FolderStore,
    NotStored,
    S3Store,
    new_key,
    new_piece_key,
    store_from,
)
from portfolio.adapters.storage.s3_writer import PART, WHOLE
from portfolio.adapters.storage.seekable import seekable
from tests.servers.s3 import S3Server, S3Settings

MIB = 1024 * 1024


@pytest.fixture(params=["folder", "radosgw", "rclone"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EvidenceStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "evidence")
    server: S3Server = request.getfixturevalue(request.param)
    return store_from(server.settings())


@pytest.fixture
def keep(store: EvidenceStore) -> Callable[..., str]:
    def keep(content: bytes, piece: int = 100_000) -> str:
        key = new_key("centre-1")
        with store.begin(key) as writer:
            for at in range(0, len(content), piece):
                writer.write(content[at : at + piece])
            assert writer.finish() == len(content)
        return key

    return keep


SIZES = [0, 1, CHUNK, CHUNK + 1, PART, WHOLE, WHOLE + 1, 2 * PART, 3 * PART + 5]


@pytest.mark.req("R-350", part="the store")
@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_comes_back(store, keep, size):
    content = os.urandom(size)
    key = keep(content)

    assert store.size(key) == size
    assert store.exists(key)
    chunks = list(store.open(key))
    assert b"".join(chunks) == content
    assert all(len(chunk) <= CHUNK for chunk in chunks)


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 0), (0, 9), (5, 5), (100, 700_000), (999_999, 999_999), (999_990, None), (1, None)],
)
def test_a_range_gives_both_its_ends(store, keep, start, end):
    content = os.urandom(1_000_000)
    key = keep(content)
    expected = content[start:] if end is None else content[start : end + 1]
    assert b"".join(store.open(key, start, end)) == expected


@pytest.mark.parametrize(("start", "end"), [(10, None), (10, 20), (500, None)])
def test_a_range_past_the_end_gives_what_there_is(store, keep, start, end):
    assert b"".join(store.open(keep(b"ten bytes."), start, end)) == b""


def test_a_range_that_ends_past_the_end_stops_there(store, keep):
    assert b"".join(store.open(keep(b"ten bytes."), 4, 99)) == b"bytes."


@pytest.mark.parametrize("size", [10, WHOLE + 10])
def test_nothing_is_visible_before_it_is_finished(store, size):
    key = new_key(1)
    writer = store.begin(key)
    writer.write(bytes(size))
    assert not store.exists(key)
    with pytest.raises(NotStored):
        store.open(key)
    writer.finish()
    assert store.size(key) == size


@pytest.mark.parametrize("size", [10, WHOLE + 10, 3 * PART])
def test_an_upload_that_breaks_off_leaves_nothing(store, size):
    key = new_key(1)
    writer = store.begin(key)

    def receive() -> None:
        with writer:
            writer.write(bytes(size))
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        receive()
    assert leftovers(store) == []
    with pytest.raises(ValueError, match="closed"):
        writer.finish()
    assert not store.exists(key)


def test_what_a_killed_writer_left_is_swept_once_it_is_old(store, keep):
    kept = keep(b"finished")
    abandoned = store.begin(new_key(1))
    abandoned.write(bytes(WHOLE + 10))

    assert store.sweep(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert store.sweep(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert leftovers(store) in ([kept], [kept.rpartition("/")[2]])
    assert store.sweep(datetime.now(UTC) + timedelta(hours=1)) == 0
    abandoned.abort()


def test_every_finished_object_is_listed_by_the_beginning_of_its_key(store, keep, monkeypatch):
    monkeypatch.setattr("portfolio.adapters.storage.s3.PAGE", 2)
    began = datetime.now(UTC) - timedelta(seconds=2)
    sizes = {keep(bytes(size)): size for size in range(5)}
    piece = new_piece_key(uuid4(), 0)
    with store.begin(piece) as writer:
        writer.write(b"a piece")
        writer.finish()
    unfinished = store.begin(new_key("centre-1"))
    unfinished.write(bytes(10))

    listed = list(store.objects("c/"))
    assert {one.key: one.size for one in listed} == sizes
    assert len(listed) == len(sizes)
    assert all(began < one.written_at < datetime.now(UTC) + timedelta(seconds=2) for one in listed)
    assert [(one.key, one.size) for one in store.objects("spool/")] == [(piece, 7)]
    unfinished.abort()


def test_an_empty_store_lists_nothing(store):
    assert [one for prefix in PREFIXES for one in store.objects(prefix)] == []


def leftovers(store: EvidenceStore) -> list[str]:
    """Everything the store still holds, finished or not."""
    if isinstance(store, FolderStore):
        return [path.name for path in store._root.rglob("*") if path.is_file()]
    assert isinstance(store, S3Store)
    try:
        uploads = store._client.list_multipart_uploads(Bucket=store._bucket).get("Uploads", [])
    except store._client.exceptions.NoSuchUpload:  # how rclone says that there are none
        uploads = []
    objects = store._client.list_objects_v2(Bucket=store._bucket).get("Contents", [])
    return [thing["Key"] for thing in (*uploads, *objects)]


def test_a_key_is_written_once(store, keep):
    key = keep(b"first")
    with pytest.raises(AlreadyStored):
        store.begin(key)
    assert b"".join(store.open(key)) == b"first"


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store, keep):
    key = keep(b"gone soon")
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(NotStored):
        store.size(key)
    assert leftovers(store) == []


def test_a_key_under_which_nothing_is_stored_says_so_at_once(store):
    for ask in (store.open, store.size):
        with pytest.raises(NotStored):
            ask(new_key(1))


@pytest.mark.parametrize(
    "key",
    [
        "photo.jpg",
        "../x",
        "c/1/../../etc/passwd",
        "/etc/passwd",
        "c/1/ab/",
        "",
        "C/1/ab/" + "a" * 32,
    ],
)
def test_only_keys_of_our_own_are_keys(store, key):
    for ask in (store.open, store.size, store.exists, store.delete, store.begin):
        with pytest.raises(ValueError, match="not a key"):
            ask(key)


def test_a_healthy_store_says_so(store):
    store.check()
    assert leftovers(store) == []


def test_a_reader_may_leave_before_the_end(store, keep):
    with store.open(keep(bytes(2 * MIB))) as unread, store.open(keep(bytes(2 * MIB))) as chunks:
        assert len(next(chunks)) <= CHUNK
    unread.close()


def test_a_stored_object_reads_like_a_file(store, keep):
    content = os.urandom(300_000)
    with seekable(store, keep(content)) as file:
        assert file.seek(-100, os.SEEK_END) == 299_900
        assert file.read() == content[-100:]
        file.seek(7)
        assert file.read(200_000) == content[7:200_007]
        file.seek(400_000)
        assert file.read() == b""
        file.seek(0)
        assert hashlib.file_digest(file, "sha256").digest() == hashlib.sha256(content).digest()


def test_keys_are_random_and_name_only_the_centre():
    keys = {new_key("centre-1") for _ in range(100)}
    assert len(keys) == 100
    assert {key.split("/")[1] for key in keys} == {"centre-1"}
    assert all(key.split("/")[3].startswith(key.split("/")[2]) for key in keys)
    with pytest.raises(ValueError, match="not a key"):
        new_key("../other")


def test_settings_choose_the_store(tmp_path):
    assert isinstance(store_from(S3Settings("", "", store_folder=tmp_path)), FolderStore)
    assert isinstance(store_from(S3Settings("evidence", "http://127.0.0.1:1")), S3Store)
    with pytest.raises(ValueError, match="store folder or an S3 bucket"):
        store_from(S3Settings("", ""))
