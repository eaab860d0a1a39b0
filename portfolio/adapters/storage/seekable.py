"""A stored object as a file one can seek in, for readers that look at its end first."""

import io
from typing import BinaryIO, cast

from portfolio.adapters.storage.contract import EvidenceStore

_BLOCK = 64 * 1024


def seekable(store: EvidenceStore, key: str) -> BinaryIO:
    """Open the object for reading at any place; each jump costs one ranged read of the store.

    Raises NotStored now, StoreUnavailable now or while reading.
    """
    raw = _StoredFile(store, key, store.size(key))
    return cast(BinaryIO, io.BufferedReader(raw, _BLOCK))


class _StoredFile(io.RawIOBase):
    def __init__(self, store: EvidenceStore, key: str, size: int) -> None:
        self._store = store
        self._key = key
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("seek to before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = min(len(buffer), self._size - self._at)
        if count <= 0:
            return 0
        filled = 0
        with self._store.open(self._key, self._at, self._at + count - 1) as chunks:
            for chunk in chunks:
                buffer[filled : filled + len(chunk)] = chunk
                filled += len(chunk)
        self._at += filled
        return filled
