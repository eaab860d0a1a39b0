"""The body of a request, cut into pieces, each stored and then acknowledged by itself.

No transaction and no connection to the database is held while bytes are waited for. What arrived
before a line broke is kept. A killed process leaves at most one piece, or what came in half a
second, without acknowledgement; those bytes are sent again.
"""

import logging
from collections.abc import Sequence
from time import monotonic
from uuid import UUID

from flask import Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.http import http_date

from portfolio import clock
from portfolio.adapters.storage import EvidenceStore, StoreFailure, new_piece_key
from portfolio.config import MIB
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.domain.uploads import LASTS, NotYours
from portfolio.models.upload import Upload
from portfolio.outside import outside
from portfolio.services import uploads
from portfolio.services.uploads import Piece
from portfolio.web import loaders
from portfolio.web.transactions import apart, release
from portfolio.web.upload_places import one_of_few
from portfolio.web.uploads import answers, protocol, senders

log = logging.getLogger(__name__)

PIECE = 1 * MIB
"""Bytes of one object in the store from a line that takes half a second or more for them."""
QUICK = 4 * MIB
"""Most bytes of one object: a quick line fills it at once, and each object costs the disk."""
EVERY = 0.5
"""Seconds after which what came meanwhile is acknowledged; a kill has a piece more sent again."""
BUFFER = 64 * 1024
"""Bytes taken from the connection at a time; fewer are lost when it is reset."""


class Line:
    """The bytes of a request as they come; a line that breaks ends early and says so.

    Read as the server hands them out: werkzeug's own stream takes the last byte that fits for one
    too many, and under gunicorn does not notice a body that ends early.
    """

    def __init__(self, most: int, checksum: protocol.Checksum | None) -> None:
        """Raises RequestEntityTooLarge for a body that says it is longer than ``most``."""
        announced = request.content_length
        if announced is None and request.environ.get("wsgi.input_terminated") is None:
            announced = 0
        if announced is not None and announced > most:
            raise RequestEntityTooLarge
        self._body = request.environ["wsgi.input"]
        self._announced, self._most = announced, most
        self._checksum = checksum
        self._received = 0
        self.broken = False

    def read(self, most: int) -> bytes:
        """The next bytes, none at the end. Raises RequestEntityTooLarge past the limit."""
        wanted = min(most, BUFFER)
        if self._announced is not None:
            wanted = min(wanted, self._announced - self._received)
        data = self._next(wanted) if wanted and not self.broken else b""
        self._received += len(data)
        if self._received > self._most:
            raise RequestEntityTooLarge
        if not data and self._announced is not None and self._received < self._announced:
            self.broken = True
        if self._checksum:
            self._checksum.of.update(data)
        return data

    def _next(self, wanted: int) -> bytes:
        try:
            return bytes(self._body.read(wanted))
        except OSError:
            self.broken = True
            return b""

    def adds_up(self) -> bool:
        """Whether everything came and is what the sender meant."""
        checked = self._checksum
        return checked is None or (not self.broken and checked.of.digest() == checked.expected)


def received(response: Response, upload: Upload, start: int) -> Response:
    """``response``, saying where to go on after the body of this request was taken in.

    The row is not asked for again: its offset is what was acknowledged last.
    """
    size = upload.size
    offset = receive(upload, start)
    response.headers["Upload-Offset"] = str(offset)
    if offset < size:
        response.headers["Upload-Expires"] = http_date(clock.now() + LASTS)
    return response


def receive(upload: Upload, start: int) -> int:
    """Take the body of this request in from ``start``; answers where to go on.

    Raises Busy, Refusal, StoreFailure, RequestEntityTooLarge; what was acknowledged before stays.
    """
    upload_id, most, checksum = upload.id, upload.size - start, protocol.checksum()
    release()
    with one_of_few():
        line = Line(most, checksum)
        if checksum is not None:
            return _whole(line, upload_id, start)
        return _piece_by_piece(line, upload_id, start)


def _piece_by_piece(line: Line, upload_id: UUID, start: int) -> int:
    """Acknowledge what is stored every half second, so that a quick line costs few transactions."""
    waiting: list[Piece] = []
    since = monotonic()
    try:
        while (piece := _stored(line, upload_id, start, since)) is not None:
            waiting.append(piece)
            start = piece.end
            if monotonic() - since >= EVERY:
                ready, waiting = waiting, []
                _acknowledge(upload_id, ready)
                since = monotonic()
    finally:
        if waiting:  # whatever broke off, these bytes are safe in the store
            _acknowledge(upload_id, waiting)
    return start


def _whole(line: Line, upload_id: UUID, start: int) -> int:
    """A body with a checksum: nothing of it is acknowledged before all of it adds up."""
    pieces: list[Piece] = []
    end, since = start, monotonic()
    while (piece := _stored(line, upload_id, end, since)) is not None:
        pieces.append(piece)
        end = piece.end
    if not line.adds_up():
        _delete(pieces)
        words = "These bytes do not add up to Upload-Checksum. Send them again"
        abort(answers.plain(words, protocol.CHECKSUM_MISMATCH))
    if pieces:
        _acknowledge(upload_id, pieces)
    return end


def _stored(line: Line, upload_id: UUID, start: int, since: float) -> Piece | None:
    """The next piece, durable in the store but not acknowledged; None at the end of the line.

    It ends at PIECE once an acknowledgement is due, counted from ``since``, else at QUICK.
    """
    data = line.read(BUFFER)
    if not data:
        return None
    key, size = new_piece_key(upload_id, start), 0
    with outside().store.begin(key) as writer:
        while data:
            writer.write(data)
            size += len(data)
            most = QUICK if monotonic() - since < EVERY else PIECE
            data = line.read(most - size) if size < most else b""
        writer.finish()
    return Piece(start, size, key)


def _acknowledge(upload_id: UUID, pieces: Sequence[Piece]) -> None:
    """Move the offset, if whoever sends may still do so and nobody was faster."""
    try:
        apart(lambda session: _take(session, upload_id, pieces))
    except (Refusal, HTTPException):
        _delete(pieces)
        raise
    finally:
        release()


def _take(session: Session, upload_id: UUID, pieces: Sequence[Piece]) -> None:
    actor = senders.asked_again()
    upload = loaders.own_upload(actor, upload_id)
    if not allows(actor, Permission.EDIT_EVIDENCE, upload.facts()):
        raise NotYours("You may no longer add to this portfolio. Ask your centre")
    uploads.check_open(upload)
    uploads.take(session, upload, pieces)


def _delete(pieces: Sequence[Piece]) -> None:
    """Best at once; what cannot be deleted now goes when the upload's other pieces go."""
    store: EvidenceStore = outside().store
    for piece in pieces:
        try:
            store.delete(piece.key)
        except StoreFailure:
            log.warning("could not delete %s", piece.key, exc_info=True)
