"""An evidence file as an answer: whole or a range of it, streamed from the store.

Evidence may hold anything, so nothing of it runs as a page: the type is the one found by content,
originals are downloads unless a player needs them, and the answer's own policy allows nothing.
"""

import re
from dataclasses import dataclass

from flask import Response, abort, request
from werkzeug.http import quote_etag

from portfolio.adapters import file_types
from portfolio.adapters.file_names import content_disposition
from portfolio.adapters.previews.contract import FORMATS
from portfolio.adapters.storage import EvidenceStore
from portfolio.domain.file_states import needs_warning
from portfolio.models.evidence import EvidenceFile, FileCopy

_ONE_RANGE = re.compile(r"bytes=([0-9]{0,19})-([0-9]{0,19})", re.IGNORECASE)

POLICY = "sandbox; default-src 'none'"


@dataclass(frozen=True)
class Served:
    """What is sent: ``inline`` only for our own copies and for what a player plays."""

    key: str
    size: int
    etag: str
    media_type: str
    name: str
    inline: bool


def original(file: EvidenceFile) -> Served:
    """The file as it arrived; inline for sound and video alone, which players fetch.

    One that no scanner has looked at whole is a download, always.
    """
    found = file_types.of_media_type(file.media_type)
    plays = found is not None and found.inline and found.kind in {"audio", "video"}
    plays = plays and not needs_warning(file.scan)
    media_type = found.media_type if found else "application/octet-stream"
    return Served(file.key, file.size, file.sha256, media_type, file.name, plays)


def copy(file: EvidenceFile, made: FileCopy) -> Served:
    """A copy we encoded ourselves, of the type that goes with its kind."""
    media_type, ending = FORMATS[made.kind]
    name = f"{file.name.rpartition('.')[0] or file.name} {made.page}.{ending}"
    return Served(made.key, made.size, made.id.hex, media_type, name, inline=True)


def send(store: EvidenceStore, served: Served) -> Response:
    """200, 206, 304 or 416 as the request's headers ask (RFC 9110, 13 and 14).

    Raises NotStored or StoreUnavailable before anything is sent.
    """
    if request.if_none_match.contains(served.etag):
        return _with_headers(Response(status=304, mimetype=served.media_type), served)
    span = _span(served)
    if span and span[0] >= span[1]:
        response = Response(status=416, mimetype=served.media_type)
        response.headers["Content-Range"] = f"bytes */{served.size}"
        return _with_headers(response, served)
    start, stop = span or (0, served.size)
    response = Response(status=206 if span else 200, mimetype=served.media_type)
    if request.method != "HEAD":
        response.response = store.open(served.key, start, stop - 1)
    response.content_length = stop - start
    if span:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{served.size}"
    return _with_headers(response, served)


def _span(served: Served) -> tuple[int, int] | None:
    """First byte asked for and the one after the last: empty where there are none to give.

    None where the whole is to be sent: without a range, with several or a malformed one, for HEAD,
    and when the file is no longer the one the range was meant for (If-Range).
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range", quote_etag(served.etag))
    if request.method != "GET" or not asked or unchanged != quote_etag(served.etag):
        return None
    first, last = asked.groups()
    if not first:
        return (max(served.size - int(last), 0), served.size) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, served.size) if last else served.size


def _with_headers(response: Response, served: Served) -> Response:
    response.headers["ETag"] = quote_etag(served.etag)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = content_disposition(served.name, inline=served.inline)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def copy_of(file: EvidenceFile, which: str) -> FileCopy:
    """The copy a link names, or 404."""
    found = [made for made in file.copies if which == f"{made.kind}-{made.page}"]
    return found[0] if found else abort(404)
