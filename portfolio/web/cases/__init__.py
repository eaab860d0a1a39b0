"""Complaints, appeals, enquiries, queries and feedback, as the staff of a centre work on them."""

from flask import Blueprint

blueprint = Blueprint("cases", __name__, url_prefix="/cases")

# The routes put themselves on the blueprint.
from portfolio.web.cases import escalations, tracker, waiting  # noqa: E402, F401
