"""Headers on every answer, the nonce of the page, and a refusal of foreign form posts."""

from secrets import token_urlsafe
from uuid import uuid4

from flask import Flask, Response, abort, current_app, g, request

from portfolio.web.transactions import SAFE

NUL = "\x00"
"""PostgreSQL keeps no text with it, and nobody types it."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
}
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; worker-src 'self'; manifest-src 'self'"
)


def register(app: Flask) -> None:
    app.before_request(open_request)
    app.after_request(add_headers)


def open_request() -> None:
    """Name the request, make its nonce, and refuse a post sent by another site."""
    g.request_id = uuid4().hex[:12]
    g.csp_nonce = token_urlsafe(16)
    foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if foreign and request.method not in SAFE:
        abort(400, "A page of another site sent this. Open Portfolio and try there")
    if NUL in request.path or b"%00" in request.query_string:
        abort(400, "The address holds a character that no address has. Type it again")


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=g.csp_nonce))
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
