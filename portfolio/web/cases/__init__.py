"""Complaints, appeals, enquiries, queries and feedback, as the staff of a centre work on them."""

from flask import Blueprint

blueprint = Blueprint("cases", __name__, url_prefix="/cases")

# The routes put themselves on the blueprint.
from portfolio.web.cases import (  # noqa: E402
    appeal_naming,  # noqa: F401
    appeal_review,  # noqa: F401
    case,  # noqa: F401
    case_parts,  # noqa: F401
    course,  # noqa: F401
    enquiry,  # noqa: F401
    escalations,  # noqa: F401
    files,  # noqa: F401
    improvements,  # noqa: F401
    intake,  # noqa: F401
    letters,  # noqa: F401
    meetings,  # noqa: F401
    post,  # noqa: F401
    record,  # noqa: F401
    registers,  # noqa: F401
    reports,  # noqa: F401
    reviews,  # noqa: F401
    sent,  # noqa: F401
    stages,  # noqa: F401
    table,  # noqa: F401
    tracker,  # noqa: F401
    trends,  # noqa: F401
    waiting,  # noqa: F401
)
