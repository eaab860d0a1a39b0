"""Pages about one portfolio, read by everybody who may see it: portfolio, unit, evidence, file."""

from flask import Blueprint

blueprint = Blueprint("portfolios", __name__)
