"""One URL, two renderings: the page, or the part of it htmx asked for."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.urls import iri_to_uri


def wants_fragment() -> bool:
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers


def current_path() -> str:
    """The path of the page that sent an htmx request, as htmx tells it."""
    return path_of(request.headers.get("HX-Current-URL", ""))


def path_of(address: str) -> str:
    """Path and query of an address a browser told us; "/" where it is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else (parts.path or "/")


def page(template: str, *fragments: str, status: int = 200, **context: Any) -> Response:
    """Render ``template``, or the one of its ``fragments`` that HX-Target names.

    Element ``#sign-off-form`` is the file ``_sign_off_form.html`` beside the page; of several on
    one page, ``#progress--10380`` is ``_progress.html``.
    """
    target = request.headers.get("HX-Target", "").partition("--")[0]
    if wants_fragment() and target in fragments:
        template = f"{template.rpartition('/')[0]}/_{target.replace('-', '_')}.html"
    response = make_response(render_template(template, **context), status)
    response.vary.update(["HX-Request", "HX-Target"])
    return response


def shown_at(response: Response, url: str) -> Response:
    """Have htmx put ``url`` into the address bar: what it shows is what that address shows."""
    if wants_fragment():
        response.headers["HX-Replace-Url"] = iri_to_uri(url)
    return response


def go_to(url: str) -> ResponseReturnValue:
    """Leave for another page: a 303 for a browser, HX-Redirect for htmx."""
    return ("", 204, {"HX-Redirect": iri_to_uri(url)}) if wants_fragment() else redirect(url, 303)


def safe_next(target: str | None, otherwise: str) -> str:
    """``target`` if it is a path of this site, ``otherwise`` if it could lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    if any(ord(char) < 0x21 or char == "\\" for char in target):
        return otherwise
    return target
