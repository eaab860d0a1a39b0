"""What tus 1.0 says in headers, read into plain values; a wrong one is answered in words."""

import binascii
import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, request

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"
CHECKSUMS = ("sha1", "sha256", "md5")
PIECES = "application/offset+octet-stream"
MOST_DIGITS = 12
"""Of a number of bytes."""

CHECKSUM_MISMATCH = 460


class Checksum(NamedTuple):
    """The sum a sender promises of a whole body, and what computes it."""

    expected: bytes
    of: Any


def number(header: str, *, needed: bool = True) -> int | None:
    """A number of bytes; 400 for anything else, and for none where one is needed."""
    text = request.headers.get(header)
    if text is None and not needed:
        return None
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
        abort(400, f"{header} must be a number of bytes")
    return int(text)


def offset() -> int:
    """Where the body of a PATCH begins."""
    return number("Upload-Offset") or 0


def length() -> int:
    """The size of the file being announced."""
    if "Upload-Defer-Length" in request.headers:
        abort(400, "Say how large the file is: its size cannot follow later")
    return number("Upload-Length") or 0


def has_pieces() -> bool:
    """Whether the body is a piece of a file; 415 for a body that is something else."""
    if request.mimetype == PIECES:
        return True
    if request.content_length or request.headers.get("Transfer-Encoding"):
        abort(415, f"The Content-Type of a piece of a file is {PIECES}")
    return False


def metadata() -> dict[str, str]:
    """The pairs of Upload-Metadata, their values as text."""
    pairs = {}
    for pair in filter(None, request.headers.get("Upload-Metadata", "").split(",")):
        name, _, value = pair.strip().partition(" ")
        try:
            pairs[name] = b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            abort(400, f"Upload-Metadata: {name} is not text in base64")
    return pairs


def metadata_of(pairs: Mapping[str, str]) -> str:
    """Upload-Metadata for an answer."""
    return ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in pairs.items())


def moment(text: str) -> datetime | None:
    """A time as phones say it (ISO 8601, with its zone), None for none."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        abort(400, "captured must be a time like 2026-11-24T09:30:00Z")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def identifier(text: str) -> UUID:
    """The id of an item; 404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        abort(404)


def checksum() -> Checksum | None:
    """What the body must add up to, None if the sender does not say."""
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _, value = header.partition(" ")
    if algorithm not in CHECKSUMS:
        abort(400, f"Upload-Checksum: one of {', '.join(CHECKSUMS)}")
    try:
        return Checksum(b64decode(value, validate=True), hashlib.new(algorithm))
    except binascii.Error:
        abort(400, "Upload-Checksum is not base64")
