"""Forms with files: multipart bodies streamed into the store, outside any transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from flask import Request, abort
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData
from werkzeug.wsgi import get_input_stream

from portfolio.adapters import file_types
from portfolio.adapters.file_names import clean_file_name
from portfolio.adapters.storage import EvidenceStore, Writer, new_key
from portfolio.adapters.storage.seekable import seekable
from portfolio.services.evidence_files import Received
from portfolio.web.filters import file_size, plural

BUFFER = 256 * 1024
"""Bytes taken from the connection at a time."""
MOST_PARTS = 100
MOST_TOLD = 3
"""Refusals beside files that were kept; browsers drop cookies past 4 kB."""
MOST_FORM_BYTES = 100_000
"""What all that is not a file may hold together: these forms carry files only."""


class Part(Protocol):
    """A part of the body on its way in."""

    def write(self, data: bytes) -> None: ...

    def discard(self) -> None: ...


class Batch:
    """The files of one request: what came in whole and good, and why the others did not."""

    thing = "this item"
    """What the files are for, as a refusal calls it."""

    def __init__(
        self, store: EvidenceStore, centre_id: UUID, most_bytes: int, most_files: int
    ) -> None:
        self.store = store
        self.centre_id = centre_id
        self.most_bytes = most_bytes
        self.most_files = most_files
        self.files: list[Received] = []
        self.refusals: list[str] = []
        self._begun = 0

    def begin(self, name: str | None) -> "Incoming | None":
        """Start a part; None for an input nothing was chosen in, and for a file too many."""
        if not name:
            return None
        self._begun += 1
        if self._begun <= self.most_files:
            return Incoming(self, name)
        if self._begun == self.most_files + 1:
            self.refusals.append(
                f"“{clean_file_name(name)}” and what follows it did not fit: "
                f"{self.thing} has room for {plural(self.most_files, 'more file')}"
            )
        return None

    def field(self, name: str) -> Part | None:
        """Start a part that is no file: None, for these forms carry files only."""
        return None

    def end(self, part: Part) -> None:
        """Take a part that has ended: keep it, or say why not and delete its bytes."""
        if not isinstance(part, Incoming):
            return
        try:
            self.files.append(part.finish())
        except file_types.WrongType as wrong:
            self.refusals.append(str(wrong))
            part.discard()

    def refused(self) -> list[str]:
        """The first few refusals and how many more: enough to read on the next page."""
        more = len(self.refusals) - MOST_TOLD
        told = self.refusals[:MOST_TOLD]
        return [*told, f"{plural(more, 'more file')}, for reasons like these"] if more > 0 else told

    @contextmanager
    def thrown_away_if_refused(self) -> Iterator[None]:
        """Discard what came in if it is not kept after all, whatever stood in the way."""
        try:
            yield
        except Exception:
            self.discard()
            raise

    def discard(self) -> None:
        """Delete the bytes of everything that came in."""
        for file in self.files:
            self.store.delete(file.key)


class Incoming:
    """One file on its way into the store: hashed, counted and begun only at its first byte."""

    def __init__(self, batch: Batch, name: str) -> None:
        self._store = batch.store
        self._most = batch.most_bytes
        self.name = clean_file_name(name)
        self.key = new_key(batch.centre_id)
        self.size = 0
        self._head = b""
        self._digest = sha256()
        self._writer: Writer | None = None

    def write(self, data: bytes) -> None:
        """Take the next bytes; past the limit they are counted, no longer kept."""
        self.size += len(data)
        if self.size > self._most:
            self.discard()
            return
        if data and self._writer is None:
            self._writer = self._store.begin(self.key)
        if self._writer is not None:
            self._head += data[: file_types.HEAD - len(self._head)]
            self._digest.update(data)
            self._writer.write(data)

    def finish(self) -> Received:
        """Make the file durable and find out its type. Raises WrongType, naming the file."""
        if self.size > self._most:
            raise file_types.WrongType(
                f"“{self.name}” is {file_size(self.size)}. "
                f"A file may have up to {file_size(self._most)}"
            )
        if self._writer is not None:
            self._writer.finish()
        found = file_types.identify(self._head, self.name, lambda: seekable(self._store, self.key))
        return Received(self.key, self.name, self.size, self._digest.hexdigest(), found.media_type)

    def discard(self) -> None:
        """Delete what was stored, if anything was."""
        if self._writer is not None:
            self._writer.abort()
            self._writer = None
            self._store.delete(self.key)


def receive(request: Request, batch: Batch) -> None:
    """Read the whole body into ``batch``; a body that breaks off keeps nothing.

    Raises BadRequest for a broken or cut-off body, RequestEntityTooLarge past the request's limit,
    StoreFailure when the store fails; in each case nothing of the request stays stored.
    """
    part: Part | None = None
    try:
        for event in _events(request):
            if isinstance(event, File):
                part = batch.begin(event.filename)
            elif isinstance(event, Field):
                part = batch.field(event.name or "")
            elif part is not None:
                part.write(event.data)
                if not event.more_data:
                    batch.end(part)
                    part = None
    except BaseException:
        if part is not None:
            part.discard()
        batch.discard()
        raise


@dataclass(frozen=True)
class SentFile:
    """A file small enough to be held in memory."""

    name: str
    data: bytes


def receive_one(request: Request, most_bytes: int) -> SentFile | None:
    """The first file of a form; None where none was chosen.

    Raises BadRequest for a broken body, RequestEntityTooLarge for a file above ``most_bytes``.
    """
    request.max_content_length = most_bytes + MOST_FORM_BYTES
    name, data, taken = "", bytearray(), False
    for event in _events(request):
        if isinstance(event, Data):
            data += event.data if taken else b""
        else:
            taken = isinstance(event, File) and bool(event.filename) and not name
            name = event.filename if isinstance(event, File) and taken else name
    if len(data) > most_bytes:
        abort(413)
    return SentFile(clean_file_name(name), bytes(data)) if name else None


def _events(request: Request) -> Iterator[File | Field | Data]:
    mimetype, options = parse_options_header(request.headers.get("Content-Type"))
    boundary = options.get("boundary", "").encode("ascii", "ignore")
    if mimetype != "multipart/form-data" or not boundary:
        abort(400, "This form was not sent whole. Go back and send it again")
    decoder = MultipartDecoder(
        boundary, max_form_memory_size=MOST_FORM_BYTES + BUFFER, max_parts=MOST_PARTS
    )
    body = get_input_stream(request.environ, max_content_length=request.max_content_length)
    try:
        while True:
            decoder.receive_data(body.read(BUFFER) or None)
            while not isinstance(event := decoder.next_event(), NeedData | Epilogue):
                if isinstance(event, File | Field | Data):
                    yield event
            if isinstance(event, Epilogue):
                return
    except (ValueError, UnicodeError, OSError):
        abort(400, "This form was not sent whole. Go back and send it again")
