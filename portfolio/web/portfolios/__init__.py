"""Pages about one portfolio, read by everybody who may see it: portfolio, unit, evidence, file."""

from flask import Blueprint

blueprint = Blueprint("portfolios", __name__)

# The routes of each kind of page put themselves on the blueprint.
from portfolio.web.portfolios import evidence, files, history, portfolio, progress, trail  # noqa: E402, F401
