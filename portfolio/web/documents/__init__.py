"""What a centre publishes and passes on: read by its people, kept by those who publish."""

from flask import Blueprint

blueprint = Blueprint("documents", __name__, url_prefix="/documents")

# The routes put themselves on the blueprint.
from portfolio.web.documents import (  # noqa: E402, F401
    development,
    downloads,
    drafting,
    files,
    guidance,
    library,
    links,
    meetings,
    notices,
    publishing,
    reading,
)
