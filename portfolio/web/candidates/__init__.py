"""The candidate's own pages: home, units, evidence, declarations, feedback."""

from flask import Blueprint

blueprint = Blueprint("candidates", __name__)

# The routes of each kind of page put themselves on the blueprint.
from portfolio.web.candidates import (  # noqa: E402
    add_evidence,  # noqa: F401
    appeal,  # noqa: F401
    capture_shell,  # noqa: F401
    captures,  # noqa: F401
    course_review,  # noqa: F401
    declaration,  # noqa: F401
    edit_evidence,  # noqa: F401
    evidence_list,  # noqa: F401
    evidence_order,  # noqa: F401
    feedback,  # noqa: F401
    home,  # noqa: F401
    plan,  # noqa: F401
    units,  # noqa: F401
    upload,  # noqa: F401
)
