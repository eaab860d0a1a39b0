"""How many threads of this process may be taking in files at once; the others serve pages."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Flask, current_app, request

from portfolio.outside import outside


class Busy(Exception):
    """All places for uploads of this process are taken."""


def register(app: Flask) -> None:
    """Keep at most ``upload_threads`` uploads at once in this process."""
    most = app.extensions["outside"].settings.upload_threads
    app.extensions["upload_places"] = BoundedSemaphore(most)


@contextmanager
def one_of_few() -> Iterator[None]:
    """Hold one of the process's places for an upload. Raises Busy when none is free.

    Reading the body then ends with TimeoutError once nothing has come for long: a phone that went
    out of reach says no goodbye, and would hold the place for ever.
    """
    places: BoundedSemaphore = current_app.extensions["upload_places"]
    if not places.acquire(blocking=False):
        raise Busy("Many people are sending files just now. Wait a minute and send yours again")
    line: socket.socket | None = request.environ.get("gunicorn.socket")
    try:
        if line is not None:
            line.settimeout(outside().settings.upload_silence)
        yield
    finally:
        if line is not None:
            line.settimeout(None)
        places.release()
