"""A centre's public pages: its service and its procedure in plain words, and the form to tell us.

Open to everybody, without an account and without scripts.
"""

from flask import Blueprint

blueprint = Blueprint("service", __name__, url_prefix="/service")

# The routes put themselves on the blueprint.
from portfolio.web.service import offer, pages, tell_us  # noqa: E402, F401
