"""Everybody's own account: the way in and out, roles, profile, notices."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from portfolio.web.accounts import home, sign_in  # noqa: E402, F401 -- they add their routes
