"""Signing a browser in: the cookie it gets and what it calls itself."""

from flask import request
from flask import session as cookie
from flask_login import login_user

from portfolio.extensions import db_session
from portfolio.models.person import User
from portfolio.services import sign_ins
from portfolio.web.login import current_person, load

SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac OS", "CrOS", "Linux")
BROWSERS = ("Edg", "OPR", "SamsungBrowser", "Firefox", "Chrome", "Safari")


def open_browser(user: User, *, keep: bool) -> None:
    """Begin a sign-in of ``user`` in this browser; what the browser held before is worth nothing.

    Whoever planted a cookie or sat here before does not share the new sign-in.
    """
    session = db_session()
    before = current_person()
    if before is not None:
        sign_ins.end_one(session, before.actor, before.sign_in_id)
    cookie.clear()
    token = sign_ins.begin(session, user, device_name(), keep=keep)
    login_user(load(token))
    # Flask-Login's fingerprint of address and browser: nothing asks for it, so none is kept.
    cookie.pop("_id", None)
    cookie.permanent = keep


def device_name() -> str:
    """What the browser calls itself, short enough to tell one's devices apart."""
    said = request.user_agent.string
    system = next((name for name in SYSTEMS if name in said), "Unknown device")
    browser = next((name for name in BROWSERS if name in said), "")
    plain = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"}
    return f"{system}, {plain.get(browser, browser)}" if browser else system
