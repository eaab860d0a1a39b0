"""Portfolio as production serves it, with a bare view to compare with and statements counted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import local
from typing import Any
from uuid import uuid4

from flask import Flask, request
from sqlalchemy import event
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from portfolio import create_app
from portfolio.config import Settings
from portfolio.extensions import db
from portfolio.web.access import public

BARE = "/bare"
BARE_UPLOAD = "/bare-upload"
STATEMENTS = "X-Statements"
COUNTED = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CountingStatements:
    """Says in a header of every answer how many statements it took until then."""

    def __init__(self, flask_app: Flask) -> None:
        self._app: Wsgi = flask_app.wsgi_app
        self._counts = local()
        with flask_app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(None, 1)[0].upper() in COUNTED:
            self._counts.sent = getattr(self._counts, "sent", 0) + 1

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        self._counts.sent = 0

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, (STATEMENTS, str(self._counts.sent))], *rest)

        return self._app(environ, start)


def bare_upload(folder: Path) -> Flask:
    """The least that keeps an uploaded file as durably as Portfolio does."""
    bare = Flask("bare")

    @bare.post("/")
    def keep() -> str:
        with (folder / uuid4().hex).open("wb") as kept:
            request.files["files"].save(kept)
            kept.flush()
            os.fsync(kept.fileno())
        return "kept"

    return bare


def build() -> Flask:
    """The app that gunicorn serves."""
    settings = Settings.from_environ(os.environ)
    portfolio = create_app(settings)
    portfolio.add_url_rule(BARE, "bare", public(lambda: "bare"))
    bare_folder = settings.data_folder / "bare"
    bare_folder.mkdir(exist_ok=True)
    portfolio.wsgi_app = DispatcherMiddleware(  # type: ignore[method-assign]
        CountingStatements(portfolio), {BARE_UPLOAD: bare_upload(bare_folder)}
    )
    return portfolio
