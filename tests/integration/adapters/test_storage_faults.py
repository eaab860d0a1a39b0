"""Stores under fault: killed, frozen, full, unreachable, out of memory to waste."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest

from portfolio.adapters import storage
from portfolio.adapters.storage import (
    FolderStore,
    NotStored,
    StoreFull,
    StoreUnavailable,
    new_key,
    store_from,
)
from portfolio.adapters.storage.s3_writer import PART
from tests.servers.processes import free_port
from tests.servers.s3 import Rclone, S3Settings

WRITE_SLOWLY = """
import sys, time
from pathlib import Path
from portfolio.adapters.storage import FolderStore
writer = FolderStore(Path(sys.argv[1])).begin(sys.argv[2])
writer.write(b"x" * 1_000_000)
print("half", flush=True)
time.sleep(60)
"""

WRITE_MUCH = """
import resource, sys
from tests.servers.s3 import S3Settings
from portfolio.adapters.storage import new_key, store_from
store = store_from(S3Settings(*sys.argv[1:3]))
piece = bytes(65536)
def put(pieces):
    with store.begin(new_key(1)) as writer:
        for _ in range(pieces):
            writer.write(piece)
        writer.finish()
put(1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
put(int(sys.argv[3]) * 16)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""

HARMLESS = {
    *("put_object", "get_object", "head_object", "delete_object", "head_bucket"),
    *("list_objects_v2", "list_multipart_uploads"),
    *("create_multipart_upload", "upload_part", "complete_multipart_upload"),
    "abort_multipart_upload",
}


def s3_calls(source: str) -> set[str]:
    """Every name in the source that is a call of S3."""
    every = boto3.client("s3", region_name="us-east-1").meta.method_to_api_mapping
    names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return names & {*every, "upload_file", "upload_fileobj", "copy", "generate_presigned_url"}


def test_the_store_makes_no_s3_call_that_destroys_objects_on_some_servers():
    folder = Path(storage.__file__).parent
    used = {call for path in folder.glob("*.py") for call in s3_calls(path.read_text())}
    assert used <= HARMLESS
    assert s3_calls("client.put_object_tagging(Bucket='b')") == {"put_object_tagging"}


def test_only_the_storage_package_knows_boto3():
    root = Path(storage.__file__).parents[2]
    knowing = {path.parent.name for path in root.rglob("*.py") if "import boto" in path.read_text()}
    assert knowing == {"storage"}


def test_a_writer_killed_halfway_leaves_no_object(tmp_path):
    key = new_key(1)
    child = subprocess.Popen(
        [sys.executable, "-c", WRITE_SLOWLY, str(tmp_path), key], stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)

    store = FolderStore(tmp_path)
    assert not store.exists(key)
    with store.begin(key) as writer:
        writer.write(b"again")
        writer.finish()
    assert store.size(key) == 5


def test_two_writers_of_one_key_leave_the_first_whole(tmp_path):
    store, key = FolderStore(tmp_path), new_key(1)
    with store.begin(key) as first, store.begin(key) as second:
        first.write(b"first")
        second.write(b"second")
        first.finish()
        with pytest.raises(storage.AlreadyStored):
            second.finish()
    assert b"".join(store.open(key)) == b"first"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_says_so_and_keeps_what_it_has(tmp_path):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(tmp_path)], check=True)
    try:
        store, key, small = FolderStore(tmp_path), new_key(1), new_key(1)
        with store.begin(small) as writer:
            writer.write(b"kept")
            writer.finish()
        with pytest.raises(StoreFull), store.begin(key) as writer:
            writer.write(bytes(3_000_000))
        assert not store.exists(key)
        assert b"".join(store.open(small)) == b"kept"
        store.check()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_folder_that_is_gone_is_unhealthy(tmp_path):
    store = FolderStore(tmp_path / "evidence")
    (tmp_path / "evidence").rmdir()
    with pytest.raises(StoreUnavailable):
        store.check()


def test_files_are_for_the_app_alone(tmp_path):
    store, key = FolderStore(tmp_path / "evidence"), new_key(1)
    with store.begin(key) as writer:
        writer.finish()
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "evidence").rglob("*")}
    assert modes == {0}


@pytest.mark.req("R-331", part="no direct way to the bytes")
def test_the_bucket_answers_nobody_without_the_keys(s3_server, s3_settings):
    store, key = store_from(s3_settings), new_key(1)
    with store.begin(key) as writer:
        writer.write(b"private")
        writer.finish()
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{s3_server.endpoint}/{s3_settings.s3_bucket}/{key}", timeout=10)
    with refused.value as answer:
        assert answer.code in {400, 403}
        assert b"private" not in answer.read()


def test_a_store_that_is_down_is_unavailable_at_once():
    store = store_from(S3Settings("evidence", f"http://127.0.0.1:{free_port()}"))
    began = time.monotonic()
    with pytest.raises(StoreUnavailable):
        store.check()
    for ask in (store.begin, store.open, store.size, store.exists, store.delete):
        with pytest.raises(StoreUnavailable):
            ask(new_key(1))
    assert time.monotonic() - began < 30


def test_a_bucket_that_is_not_there_is_unhealthy(s3_server):
    with pytest.raises(StoreUnavailable, match="there is no bucket"):
        store_from(S3Settings("nobody-made-it", s3_server.endpoint)).check()


def test_wrong_keys_are_unavailable_not_absent(s3_server, s3_settings):
    wrong = S3Settings(s3_settings.s3_bucket, s3_server.endpoint, s3_secret_key="guessed")
    with pytest.raises(StoreUnavailable):
        store_from(wrong).size(new_key(1))


def test_a_store_that_hangs_fails_its_check_within_seconds(s3_server, s3_settings):
    store = store_from(s3_settings)
    s3_server.freeze()
    try:
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.check()
        assert time.monotonic() - began < 8
    finally:
        s3_server.thaw()
    store.check()


def upload_the_rest(writer: storage.Writer, size: int) -> None:
    with writer:
        writer.write(bytes(size))
        writer.finish()


@pytest.mark.parametrize("size", [100, 4 * PART])
def test_a_store_that_dies_during_an_upload_shows_nothing_of_it(size):
    server = Rclone()
    try:
        store, key = store_from(server.settings()), new_key(1)
        writer = store.begin(key)
        writer.write(bytes(size // 2))
        server.kill()
        with pytest.raises(StoreUnavailable):
            upload_the_rest(writer, size // 2)
        server.revive()
        with pytest.raises(NotStored):
            store.size(key)
        store.check()
    finally:
        server.stop()


@pytest.mark.parametrize("mib", [128, pytest.param(1024, marks=pytest.mark.full)])
def test_a_large_upload_keeps_little_in_memory(s3_settings, mib):
    done = subprocess.run(
        [
            *(sys.executable, "-c", WRITE_MUCH),
            *(s3_settings.s3_bucket, s3_settings.s3_endpoint, str(mib)),
        ],
        capture_output=True,
        check=True,
    )
    assert int(done.stdout) < 32 * 1024
