"""A small app of one page, served from this process: the site's frame around parts that are
polled, refused and broken on demand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, render_template_string, request
from flask_wtf import CSRFProtect
from werkzeug.serving import make_server

from portfolio.web import filters

ROOT = Path(__file__).resolve().parents[2]

FORM = """<section id="part"><form id="story" method="post" action="/page" hx-post="/page"
 hx-target="#part" hx-swap="morph" novalidate data-keep>
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{% if refused %}<p id="error-summary" tabindex="-1" role="alert" data-focus>No</p>{% endif %}
<label for="title">Title</label><input id="title" name="title" value="{{ title }}">
<label for="secret">Password</label><input id="secret" name="secret" type="password">
<button type="submit">Send it</button></form></section>"""
PANEL = """<section id="panel" hx-get="/panel" hx-trigger="every 300ms, look from:body"
 hx-target="this" hx-swap="morph"><p id="sum" data-announce>{{ credits }} credits</p>
<details id="sums"><summary>Sums</summary>14</details>
<label for="note">Note</label><input id="note" value=""></section>"""
PAGE = (
    '{% extends "layouts/signed_in.html" %}{% block title %}Planted{% endblock %}'
    "{% block content %}<h1>Planted</h1>" + FORM + PANEL + "{% endblock %}"
)


class Planted:
    """What the page answers next, and how often it was asked."""

    def __init__(self) -> None:
        self.answer, self.credits, self.polls, self.posts = "refuse", 14, 0, 0
        self.url = ""

    def context(self) -> dict[str, Any]:
        person = SimpleNamespace(user_id="one", name="Demo Candidate")
        return {"actor": None, "person": person, "navigation": [], "csp_nonce": "planted"}

    def page(self) -> Response | tuple[str, int]:
        if request.method == "GET":
            return Response(render_template_string(PAGE, title="", credits=self.credits))
        self.posts += 1
        title = request.form["title"]
        if self.answer == "refuse":
            return render_template_string(FORM, title=title, refused=True), 422
        if self.answer == "break":
            words = {"status": 500, "quote_id": "7F3K-22"}
            return render_template_string('{% include "errors/_error.html" %}', **words), 500
        return Response(render_template_string(FORM, title=""))

    def panel(self) -> str:
        self.polls += 1
        return render_template_string(PANEL, credits=self.credits)


@contextmanager
def planted() -> Iterator[Planted]:
    """Serve the page on a free port of loopback until the story ends."""
    state = Planted()
    app = Flask("planted", template_folder=str(ROOT / "templates"), static_folder=ROOT / "static")
    app.secret_key = "planted"
    CSRFProtect(app)
    filters.register(app)
    app.jinja_env.globals["asset_url"] = lambda path: f"/static/{path}"
    app.jinja_env.globals["flashes"] = lambda *_tones: []  # nothing is left to be said
    app.context_processor(state.context)
    app.add_url_rule("/page", "page", state.page, methods=["GET", "POST"])
    app.add_url_rule("/panel", "panel", state.panel)
    app.after_request(strict)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    state.url = f"http://127.0.0.1:{server.server_port}/page"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'nonce-planted'; style-src 'self'"
    )
    return response
