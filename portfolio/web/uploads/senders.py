"""Who sends: a signed-in browser with its CSRF header, asked before anything else."""

from flask import abort, request
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from portfolio.domain.actors import Actor, Role
from portfolio.extensions import db_session
from portfolio.queries import sign_ins
from portfolio.web.login import SignedIn, current_person
from portfolio.web.uploads import answers, blueprint, protocol


@blueprint.before_request
def recognise() -> None:
    """Let through whoever is signed in with a role, in the protocol's version."""
    if request.method == "OPTIONS":
        return
    person = current_person()
    if person is None:
        abort(answers.plain("Sign in, or send an upload token", 401, WWW_Authenticate="Bearer"))
    if person.actor is None:
        abort(403, "You hold no role just now. Ask your centre")
    if person.actor.role is Role.CANDIDATE and not person.privacy_read:
        abort(403, "Read the privacy notice first: sign in to Portfolio in a browser")
    if request.method not in {"GET", "HEAD"}:
        _check_csrf()
    if request.method != "GET" and request.headers.get("Tus-Resumable") != protocol.VERSION:
        words = f"This is tus {protocol.VERSION}: say so in Tus-Resumable"
        abort(answers.plain(words, 412, Tus_Version=protocol.VERSION))


def _check_csrf() -> None:
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except ValidationError:
        abort(400, "This page was open too long. Reload it; what is not sent yet is kept")


def asked_again() -> Actor:
    """Who sends, by what the database says now; 401 or 403 if that is over."""
    person = current_person()
    found = _found(person) if person else None
    if found is None:
        abort(answers.plain("You were signed out meanwhile. Sign in and go on", 401))
    if found["actor"] is None:
        abort(403, "Your role has ended. Ask your centre")
    return found["actor"]


def _found(person: SignedIn) -> sign_ins.FoundSignIn | None:
    return sign_ins.find(db_session(), person.token)
