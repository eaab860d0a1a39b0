"""What an assessor sees and does: queue, candidates, workbench, records, sign-off."""

from flask import Blueprint

blueprint = Blueprint("assessors", __name__, url_prefix="/assessor")

# The routes of each kind of page put themselves on the blueprint.
from portfolio.web.assessors import (  # noqa: E402
    queue,  # noqa: F401
    record_files,  # noqa: F401
    records,  # noqa: F401
    same_files,  # noqa: F401
    sign_off,  # noqa: F401
    workbench,  # noqa: F401
)
