"""The log: one line a request, with nothing personal in it.

The endpoint is logged instead of the path, because a path can hold a secret link. Names, e-mail
addresses, passwords, cookies and what was typed are never logged.
"""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from portfolio.web.login import request_id

log = logging.getLogger("portfolio.requests")


def configure() -> None:
    """Write the log of the process to standard error."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level="INFO")


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(write_line)


def begin() -> None:
    g.began = perf_counter()


def write_line(response: Response) -> Response:
    milliseconds = round((perf_counter() - g.began) * 1000) if "began" in g else 0
    log.info(
        "%s %s %s %d %d ms",
        request_id(),
        request.method,
        request.endpoint or "-",
        response.status_code,
        milliseconds,
    )
    return response
