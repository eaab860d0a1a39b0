"""Children that take too much, hang, or leave others behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from portfolio.adapters.previews.children import MIB, Ended, Limits, run

FEW = Limits(seconds=1, memory_bytes=128 * MIB, file_bytes=MIB)


def python(folder: Path, words: str, limits: Limits = FEW) -> Ended:
    return run([sys.executable, "-I", "-S", "-c", words], folder, limits)


def test_a_child_answers_and_says_what_it_cost(tmp_path):
    ended = python(tmp_path, "import sys; print('done'); sys.exit(3)")
    assert (ended.code, ended.out, ended.stopped) == (3, b"done\n", "")
    assert 0 < ended.cpu < 1


def test_what_a_child_held_at_most_is_its_own_and_not_ours(tmp_path):
    ours = bytearray(300 * MIB)
    ended = python(tmp_path, f"import time; some = b'x' * {60 * MIB}; del some; time.sleep(0.3)")
    assert 60 * MIB < ended.peak < 120 * MIB
    assert ours


def test_a_child_that_computes_for_ever_is_ended(tmp_path):
    ended = python(tmp_path, "while True: pass")
    assert ended.stopped == "time"
    assert ended.cpu < 1.5


def test_a_child_that_waits_for_ever_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(Limits, "patience", 0.3)
    ended = python(tmp_path, "import time; time.sleep(60)")
    assert ended.stopped == "time"


def test_a_child_cannot_have_more_memory_than_its_limit(tmp_path):
    ended = python(tmp_path, f"bytearray({256 * MIB})")
    assert ended.code == 1
    assert b"MemoryError" in ended.err


def test_a_child_that_holds_too_much_without_the_kernel_saying_no_is_ended(tmp_path):
    """Mapped files count for nothing with the kernel's limit on written memory."""
    (tmp_path / "large").write_bytes(bytes(200 * MIB))
    touch = (
        "import mmap, time; f = open('large', 'rb');"
        "m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ);"
        "sum(m[i] for i in range(0, len(m), 4096)); time.sleep(60)"
    )
    limits = Limits(seconds=20, memory_bytes=128 * MIB, address_space=False)
    assert python(tmp_path, touch, limits).stopped == "memory"


def test_a_child_cannot_fill_the_disk(tmp_path):
    ended = python(tmp_path, f"open('much', 'wb').write(bytes({4 * MIB}))")
    assert ended.code == 1
    assert b"File too large" in ended.err
    assert (tmp_path / "much").stat().st_size <= MIB


def test_what_a_child_started_ends_with_it(tmp_path):
    left = "import os, time\nif os.fork(): os._exit(0)\nopen('left','w').write(str(os.getpid()))\n"
    started = "open('started','w').close()\ntime.sleep(60)"
    python(tmp_path, left + started)
    found = tmp_path / "left"
    if found.exists():  # it may be ended before it can say who it is
        with pytest.raises(ProcessLookupError):
            _wait_for_end(int(found.read_text() or 0))


def _wait_for_end(pid: int) -> None:
    for _ in range(200):
        os.kill(pid, 0)
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            raise ProcessLookupError
        time.sleep(0.01)


def test_a_child_sees_no_secret_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    assert b"a secret" not in python(tmp_path, "import os; print(dict(os.environ))").out


def test_a_child_reaches_no_network(tmp_path):
    """Where the kernel lets us take it away; ffmpeg and LibreOffice are told besides."""
    look = "import socket; print(sorted(name for _, name in socket.if_nameindex()))"
    ended = python(tmp_path, look)
    if b"eth" in ended.out or os.geteuid():
        pytest.skip("this kernel lets nobody leave the network")
    assert ended.out.strip() in (b"['lo']", b"[]")


def test_a_child_ends_when_its_worker_is_killed(tmp_path):
    (tmp_path / "folder").mkdir()
    nap = "open('pid','w').write(str(__import__('os').getpid())); __import__('time').sleep(60)"
    worker = os.fork()
    if worker == 0:
        python(tmp_path / "folder", nap)
        os._exit(0)
    pid_file = tmp_path / "folder" / "pid"
    while not (pid_file.exists() and pid_file.read_text()):
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    with pytest.raises(ProcessLookupError):
        _wait_for_end(int(pid_file.read_text()))
