"""What opens the capture page without a connection: its shell and the worker that keeps it."""

from functools import cache
from pathlib import Path

from flask import Response, current_app, g, url_for
from flask.typing import ResponseReturnValue

from portfolio.web.access import public
from portfolio.web.candidates import blueprint, upload_pages
from portfolio.web.static_files import asset_url

STATIC = Path(__file__).resolve().parents[3] / "static"
SHELL_ASSETS = (
    "css/portfolio.css",
    "img/mark.svg",
    "js/evidence.js",
    "js/keep.js",
    "js/portfolio.js",
    "vendor/govuk-frontend-6.6.0.min.css",
    "vendor/htmx-2.0.11.min.js",
    "vendor/idiomorph-0.8.0.ext.min.js",
    "vendor/tus-js-client-4.3.1.min.js",
)
"""What the shell loads, beside the modules of ``js/capture``; a test compares it with the page."""
ELSEWHERE = {"here.js", "worker.js"}
"""What every signed-in page loads, the shell's has nobody, and the worker itself."""
WORKER_POLICY = "default-src 'none'; connect-src 'self'"


@blueprint.get("/candidate/evidence/add/shell")
@public
def capture_shell() -> ResponseReturnValue:
    """The capture page without a person: the same for everybody, kept on the phone by the worker.

    Whose it is when it opens, the page finds on the phone itself.
    """
    g.without_navigation = True
    return upload_pages.shell_page()


@blueprint.get("/capture-worker.js")
@public
def capture_worker() -> ResponseReturnValue:
    """The service worker, in front of what it keeps; a new release is a new text."""
    kept = {
        "page": url_for(".add_evidence"),
        "shell": url_for(".capture_shell"),
        "assets": [asset_url(path) for path in shell_assets()],
        "version": asset_url("").strip("/").rpartition("/")[2],
    }
    answer = Response(
        f"const KEPT = {current_app.json.dumps(kept)};\n{_worker()}", mimetype="text/javascript"
    )
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def shell_assets() -> tuple[str, ...]:
    """Paths under ``static/`` of everything the shell loads."""
    modules = {path.name for path in (STATIC / "js" / "capture").glob("*.js")} - ELSEWHERE
    return tuple(sorted([*SHELL_ASSETS, *(f"js/capture/{name}" for name in modules)]))


@cache
def _worker() -> str:
    return (STATIC / "js" / "capture" / "worker.js").read_text(encoding="utf-8")
