"""What an assessor sees and does: queue, candidates, workbench, records, sign-off."""

from flask import Blueprint

blueprint = Blueprint("assessors", __name__, url_prefix="/assessor")

# The routes of each kind of page put themselves on the blueprint.
from portfolio.web.assessors import queue, records, sign_off, workbench  # noqa: E402, F401
