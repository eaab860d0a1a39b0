"""What every evidence store promises: write-once keys, streams, ranges, four ways to fail."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol, Self
from uuid import UUID, uuid4

CHUNK = 256 * 1024
"""Bytes a reader gets at a time: large enough to be quick, small enough for 64 readers at once."""

_KEY = re.compile(
    r"c/[0-9a-z-]{1,36}/[0-9a-f]{2}/[0-9a-f]{32}"  # a file, for good
    r"|spool/[0-9a-f]{32}/[0-9]{1,12}-[0-9a-f]{16}"  # a piece of an upload, until they are joined
)


PREFIXES = ("c/", "spool/")
"""How keys begin: files for good, and pieces of uploads."""


class StoreFailure(Exception):
    """The store could not do what was asked; the message is for the log, not for people."""


class StoreUnavailable(StoreFailure):
    """The store does not answer or refuses us: worth trying again later."""


class StoreFull(StoreFailure):
    """There is no room left for these bytes: somebody has to make some."""


class NotStored(StoreFailure):
    """Nothing is stored under this key."""


class AlreadyStored(StoreFailure):
    """Something is stored under this key already, and keys are written once."""


class Writer(ABC):
    """Bytes on their way in: visible under their key only after ``finish``.

    As a context manager it aborts whatever was not finished.
    """

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Take the next bytes. Raises StoreUnavailable or StoreFull."""

    @abstractmethod
    def finish(self) -> int:
        """Make the object durable and visible; answer its size in bytes.

        Raises StoreUnavailable, StoreFull or AlreadyStored, and then nothing is visible.
        """

    @abstractmethod
    def abort(self) -> None:
        """Forget what was written. Does nothing after ``finish``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.abort()


class ByteStream(Iterator[bytes]):
    """The bytes of one read. Close it when not reading to the end, even if nothing was read."""

    def __init__(
        self, read: Callable[[int], bytes], close: Callable[[], None], limit: int | None = None
    ) -> None:
        self._read = read
        self._close = close
        self._left = limit

    def __next__(self) -> bytes:
        wanted = CHUNK if self._left is None else min(CHUNK, self._left)
        data = self._read(wanted) if wanted > 0 else b""
        if not data:
            self.close()
            raise StopIteration
        if self._left is not None:
            self._left -= len(data)
        return data

    def close(self) -> None:
        """Let go of the file or connection; may be called twice."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class StoredObject(NamedTuple):
    """What a store says of one object without opening it; ``size`` in bytes."""

    key: str
    size: int
    written_at: datetime


class EvidenceStore(Protocol):
    """A place for the bytes of evidence files. Every method may raise StoreUnavailable."""

    def begin(self, key: str) -> Writer:
        """Start writing a new object. Raises AlreadyStored, ValueError for a key not our own."""

    def open(self, key: str, start: int = 0, end: int | None = None) -> ByteStream:
        """Read bytes ``start`` to ``end``, both included, at most CHUNK at a time.

        Raises NotStored here, not while reading. A range past the end gives what there is.
        """

    def size(self, key: str) -> int:
        """Bytes stored under the key. Raises NotStored."""

    def exists(self, key: str) -> bool:
        """Whether anything is stored under the key."""

    def delete(self, key: str) -> None:
        """Remove the object; a key with nothing under it is no error."""

    def clear_spool(self, upload_id: UUID) -> None:
        """Remove every piece of this upload, known to the database or not, finished or not."""

    def objects(self, prefix: str) -> Iterator[StoredObject]:
        """Every object whose key begins with one of PREFIXES, in no order.

        What is written or deleted meanwhile may be among them or not; what has no key of ours is
        left out.
        """

    def sweep(self, before: datetime) -> int:
        """Remove what killed writers began before then and never finished; answer how many."""

    def check(self) -> None:
        """Find out within seconds whether the store works. Raises StoreUnavailable or StoreFull."""


class StoreSettings(Protocol):
    """The settings a store is built from: a folder, or an S3 bucket when one is named."""

    @property
    def store_folder(self) -> Path | None: ...
    @property
    def s3_bucket(self) -> str | None: ...
    @property
    def s3_endpoint(self) -> str | None: ...
    @property
    def s3_region(self) -> str | None: ...
    @property
    def s3_access_key(self) -> str | None: ...
    @property
    def s3_secret_key(self) -> str | None: ...


def new_key(centre_id: UUID | int | str) -> str:
    """A fresh random key of this centre: ``c/<centre>/<2 hex>/<32 hex>``, never a person's words.

    Raises ValueError for a centre id that is not digits, small letters and dashes.
    """
    name = uuid4().hex
    return checked_key(f"c/{centre_id}/{name[:2]}/{name}")


def new_piece_key(upload_id: UUID, offset: int) -> str:
    """A fresh key for bytes of an upload: ``spool/<upload>/<offset>-<16 hex>``.

    Two who send the same bytes at once write two objects, of which one is acknowledged.
    """
    return checked_key(f"{spool_of(upload_id)}{offset}-{uuid4().hex[:16]}")


def spool_of(upload_id: UUID) -> str:
    """What the keys of all pieces of this upload begin with."""
    return f"spool/{upload_id.hex}/"


def is_key(name: str) -> bool:
    """Whether an object of this name is one of ours."""
    return _KEY.fullmatch(name) is not None


def checked_key(key: str) -> str:
    """The key itself. Raises ValueError unless it has the shape of one made here."""
    if not is_key(key):
        raise ValueError(f"not a key of the evidence store: {key!r}")
    return key
