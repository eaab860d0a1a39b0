"""A case as whoever brought it follows it: by the private link, or from a candidate's portfolio."""

from flask import Blueprint, Response

blueprint = Blueprint("following", __name__)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """The address is the key: no other site learns of it, no search engine, no shared cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response


# The routes put themselves on the blueprint.
from portfolio.web.following import adding, by_link, own  # noqa: E402, F401
