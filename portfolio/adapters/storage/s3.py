"""Evidence in an S3-compatible store, through the few calls every such server does rightly.

Some servers answer other calls with success and destroy the object (tagging, ACLs), so a test
holds this module to put, get, head, delete, list and multipart.
"""

import logging
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from portfolio.adapters.storage.contract import (
    AlreadyStored,
    ByteStream,
    NotStored,
    StoreFailure,
    StoreFull,
    StoreSettings,
    StoreUnavailable,
    Writer,
    checked_key,
)

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef

logger = logging.getLogger(__name__)

PART = 8 * 1024 * 1024
"""Bytes of a part; two are in memory at most, one filling while one is sent."""

_ABSENT = {"NoSuchKey", "NotFound", "404"}
_NO_ROOM = {"QuotaExceeded", "InsufficientStorage", "507"}


class S3Store:
    """Objects of one bucket, under their keys."""

    def __init__(self, settings: StoreSettings) -> None:
        self._bucket = settings.s3_bucket or ""
        self._client = _client(settings, read_timeout=20, tries=3)
        self._quick_client = _client(settings, read_timeout=3, tries=1)

    def begin(self, key: str) -> Writer:
        """See EvidenceStore. Asking first also finds out early that the store is down."""
        if self.exists(key):
            raise AlreadyStored(key)
        return S3Writer(self._client, self._bucket, key)

    def open(self, key: str, start: int = 0, end: int | None = None) -> ByteStream:
        """See EvidenceStore."""
        get = partial(self._client.get_object, Bucket=self._bucket, Key=checked_key(key))
        with _store_errors(key):
            try:
                if start == 0 and end is None:
                    answer = get()
                else:
                    answer = get(Range=f"bytes={start}-{'' if end is None else end}")
            except ClientError as error:
                if _code(error) in {"InvalidRange", "416"}:
                    return ByteStream(lambda count: b"", lambda: None)
                raise
        body = answer["Body"]

        def read(count: int) -> bytes:
            with _store_errors(key):
                return bytes(body.read(count))

        return ByteStream(read, body.close)

    def size(self, key: str) -> int:
        """See EvidenceStore."""
        with _store_errors(key):
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
        with _store_errors(key):
            self._client.delete_object(Bucket=self._bucket, Key=checked_key(key))

    def check(self) -> None:
        """Ask for the bucket, once, for at most a few seconds. Raises StoreUnavailable."""
        try:
            with _store_errors(f"bucket {self._bucket}"):
                self._quick_client.head_bucket(Bucket=self._bucket)
        except NotStored as error:
            raise StoreUnavailable(f"there is no bucket {self._bucket}") from error


class S3Writer(Writer):
    """Up to PART bytes go in one put; more go part by part while the next part fills."""

    def __init__(self, client: "S3Client", bucket: str, key: str) -> None:
        self._client = client
        self._bucket = bucket
        self._key = key
        self._size = 0
        self._filling = BytesIO()
        self._upload_id: str | None = None
        self._sender: ThreadPoolExecutor | None = None
        self._sending: Future[CompletedPartTypeDef] | None = None
        self._sent: list[CompletedPartTypeDef] = []
        self._open = True

    def write(self, data: bytes) -> None:
        """See Writer."""
        if not self._open:
            raise ValueError("this writer is closed")
        view = memoryview(data)
        while self._filling.tell() + len(view) > PART:
            room = PART - self._filling.tell()
            self._filling.write(view[:room])
            view = view[room:]
            self._send_part()
        self._filling.write(view)
        self._size += len(data)

    def finish(self) -> int:
        """See Writer."""
        try:
            if self._upload_id is None:
                self._put_whole()
            else:
                self._complete(self._upload_id)
        except StoreFailure:
            self.abort()
            raise
        self._close()
        return self._size

    def abort(self) -> None:
        """See Writer. If the store is gone too, what it holds stays invisible until swept."""
        if not self._open:
            return
        self._close()
        if self._upload_id is None:
            return
        try:
            with _store_errors(self._key):
                self._client.abort_multipart_upload(
                    Bucket=self._bucket, Key=self._key, UploadId=self._upload_id
                )
        except StoreFailure:
            logger.warning("could not abort the upload of %s", self._key, exc_info=True)

    def _put_whole(self) -> None:
        whole = self._filling.getvalue()
        with _store_errors(self._key):
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._key,
                Body=whole,
                ContentMD5=_md5(whole),
                ContentType="application/octet-stream",
            )

    def _complete(self, upload_id: str) -> None:
        self._send_part()
        self._await_part()
        with _store_errors(self._key):
            self._client.complete_multipart_upload(
                Bucket=self._bucket,
                Key=self._key,
                UploadId=upload_id,
                MultipartUpload={"Parts": self._sent},
            )

    def _send_part(self) -> None:
        """Hand the full part to the sending thread, once the part before is through."""
        if self._sender is None:
            with _store_errors(self._key):
                self._upload_id = self._client.create_multipart_upload(
                    Bucket=self._bucket, Key=self._key, ContentType="application/octet-stream"
                )["UploadId"]
            self._sender = ThreadPoolExecutor(1, thread_name_prefix="s3-part")
        self._await_part()
        number = len(self._sent) + 1
        self._sending = self._sender.submit(self._upload_part, number, self._filling.getvalue())
        self._filling = BytesIO()

    def _upload_part(self, number: int, part: bytes) -> "CompletedPartTypeDef":
        answer = self._client.upload_part(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=self._upload_id or "",
            PartNumber=number,
            Body=part,
            ContentMD5=_md5(part),
        )
        return {"ETag": answer["ETag"], "PartNumber": number}

    def _await_part(self) -> None:
        if self._sending is not None:
            with _store_errors(self._key):
                self._sent.append(self._sending.result())
            self._sending = None

    def _close(self) -> None:
        self._open = False
        self._filling = BytesIO()
        if self._sender is not None:
            self._sender.shutdown()


def _client(settings: StoreSettings, read_timeout: int, tries: int) -> "S3Client":
    """A client that fails within a minute; checksums only where every server takes them."""
    client: S3Client = boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint,
        region_name=settings.s3_region or "us-east-1",
        aws_access_key_id=settings.s3_access_key,
        aws_secret_access_key=settings.s3_secret_key,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=3,
            read_timeout=read_timeout,
            retries={"max_attempts": tries, "mode": "standard"},
            max_pool_connections=64,
        ),
    )
    return client


def _md5(data: bytes) -> str:
    """What S3 compares with the bytes that arrived; no protection against anybody is meant."""
    return b64encode(md5(data, usedforsecurity=False).digest()).decode()


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def _store_errors(what: str) -> Iterator[None]:
    """Turn what S3 and the network say into what a store says."""
    try:
        yield
    except ClientError as error:
        if _code(error) in _ABSENT:
            raise NotStored(what) from error
        kind = StoreFull if _code(error) in _NO_ROOM else StoreUnavailable
        raise kind(f"{what}: {error}") from error
    except BotoCoreError as error:
        raise StoreUnavailable(f"{what}: {error}") from error
