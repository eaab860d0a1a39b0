"""One object on its way into S3, with at most two parts of it in memory."""

import logging
from base64 import b64encode
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING

from portfolio.adapters.storage.contract import StoreFailure, Writer
from portfolio.adapters.storage.s3_connection import store_errors

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef

logger = logging.getLogger(__name__)

PART = 8 * 1024 * 1024
"""Bytes of a part; one fills while the one before is sent."""

WHOLE = 12 * 1024 * 1024
"""Most bytes sent in one put: four requests for a large photo took twice as long as one."""


class S3Writer(Writer):
    """Up to WHOLE bytes go in one put; more go part by part while the next part fills."""

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
        self._check_open()
        view = memoryview(data)
        while self._filling.tell() + len(view) > self._room():
            take = self._room() - self._filling.tell()
            self._filling.write(view[:take])
            view = view[take:]
            self._send_part()
        self._filling.write(view)
        self._size += len(data)

    def _room(self) -> int:
        return WHOLE if self._upload_id is None else PART

    def finish(self) -> int:
        """See Writer."""
        self._check_open()
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
            with store_errors(self._key):
                self._client.abort_multipart_upload(
                    Bucket=self._bucket, Key=self._key, UploadId=self._upload_id
                )
        except StoreFailure:
            logger.warning("could not abort the upload of %s", self._key, exc_info=True)

    def _put_whole(self) -> None:
        whole = self._filling.getvalue()
        with store_errors(self._key):
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
        with store_errors(self._key):
            self._client.complete_multipart_upload(
                Bucket=self._bucket,
                Key=self._key,
                UploadId=upload_id,
                MultipartUpload={"Parts": self._sent},
            )

    def _send_part(self) -> None:
        """Hand the full part to the sending thread, once the part before is through."""
        if self._sender is None:
            with store_errors(self._key):
                self._upload_id = self._client.create_multipart_upload(
                    Bucket=self._bucket, Key=self._key, ContentType="application/octet-stream"
                )["UploadId"]
            self._sender = ThreadPoolExecutor(1, thread_name_prefix="s3-part")
        self._await_part()
        filled = self._filling.getvalue()
        self._filling = BytesIO()
        self._filling.write(filled[PART:])
        number = len(self._sent) + 1
        self._sending = self._sender.submit(self._upload_part, number, filled[:PART])

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
            with store_errors(self._key):
                self._sent.append(self._sending.result())
            self._sending = None

    def _check_open(self) -> None:
        if not self._open:
            raise ValueError("this writer is closed")

    def _close(self) -> None:
        self._open = False
        self._filling = BytesIO()
        if self._sender is not None:
            self._sender.shutdown()


def _md5(data: bytes) -> str:
    """What S3 compares with the bytes that arrived; no protection against anybody is meant."""
    return b64encode(md5(data, usedforsecurity=False).digest()).decode()
