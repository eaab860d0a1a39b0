"""Evidence in an S3-compatible store, through the few calls every such server does rightly.

Some servers answer other calls with success and destroy the object (tagging, ACLs), so a test
holds this package to put, get, head, delete, list and multipart.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import ClientError

from portfolio.adapters.storage.contract import (
    AlreadyStored,
    ByteStream,
    NotStored,
    StoredObject,
    StoreSettings,
    StoreUnavailable,
    Writer,
    checked_key,
    is_key,
    spool_of,
)
from portfolio.adapters.storage.s3_connection import connect, error_code, store_errors
from portfolio.adapters.storage.s3_writer import S3Writer

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import MultipartUploadTypeDef


PAGE = 1000
"""Objects a server lists at a time, as most of them insist."""


class S3Store:
    """Objects of one bucket, under their keys."""

    def __init__(self, settings: StoreSettings) -> None:
        self._bucket = settings.s3_bucket or ""
        self._client = connect(settings, read_timeout=20, tries=3)
        self._quick_client = connect(settings, read_timeout=3, tries=1)

    def begin(self, key: str) -> Writer:
        """See EvidenceStore. Asking first also finds out early that the store is down."""
        if self.exists(key):
            raise AlreadyStored(key)
        return S3Writer(self._client, self._bucket, key)

    def open(self, key: str, start: int = 0, end: int | None = None) -> ByteStream:
        """See EvidenceStore."""
        get = partial(self._client.get_object, Bucket=self._bucket, Key=checked_key(key))
        with store_errors(key):
            try:
                if start == 0 and end is None:
                    answer = get()
                else:
                    answer = get(Range=f"bytes={start}-{'' if end is None else end}")
            except ClientError as error:
                if error_code(error) in {"InvalidRange", "416"}:
                    return ByteStream(lambda count: b"", lambda: None)
                raise
        body = answer["Body"]

        def read(count: int) -> bytes:
            with store_errors(key):
                return bytes(body.read(count))

        return ByteStream(read, body.close)

    def size(self, key: str) -> int:
        """See EvidenceStore."""
        with store_errors(key):
            answer = self._client.head_object(Bucket=self._bucket, Key=checked_key(key))
        return int(answer["ContentLength"])

    def exists(self, key: str) -> bool:
        """See EvidenceStore."""
        try:
            self.size(key)
        except NotStored:
            return False
        return True

    def delete(self, key: str) -> None:
        """See EvidenceStore."""
        with store_errors(key):
            self._client.delete_object(Bucket=self._bucket, Key=checked_key(key))

    def clear_spool(self, upload_id: UUID) -> None:
        """See EvidenceStore. One by one: not every server knows how to delete many at once."""
        with store_errors(f"bucket {self._bucket}"):
            while keys := self._keys(spool_of(upload_id)):
                for key in keys:
                    self._client.delete_object(Bucket=self._bucket, Key=key)

    def _keys(self, prefix: str) -> list[str]:
        """The first thousand keys that begin so."""
        answer = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)
        return [found["Key"] for found in answer.get("Contents", [])]

    def objects(self, prefix: str) -> Iterator[StoredObject]:
        """See EvidenceStore."""
        list_page = partial(
            self._client.list_objects_v2, Bucket=self._bucket, Prefix=prefix, MaxKeys=PAGE
        )
        after: str | None = None
        while True:
            with store_errors(f"bucket {self._bucket}"):
                answer = list_page(ContinuationToken=after) if after else list_page()
            for one in answer.get("Contents", []):
                if is_key(one["Key"]):
                    yield StoredObject(one["Key"], one["Size"], one["LastModified"])
            after = answer.get("NextContinuationToken")
            if after is None:
                return

    def sweep(self, before: datetime) -> int:
        """See EvidenceStore. At most a thousand at a time; the next sweep takes the rest."""
        with store_errors(f"bucket {self._bucket}"):
            stale = [upload for upload in self._uploads() if upload["Initiated"] < before]
            for upload in stale:
                self._client.abort_multipart_upload(
                    Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                )
        return len(stale)

    def _uploads(self) -> "list[MultipartUploadTypeDef]":
        try:
            answer = self._client.list_multipart_uploads(Bucket=self._bucket)
        except ClientError as error:
            if error_code(error) == "NoSuchUpload":  # how rclone says that there are none
                return []
            raise
        return answer.get("Uploads", [])

    def check(self) -> None:
        """Ask for the bucket, once, for at most a few seconds. Raises StoreUnavailable."""
        try:
            with store_errors(f"bucket {self._bucket}"):
                self._quick_client.head_bucket(Bucket=self._bucket)
        except NotStored as error:
            raise StoreUnavailable(f"there is no bucket {self._bucket}") from error
