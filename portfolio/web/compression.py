"""Pages go out compressed: on a poor line the page itself is the largest part of a visit."""

import gzip
from io import BytesIO
from secrets import randbelow

from flask import Flask, Response, request

LEAST = 1400
"""Bytes below which a page fits one packet anyway."""
LEVEL = 4
MOST_PADDING = 100


def register(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Compress a finished page for a browser that takes it so; files have their own formats."""
    if response.mimetype != "text/html" or response.is_streamed or response.status_code == 204:
        return response
    response.vary.add("Accept-Encoding")
    page = response.get_data()
    if len(page) < LEAST or not request.accept_encodings.quality("gzip"):
        return response
    response.set_data(_compressed(page))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _compressed(page: bytes) -> bytes:
    """Compressed, with a name of random length in its header.

    How well a page compresses would tell whether a guess repeats what is on it (the BREACH
    attack); the padding hides that, as other frameworks do it too.
    """
    packed = BytesIO()
    name = "x" * (1 + randbelow(MOST_PADDING))
    with gzip.GzipFile(name, "wb", LEVEL, packed, mtime=0) as file:
        file.write(page)
    return packed.getvalue()
