"""Who sends: a signed-in browser with its CSRF header, or a program with an upload token."""

from flask import Request, abort, request
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from portfolio.domain.actors import Actor, Role
from portfolio.extensions import db_session
from portfolio.queries import sign_ins, upload_tokens
from portfolio.web.login import SignedIn, bearer_token, current_person, login_manager
from portfolio.web.transactions import SAFE
from portfolio.web.uploads import answers, blueprint, protocol

FIRST = "Sign in to Portfolio in a browser first: "


@login_manager.request_loader  # type: ignore[untyped-decorator]
def of_token(sent: Request) -> SignedIn | None:
    """The owner of the upload token, on these routes and on no other."""
    token = bearer_token()
    if token is None or sent.blueprint != blueprint.name:
        return None
    found = upload_tokens.find(db_session(), token)
    return SignedIn(token=token, **found) if found else None


@blueprint.before_request
def recognise() -> None:
    """Let through whoever is signed in with a role, in the protocol's version."""
    if request.method == "OPTIONS":
        return
    person = current_person()
    if person is None:
        abort(answers.plain("Sign in, or send an upload token", 401, WWW_Authenticate="Bearer"))
    _check_ready(person)
    if bearer_token() is None and request.method not in SAFE:
        _check_csrf()
    if request.method != "GET" and request.headers.get("Tus-Resumable") != protocol.VERSION:
        words = f"This is tus {protocol.VERSION}: say so in Tus-Resumable"
        abort(answers.plain(words, 412, Tus_Version=protocol.VERSION))


def _check_ready(person: SignedIn) -> None:
    """What a browser would be led to on its way to adding evidence."""
    if person.actor is None:
        abort(403, "You hold no role just now. Ask your centre")
    if person.actor.role is not Role.CANDIDATE:
        return
    if not person.privacy_read:
        abort(403, f"{FIRST}there is a privacy notice to read")
    if not person.originality_confirmed:
        abort(403, f"{FIRST}you have not confirmed yet that what you add is your own work")


def _check_csrf() -> None:
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except ValidationError:
        abort(400, "This page was open too long. Reload it; what is not sent yet is kept")


def asked_again() -> Actor:
    """Who sends, by what the database says now; 401 or 403 if that is over."""
    person = current_person()
    found = _found(person.token) if person else None
    if found is None:
        abort(answers.plain("You were signed out meanwhile. Sign in and go on", 401))
    if found["actor"] is None:
        abort(403, "Your role has ended. Ask your centre")
    return found["actor"]


def _found(token: str) -> sign_ins.FoundSignIn | None:
    if bearer_token() is None:
        return sign_ins.find(db_session(), token)
    return upload_tokens.find(db_session(), token)
