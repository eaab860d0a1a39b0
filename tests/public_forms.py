"""Sending forms with words and files as somebody without an account does."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portfolio import clock
from tests.client import Browser, Reply, form_values

READING = timedelta(seconds=40)
"""How long somebody takes to fill in a form."""


def wait(how_long: timedelta) -> None:
    """Let the clock of the test go on."""
    then = clock.now() + how_long
    clock.use(lambda: then)


def send_form(
    browser: Browser,
    page: Reply,
    values: dict[str, Any] | None = None,
    *files: tuple[bytes, str],
    form: str = "#tell-us",
    taking: timedelta = READING,
    **rest: Any,
) -> Reply:
    """Fill in and send the form of a page, with these files in its file input."""
    element = page.html.select_one(form)
    assert element is not None, f"no {form} on the page"
    wait(taking)
    kept = {str(one["value"]) for one in element.select("[name=keep][checked]")}
    data = form_values(element) | {"keep": sorted(kept)} | (values or {})
    shown = [str(one["value"]) for one in element.select("[name=shown]")]
    data["shown"] = shown
    data["files"] = [FileStorage(BytesIO(content), name) for content, name in files]
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.post(str(element["action"]), data=body, content_type=kind, **rest)
