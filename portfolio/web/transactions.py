"""Success commits, everything else rolls back: once, for the whole app."""

from datetime import timedelta

from flask import Flask, Response, request

from portfolio import clock
from portfolio.extensions import db, writing
from portfolio.services import sign_ins
from portfolio.web.access import access_of
from portfolio.web.login import SignedIn, current_person

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SEEN_EVERY = timedelta(minutes=1)


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(finish)
    app.teardown_request(forget)


def begin() -> None:
    """Say before the first query whether this request will write."""
    access = access_of(request.endpoint)
    commits = bool(access and access.commits)
    streams = bool(access and access.streams)
    writing.set(commits or (request.method not in SAFE and not streams))


def finish(response: Response) -> Response:
    """Commit a successful write; roll back reads, refusals and failures."""
    access = access_of(request.endpoint)
    writes = request.method not in SAFE or bool(access and access.commits)
    if writes and response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    person = current_person()
    if person and not (access and access.polls) and response.status_code < 500:
        _note_seen(person)
    return response


def _note_seen(person: SignedIn) -> None:
    """Keep the sign-in alive; written at most once a minute, in a transaction of its own."""
    if clock.now() - person.last_seen_at < SEEN_EVERY:
        return
    writing.set(True)
    sign_ins.note_seen(db.session(), person.sign_in_id, person.actor)
    db.session.commit()


def forget(_error: BaseException | None) -> None:
    writing.set(False)
