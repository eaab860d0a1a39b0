"""Whether the app can do its work: the database and the store, each checked."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portfolio.adapters.storage import StoreUnavailable
from portfolio.extensions import db_session
from portfolio.outside import outside
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
        "virus_check": "off: files are marked “not virus-checked”",
    }
    return jsonify(answer), 503 if failing else 200


def _database() -> str:
    try:
        db_session().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "no answer"
    return "ok"


def _store() -> str:
    try:
        outside().store.check()
    except StoreUnavailable:
        return "no answer"
    return "ok"
