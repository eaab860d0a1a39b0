"""Folders for files that are worked on for a while, which nobody leaves behind for good."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

LOCK = "in-use"


class NoRoom(Exception):
    """The disk has too little room for now; the work is to be tried again later."""


@contextmanager
def work_folder(parent: Path, room: int) -> Iterator[Path]:
    """An empty folder in ``parent``, gone afterwards. Raises NoRoom with under ``room`` bytes free.

    Folders of workers that were killed are removed first: nobody holds their lock any more.
    """
    parent.mkdir(parents=True, exist_ok=True)
    with _locked(parent / "making-room"):
        _remove_abandoned(parent)
        free = shutil.disk_usage(parent).free
        if free < room:
            raise NoRoom(f"{room:,} bytes are needed in {parent.name}, {free:,} are free")
        folder = Path(mkdtemp(dir=parent))
        lock = (folder / LOCK).open("wb")
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        lock.close()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove_abandoned(parent: Path) -> None:
    for folder in parent.glob("*/"):
        if not _is_held(folder / LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _is_held(lock_file: Path) -> bool:
    try:
        with lock_file.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
