"""Success commits, everything else rolls back: once, for the whole app."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.extensions import db, db_session, failure_name, writing
from portfolio.services import flashes as flashes_service
from portfolio.services import lasting, sign_ins
from portfolio.web import flashes
from portfolio.web.access import access_of
from portfolio.web.login import SignedIn, current_actor, current_person

T = TypeVar("T")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
log = logging.getLogger(__name__)
SEEN_EVERY = timedelta(minutes=1)


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(finish)
    app.teardown_request(forget)


def begin() -> None:
    """Say before the first query whether this request will write."""
    access = access_of(request.endpoint)
    streams = bool(access and access.streams)
    commits = bool(access and access.commits is True)
    writing.set(commits or (request.method not in SAFE and not streams))
    # Writers queue on SQLite, so the many who only look must not begin as one.
    if not writing.get() and _writes_as_asked():
        resume()


def _writes_as_asked() -> bool:
    """Whether this is a GET that writes when this actor asks."""
    access = access_of(request.endpoint)
    if request.method not in SAFE or access is None or not access.commits:
        return False
    return access.commits_for(current_actor())


def finish(response: Response) -> Response:
    """Commit a successful write; roll back reads, refusals and failures."""
    access = access_of(request.endpoint)
    writes = request.method not in SAFE or _writes_as_asked()
    if writes and response.status_code < 400:
        db.session.commit()
        lasting.take(db_session())
    else:
        db.session.rollback()
        _keep_what_lasts()
    person = current_person()
    if person and not (access and access.polls) and response.status_code < 500:
        _note_seen(person)
    if (said := flashes.shown()) and response.status_code < 500 and request.method != "HEAD":
        _without_failing(lambda session: flashes_service.forget(session, said))
    return response


def _keep_what_lasts() -> None:
    for write in lasting.take(db_session()):
        apart(write)


def apart(write: Callable[[Session], T]) -> T:
    """Do ``write`` in a short transaction of its own, kept whatever becomes of the request.

    These may: counts of failed passwords, staged uploads, sign-ins still in use, and what a page
    has said and need not say again.
    """
    session = db_session()
    session.rollback()
    writing.set(True)
    result = write(session)
    session.commit()
    return result


def release() -> None:
    """End the transaction, so that nothing is locked during slow work; the next one reads."""
    db_session().rollback()
    writing.set(False)


def resume() -> None:
    """End the reading after ``release``; what follows writes and is committed with the answer."""
    db_session().rollback()
    writing.set(True)


def _note_seen(person: SignedIn) -> None:
    """Keep the sign-in alive; written at most once a minute, in a transaction of its own."""
    if clock.now() - person.last_seen_at >= SEEN_EVERY:
        _without_failing(
            lambda session: sign_ins.note_seen(session, person.sign_in_id, person.actor)
        )


def _without_failing(write: Callable[[Session], None]) -> None:
    """``apart`` for what the answer does not hang on: it is done next time as well."""
    try:
        apart(write)
    except OperationalError as error:
        # What was asked for is done and answered; a busy database must not make a failure of it.
        db.session.rollback()
        log.warning("not noted after the answer: %s", failure_name(error))


def forget(_error: BaseException | None) -> None:
    writing.set(False)
