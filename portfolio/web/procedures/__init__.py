"""How a centre deals with complaints, appeals and enquiries: its procedure, offices and days."""

from flask import Blueprint

blueprint = Blueprint("procedures", __name__, url_prefix="/procedures")

from portfolio.web.procedures import (  # noqa: E402 -- they add their routes
    draft,
    holidays,
    offices,
    parts,
    profiles,
    reading,
    settings,
    stages,
)

__all__ = ["draft", "holidays", "offices", "parts", "profiles", "reading", "settings", "stages"]
