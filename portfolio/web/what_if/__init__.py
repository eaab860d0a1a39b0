"""Trying units out before anybody is enrolled: open to everybody, and nothing is stored."""

from flask import Blueprint

blueprint = Blueprint("what_if", __name__, url_prefix="/what-if")

from portfolio.web.what_if import compare, units  # noqa: E402, F401 -- they register their routes
