"""HTTP: the only place that knows requests, cookies, forms and templates."""

from pathlib import Path

from flask import Flask

from portfolio.web import (
    candidates,
    context,
    errors,
    filters,
    health,
    portfolios,
    static_files,
    transactions,
)
from portfolio.web.access import refuse_undeclared_routes
from portfolio.web.login import login_manager

AUDIENCES = (
    candidates,
    health,
    portfolios,
)
STATIC = Path(__file__).resolve().parent.parent.parent / "static"


def register(app: Flask) -> None:
    """Put every part of the web on ``app``, in the order requests meet them."""
    login_manager.init_app(app)
    transactions.register(app)
    context.register(app)
    filters.register(app)
    errors.register(app)
    for audience in AUDIENCES:
        app.register_blueprint(audience.blueprint)
    static_files.serve(app, STATIC)
    refuse_undeclared_routes(app)
