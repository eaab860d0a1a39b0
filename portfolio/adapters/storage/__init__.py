"""Where the bytes of evidence live: a local folder, or any S3-compatible store."""

from portfolio.adapters.storage.contract import (
    CHUNK,
    PREFIXES,
    AlreadyStored,
    ByteStream,
    EvidenceStore,
    NotStored,
    StoredObject,
    StoreFailure,
    StoreFull,
    StoreSettings,
    StoreUnavailable,
    Writer,
    new_key,
    new_piece_key,
)
from portfolio.adapters.storage.folder import FolderStore
from portfolio.adapters.storage.s3 import S3Store

__all__ = [
    "CHUNK",
    "PREFIXES",
    "AlreadyStored",
    "ByteStream",
    "EvidenceStore",
    "FolderStore",
    "NotStored",
    "S3Store",
    "StoreFailure",
    "StoreFull",
    "StoreSettings",
    "StoreUnavailable",
    "StoredObject",
    "Writer",
    "new_key",
    "new_piece_key",
    "store_from",
]


def store_from(settings: StoreSettings) -> EvidenceStore:
    """The store the settings name: S3 when there is a bucket, else the folder.

    Raises ValueError when they name neither.
    """
    if settings.s3_bucket:
        return S3Store(settings)
    if settings.store_folder:
        return FolderStore(settings.store_folder)
    raise ValueError("set a store folder or an S3 bucket")
