"""Evidence in a local folder: the embedded default, for one machine."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from portfolio.adapters.storage.contract import (
    AlreadyStored,
    ByteStream,
    NotStored,
    StoredObject,
    StoreFull,
    StoreUnavailable,
    Writer,
    checked_key,
    is_key,
    spool_of,
)

UNFINISHED = ".unfinished-"
"""How the names of files still being written begin; a key can never look like it."""

_PROBE = b"a few bytes to see whether the folder works"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FolderStore:
    """One file per object, below ``root``, under the object's key."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        with _store_errors(str(root)):
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def begin(self, key: str) -> Writer:
        """See EvidenceStore."""
        path = self._path(key)
        with _store_errors(key):
            if path.exists():
                raise AlreadyStored(key)
            _make_folder(path.parent)
            return FolderWriter(path)

    def open(self, key: str, start: int = 0, end: int | None = None) -> ByteStream:
        """See EvidenceStore."""
        with _store_errors(key):
            file = self._path(key).open("rb", buffering=0)
            file.seek(start)

        def read(count: int) -> bytes:
            with _store_errors(key):
                return file.read(count)

        return ByteStream(read, file.close, None if end is None else max(0, end - start + 1))

    def size(self, key: str) -> int:
        """See EvidenceStore."""
        with _store_errors(key):
            return self._path(key).stat().st_size

    def exists(self, key: str) -> bool:
        """See EvidenceStore."""
        try:
            self.size(key)
        except NotStored:
            return False
        return True

    def delete(self, key: str) -> None:
        """See EvidenceStore."""
        with _store_errors(key):
            self._path(key).unlink(missing_ok=True)

    def clear_spool(self, upload_id: UUID) -> None:
        """See EvidenceStore."""
        folder = self._root / spool_of(upload_id)
        with _store_errors(str(folder)):
            if folder.exists():
                shutil.rmtree(folder)

    def objects(self, prefix: str) -> Iterator[StoredObject]:
        """See EvidenceStore."""
        for path in (self._root / prefix).rglob("*"):
            key = path.relative_to(self._root).as_posix()
            if is_key(key):
                try:
                    with _store_errors(key):
                        found = path.stat()
                except NotStored:  # deleted since it was listed
                    continue
                yield StoredObject(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def sweep(self, before: datetime) -> int:
        """See EvidenceStore."""
        swept = 0
        with _store_errors(str(self._root)):
            for path in self._root.rglob(f"{UNFINISHED}*"):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    swept += 1
        return swept

    def check(self) -> None:
        """Write, read back and remove a few bytes. Raises StoreUnavailable or StoreFull."""
        probe = self._root / f"{UNFINISHED}{uuid4().hex}"
        try:
            with _store_errors(str(self._root)):
                probe.write_bytes(_PROBE)
                back = probe.read_bytes()
        except NotStored as error:
            raise StoreUnavailable(f"there is no folder {self._root}") from error
        finally:
            probe.unlink(missing_ok=True)
        if back != _PROBE:
            raise StoreUnavailable(f"{self._root} gives back other bytes than were written")

    def _path(self, key: str) -> Path:
        return self._root / checked_key(key)


class FolderWriter(Writer):
    """Writes beside the final name, then links the finished file to it.

    A link, unlike a rename, refuses to replace what is there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary = path.with_name(f"{UNFINISHED}{uuid4().hex}")
        self._size = 0
        descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file: BinaryIO = os.fdopen(descriptor, "wb", buffering=0)

    def write(self, data: bytes) -> None:
        """See Writer."""
        view = memoryview(data)
        with _store_errors(self._path.name):
            while view:
                written = self._file.write(view)
                self._size += written
                view = view[written:]

    def finish(self) -> int:
        """See Writer. Durable: file and folder are both on the disk before this returns."""
        try:
            with _store_errors(self._path.name):
                os.fsync(self._file.fileno())
                os.link(self._temporary, self._path)
        finally:
            self.abort()
        with _store_errors(self._path.name):
            _sync_folder(self._path.parent)
        return self._size

    def abort(self) -> None:
        """See Writer."""
        self._file.close()
        with _store_errors(self._path.name):
            self._temporary.unlink(missing_ok=True)


@contextmanager
def _store_errors(what: str) -> Iterator[None]:
    """Turn what the operating system says into what a store says."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotStored(what) from error
    except FileExistsError as error:
        raise AlreadyStored(what) from error
    except OSError as error:
        kind = StoreFull if error.errno in _NO_ROOM else StoreUnavailable
        raise kind(f"{what}: {error}") from error


def _make_folder(folder: Path) -> None:
    """Create the missing folders so that they survive a power cut, top down."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
