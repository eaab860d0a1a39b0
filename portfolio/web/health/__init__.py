"""Whether the app can do its work: the database, the store, mail and jobs."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portfolio import clock
from portfolio.adapters.scanner import NotScanned
from portfolio.adapters.storage import StoreUnavailable
from portfolio.extensions import db_session
from portfolio.outside import outside
from portfolio.queries import files_arriving, jobs, orphans
from portfolio.web.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@public
def health() -> ResponseReturnValue:
    parts = {"database": _database(), "store": _store()}
    failing = [name for name, state in parts.items() if state != "ok"]
    answer = {
        "status": "failing" if failing else "ok",
        **parts,
        "mail": "ok" if outside().mailer else "not set up: no e-mail is sent",
        "jobs": _jobs() if parts["database"] == "ok" else "no answer",
        "files_without_record": _orphans() if parts["database"] == "ok" else "no answer",
        "virus_check": _virus_check(),
        "files_being_received": _files() if parts["database"] == "ok" else "no answer",
    }
    return jsonify(answer), 503 if failing else 200


def _database() -> str:
    try:
        db_session().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "no answer"
    return "ok"


def _jobs() -> str:
    """Jobs given up need somebody to look; they are told, and do not fail the check."""
    given_up = jobs.given_up(db_session())
    return f"{given_up} given up" if given_up else "ok"


def _orphans() -> str:
    """What lies in the store without a record; told, and no failure of the check."""
    found = orphans.standing(db_session())
    if found.held:
        return f"{found.count}: too many to be left over, so none is deleted. Look into it"
    return f"{found.count}, each deleted 30 days after it was found" if found.count else "none"


def _virus_check() -> str:
    """While it is away files wait, and everything else works: told, and no failure."""
    if not outside().settings.scanner_on:
        return "off: files are marked “not virus-checked”"
    try:
        outside().scanner.check()
    except NotScanned as not_scanned:
        return f"no answer, so new files wait: {not_scanned}"
    return "ok"


def _files() -> dict[str, object]:
    """How many wait to be safe at the centre, and for how long the oldest has."""
    found = files_arriving.waiting(db_session())
    waits = int((clock.now() - found.oldest).total_seconds()) if found.oldest else 0
    return {"waiting": found.files, "oldest_seconds": waits, "held_back": found.held_back}


def _store() -> str:
    try:
        outside().store.check()
    except StoreUnavailable:
        return "no answer"
    return "ok"
