"""Error pages, whole or as a fragment, in words that say what to do."""

import logging
from typing import cast

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portfolio.domain.errors import Conflict
from portfolio.extensions import db, failure_name
from portfolio.web import htmx
from portfolio.web.access import is_public
from portfolio.web.login import current_person, login_manager, request_id

PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})
UNIQUE = "23505"
"""What PostgreSQL calls a second row where there may be one; SQLite says UNIQUE."""
SQLITE_REFUSES = "SQLITE_ERROR"
"""What SQLite calls a statement it cannot read; PostgreSQL has an error of another kind."""
log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(CSRFError, page_too_old)
    app.register_error_handler(HTTPException, known)
    app.register_error_handler(StaleDataError, somebody_was_faster)
    app.register_error_handler(Conflict, somebody_was_faster)
    app.register_error_handler(IntegrityError, done_already)
    app.register_error_handler(OperationalError, database_busy)
    app.register_error_handler(Exception, ours)


def answer(status: int, message: str = "") -> Response:
    """The page of ``status``, or its fragment for htmx."""
    code = status if status in PAGES else 400
    template = "errors/_error.html" if htmx.wants_fragment() else f"errors/{code}.html"
    words = {"status": code, "message": message, "quote_id": request_id()}
    if code >= 500:  # what failed may be what the context of a page asks for
        body = current_app.jinja_env.get_template(template).render(words)
    else:
        body = render_template(template, **words)
    response = make_response(body, status)
    response.vary.update(["HX-Request", "HX-Target"])
    return response


def known(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    described = error.description if "description" in vars(error) else ""
    response = answer(error.code or 500, described or "")
    if error.code == 405 and "valid_methods" in vars(error):
        response.headers["Allow"] = ", ".join(vars(error)["valid_methods"] or [])
    return response


def page_too_old(error: CSRFError) -> ResponseReturnValue:
    """A browser that forgot the sign-in forgot the form's token with it: say the former."""
    if current_person() is None and not is_public(request.endpoint):
        return cast(ResponseReturnValue, login_manager.unauthorized())
    return answer(400, "This page was open too long. Go back, reload it and send it again")


def somebody_was_faster(error: StaleDataError | Conflict) -> ResponseReturnValue:
    db.session.rollback()
    return answer(409, str(error) if isinstance(error, Conflict) else "")


def done_already(error: IntegrityError) -> ResponseReturnValue:
    """Two did the same at once, and the database lets one of them; any other fault is ours."""
    if getattr(error.orig, "sqlstate", "") != UNIQUE and "UNIQUE" not in str(error.orig):
        return ours(error)
    db.session.rollback()
    return answer(409)


def database_busy(error: OperationalError) -> ResponseReturnValue:
    """The database does not answer or is locked; a statement it cannot read is our fault."""
    name = failure_name(error)
    if name == SQLITE_REFUSES:
        return ours(error)
    db.session.rollback()
    log.error("database: %s at %s (%s)", name, request.endpoint, request_id())
    response = answer(503)
    response.headers["Retry-After"] = "5"
    return response


def ours(error: Exception) -> ResponseReturnValue:
    """Our fault: log it under the id the page quotes, and say what is safe."""
    db.session.rollback()
    log.error("failure %s at %s", request_id(), request.endpoint, exc_info=error)
    return answer(500)
