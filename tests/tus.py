"""Speaking tus to the app as a page does: announcing a file, sending pieces, asking how far."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from tests.client import Browser, Reply

HELLO = {"Tus-Resumable": "1.0.0"}
PIECES = "application/offset+octet-stream"


def metadata(**pairs: object) -> str:
    return ",".join(
        f"{name} {b64encode(str(value).encode()).decode()}" for name, value in pairs.items()
    )


def announce(
    browser: Browser, size: int, name: str = "notes.txt", body: bytes | None = None, **pairs: Any
) -> Reply:
    """Create an upload; ``body`` brings its first bytes along."""
    headers = HELLO | {
        "Upload-Length": str(size),
        "Upload-Metadata": metadata(filename=name, **pairs),
    }
    more = {} if body is None else {"data": body, "content_type": PIECES}
    return browser.post("/uploads", headers=headers, **more)


def send(browser: Browser, place: str, body: bytes, offset: int = 0, **headers: str) -> Reply:
    """One PATCH."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.open(
        place,
        method="PATCH",
        data=body,
        content_type=PIECES,
        headers=HELLO | {"Upload-Offset": str(offset)} | more,
    )


def ask(browser: Browser, place: str) -> Reply:
    """One HEAD."""
    return browser.open(place, method="HEAD", headers=HELLO)


def offset_of(reply: Reply) -> int:
    return int(reply.response.headers["Upload-Offset"])


def give_up(browser: Browser, place: str) -> Reply:
    return browser.open(place, method="DELETE", headers=HELLO)


def sent(browser: Browser, content: bytes, name: str = "notes.txt", **pairs: Any) -> str:
    """Announce a file and send all of it; where it is."""
    created = announce(browser, len(content), name, **pairs)
    assert created.status == 201, created.text
    assert send(browser, created.location, content).status == 204
    return created.location
