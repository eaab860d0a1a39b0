"""Pages that exist only in a demonstration: sign in as anybody, read every mail."""

from flask import Blueprint

blueprint = Blueprint("demo", __name__, url_prefix="/demo")

from portfolio.web.demo import mail, people  # noqa: E402 -- they add their routes

__all__ = ["blueprint", "mail", "people"]
