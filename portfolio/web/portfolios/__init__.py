"""Pages about one portfolio, read by everybody who may see it: portfolio, unit, evidence, file."""

from flask import Blueprint

blueprint = Blueprint("portfolios", __name__)

# The routes of each kind of page put themselves on the blueprint.
from portfolio.web.portfolios import (  # noqa: E402
    evidence,  # noqa: F401
    files,  # noqa: F401
    history,  # noqa: F401
    index,  # noqa: F401
    portfolio,  # noqa: F401
    progress,  # noqa: F401
    trail,  # noqa: F401
    unit,  # noqa: F401
)
