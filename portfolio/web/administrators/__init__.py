"""Pages for those who administer a centre: candidates, staff, verifiers."""

from flask import Blueprint

blueprint = Blueprint("administrators", __name__, url_prefix="/centre")

from portfolio.web.administrators import (  # noqa: E402 -- they add their routes
    candidate,
    candidates,
    enrolments,
    files,
    invitations,
    register,
    staff,
    verifiers,
)

__all__ = [
    "blueprint",
    "candidate",
    "candidates",
    "enrolments",
    "files",
    "invitations",
    "register",
    "staff",
    "verifiers",
]
