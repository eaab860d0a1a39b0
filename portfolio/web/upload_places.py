"""How many threads of this process may be taking in files at once; the others serve pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Flask, current_app


class Busy(Exception):
    """All places for uploads of this process are taken."""


def register(app: Flask) -> None:
    """Keep at most ``upload_threads`` uploads at once in this process."""
    most = app.extensions["outside"].settings.upload_threads
    app.extensions["upload_places"] = BoundedSemaphore(most)


@contextmanager
def one_of_few() -> Iterator[None]:
    """Hold one of the process's places for an upload. Raises Busy when none is free."""
    places: BoundedSemaphore = current_app.extensions["upload_places"]
    if not places.acquire(blocking=False):
        raise Busy("Many people are sending files just now. Wait a minute and send yours again")
    try:
        yield
    finally:
        places.release()
