"""The tracker, for assessors, internal quality assurers and administrators alike (R-338)."""

from flask import Blueprint

blueprint = Blueprint("tracker", __name__, url_prefix="/tracker")

# The routes put themselves on the blueprint.
from portfolio.web.tracker import grid, table  # noqa: E402, F401
