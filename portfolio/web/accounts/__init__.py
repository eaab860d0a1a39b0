"""Everybody's own account: the way in and out, roles, profile, notices."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from portfolio.web.accounts import (  # noqa: E402 -- they add their routes
    confirmations,
    home,
    notices,
    passwords,
    profile,
    sign_in,
    upload_tokens,
)

__all__ = [
    "confirmations",
    "home",
    "notices",
    "passwords",
    "profile",
    "sign_in",
    "upload_tokens",
]
