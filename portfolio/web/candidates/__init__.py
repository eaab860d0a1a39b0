"""The candidate's own pages: home, units, evidence, declarations, feedback."""

from flask import Blueprint

blueprint = Blueprint("candidates", __name__)

# The routes of each kind of page put themselves on the blueprint.
from portfolio.web.candidates import add_evidence, edit_evidence, evidence_list, upload  # noqa: E402, F401
