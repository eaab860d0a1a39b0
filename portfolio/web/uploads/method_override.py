"""X-HTTP-Method-Override, for senders whose network lets through GET and POST only."""

from collections.abc import Callable, Iterable
from typing import Any

METHODS = frozenset({"PATCH", "DELETE", "HEAD"})
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class MethodOverride:
    """Takes a POST to an upload for the method its header names (tus 1.0, "Headers")."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        wanted = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", "").upper()
        sent = environ["REQUEST_METHOD"] == "POST"
        if sent and wanted in METHODS and environ["PATH_INFO"].startswith("/uploads/"):
            environ["REQUEST_METHOD"] = wanted
        return self._app(environ, start_response)
