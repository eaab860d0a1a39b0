"""The browser that complains: every page it opens is checked on the way through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from portfolio.domain.flashes import VisitorWords
from portfolio.extensions import db
from tests.page_checks import check_page

FRAGMENT = {"HX-Request": "true"}


@dataclass
class Reply:
    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        return self.response.headers.get("Location") or self.response.headers.get("HX-Redirect", "")

    @property
    def text(self) -> str:
        return self.response.get_data().decode("utf-8", "replace")

    @cached_property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")

    def words(self) -> str:
        """All text of the page, white space folded, as a person reads it."""
        return re.sub(r"\s+", " ", self.html.get_text(" ")).strip()


class Browser:
    """A test client that follows the rules a real page must follow."""

    checking = True

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.app = app
        self.csrf = "csrf-of-this-test"
        self._signed_in_with = token

    @cached_property
    def client(self) -> FlaskClient:
        """Flask's own, once it is needed: half of the cast never opens a page."""
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["csrf_token"] = self.csrf
            if self._signed_in_with:
                cookie["_user_id"] = self._signed_in_with
                cookie["_fresh"] = True
        return client

    def csrf_token(self) -> str:
        signer = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token")
        return str(signer.dumps(self.csrf))

    def open(self, url: str, method: str = "GET", **kwargs: Any) -> Reply:
        headers = dict(kwargs.pop("headers", None) or {})
        if method not in {"GET", "HEAD"}:
            headers.setdefault("X-CSRFToken", self.csrf_token())
        # What the test set up stands before the request; the request gets a context, so a session
        # and a ``g``, of its own, as on a server; and the test sees afterwards what it did.
        db.session.commit()
        with self.app.app_context():
            reply = Reply(
                self.client.open(url, method=method, headers=headers, buffered=True, **kwargs)
            )
        db.session.expire_all()
        self.check(reply, fragment="HX-Request" in headers)
        return reply

    def get(self, url: str, **kwargs: Any) -> Reply:
        return self.open(url, **kwargs)

    def post(self, url: str, data: Any = None, **kwargs: Any) -> Reply:
        return self.open(url, method="POST", data=data, **kwargs)

    def submit(self, page: Reply, values: dict[str, Any], form: str = "main form") -> Reply:
        """Send a form of ``page`` as a browser without scripts would, with ``values`` typed in."""
        element = page.html.select_one(form)
        assert element is not None, f"no {form} on the page"
        data = form_values(element) | values
        action = str(element.get("action") or page.response.request.path)
        return self.post(action, {k: v for k, v in data.items() if v is not None})

    def check_cookie(self) -> None:
        """Whatever was done: what the browser carries away speaks of nobody (E6)."""
        sealed = self.client.get_cookie("session")
        if sealed is None:
            return
        interface = SecureCookieSessionInterface()
        signer = interface.get_signing_serializer(self.app)
        assert signer is not None
        for name, value in signer.loads(sealed.decoded_value).items():
            assert name in IMPERSONAL, f"{name} in the cookie"
            assert re.fullmatch(IMPERSONAL[name], str(value)), f"{value!r} as {name} in the cookie"

    def check(self, reply: Reply, *, fragment: bool) -> None:
        if not self.checking:
            return
        self.check_cookie()
        if reply.response.mimetype != "text/html" or 300 <= reply.status < 400:
            return
        check_page(reply.text, lambda: reply.html, fragment=fragment)


IMPERSONAL = {
    "csrf_token": r"[0-9a-f]{40}|csrf-of-this-test",
    "_user_id": r"[-\w]{43}",
    "_fresh": "True|False",
    "_permanent": "True|False",
    "say": "|".join(VisitorWords.__members__),
}
"""All that the session cookie may hold, and how each looks: random tokens, marks, fixed words."""


def form_values(form: Tag) -> dict[str, Any]:
    """What a browser would send of ``form`` as it stands."""
    values: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if field.name == "textarea":
            values[name] = re.sub(r"^\r?\n", "", field.text)
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            values[name] = str(chosen.get("value", chosen.text)) if chosen else ""
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                values.setdefault(name, []).append(str(field.get("value", "on")))
        elif field.get("type") not in {"submit", "file", "button"}:
            values[name] = str(field.get("value", ""))
    return values
