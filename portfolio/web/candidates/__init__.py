"""The candidate's own pages: home, units, evidence, declarations, feedback."""

from flask import Blueprint

blueprint = Blueprint("candidates", __name__)
