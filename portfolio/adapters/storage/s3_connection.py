"""The connection to an S3 server, and what its errors mean to a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from portfolio.adapters.storage.contract import (
    NotStored,
    StoreFull,
    StoreSettings,
    StoreUnavailable,
)

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_ABSENT = {"NoSuchKey", "NotFound", "404"}
_NO_ROOM = {"QuotaExceeded", "InsufficientStorage", "507"}


def connect(settings: StoreSettings, read_timeout: int, tries: int) -> "S3Client":
    """A client that fails within a minute; checksums only where every server takes them.

    Without keys in the settings boto3 looks for them where it always does.
    """
    client: S3Client = boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint or None,
        region_name=settings.s3_region or "us-east-1",
        aws_access_key_id=settings.s3_access_key or None,
        aws_secret_access_key=settings.s3_secret_key or None,
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


def error_code(error: ClientError) -> str:
    """S3's own word for what went wrong, or the HTTP status where the answer had no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def store_errors(what: str) -> Iterator[None]:
    """Turn what S3 and the network say into what a store says."""
    try:
        yield
    except ClientError as error:
        if error_code(error) in _ABSENT:
            raise NotStored(what) from error
        kind = StoreFull if error_code(error) in _NO_ROOM else StoreUnavailable
        raise kind(f"{what}: {error}") from error
    except BotoCoreError as error:
        raise StoreUnavailable(f"{what}: {error}") from error
