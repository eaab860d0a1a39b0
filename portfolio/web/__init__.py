"""HTTP: the only place that knows requests, cookies, forms and templates."""

from pathlib import Path

from flask import Flask

from portfolio.outside import outside_of
from portfolio.web import (
    accounts,
    administrators,
    assessors,
    candidates,
    cases,
    catalogue,
    context,
    demo,
    documents,
    errors,
    external_verifiers,
    filters,
    following,
    health,
    help,
    invitations,
    portfolios,
    procedures,
    quality_assurers,
    request_log,
    service,
    static_files,
    tracker,
    transactions,
    upload_places,
    uploads,
    what_if,
)
from portfolio.web.access import refuse_undeclared_routes
from portfolio.web.login import login_manager
from portfolio.web.uploads.method_override import MethodOverride

AUDIENCES = (
    accounts,
    administrators,
    assessors,
    candidates,
    cases,
    catalogue,
    documents,
    external_verifiers,
    following,
    health,
    help,
    invitations,
    portfolios,
    procedures,
    quality_assurers,
    service,
    tracker,
    uploads,
    what_if,
)
STATIC = Path(__file__).resolve().parent.parent.parent / "static"


def register(app: Flask) -> None:
    """Put every part of the web on ``app``, in the order requests meet them."""
    request_log.register(app)
    login_manager.init_app(app)
    transactions.register(app)
    context.register(app)
    filters.register(app)
    errors.register(app)
    upload_places.register(app)
    for audience in AUDIENCES:
        app.register_blueprint(audience.blueprint)
    if outside_of(app).settings.demo:
        app.register_blueprint(demo.blueprint)
    static_files.serve(app, STATIC)
    app.wsgi_app = MethodOverride(app.wsgi_app)  # type: ignore[method-assign]
    refuse_undeclared_routes(app)
