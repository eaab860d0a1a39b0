"""The cast made once per process; what that sent to the database every later test sends again.

Making it takes the factories some seventy flushes. Sent again it is the same statements with the
same values, in the test's own transaction, so every test still starts from the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection, event

from portfolio.domain.actors import Actor
from portfolio.models.base import Base
from portfolio.models.person import User
from tests.cast import Cast, Person
from tests.factories import Factory

ROWS = ("centre", "elsewhere", "qualification", "rule", "profile", "enrolment")
PEOPLE = ("candidate", "assessor", "quality_assurer", "verifier", "administrator")


@dataclass(frozen=True)
class Sent:
    """One statement as the driver got it."""

    statement: str
    values: Any
    many: bool


class StandingCast:
    """A cast by its statements, and by the identities under which each session finds it."""

    def __init__(self, app: Flask, make: Factory) -> None:
        with written(make.session.connection()) as self._sent:
            cast = Cast(app, make)
        self._rows: dict[str, tuple[type[Base], UUID]] = {
            name: (type(row), row.id) for name in ROWS for row in [getattr(cast, name)]
        }
        self._units = [(type(unit), unit.id) for unit in cast.units]
        people = {name: getattr(cast, name) for name in PEOPLE}
        self._people: dict[str, tuple[UUID, Actor, str]] = {
            name: (one.user.id, one.actor, one.token) for name, one in people.items()
        }

    def enter(self, app: Flask, make: Factory) -> Cast:
        """The cast in the session of ``make``, as if the factories had just made it."""
        session = make.session
        with closing(session.connection().connection.cursor()) as cursor:
            for one in self._sent:
                (cursor.executemany if one.many else cursor.execute)(one.statement, one.values)
        cast = Cast.__new__(Cast)
        cast.app, cast.make = app, make
        for name, (kind, identity) in self._rows.items():
            setattr(cast, name, session.get_one(kind, identity))
        cast.units = [session.get_one(kind, identity) for kind, identity in self._units]
        for name, (user_id, actor, token) in self._people.items():
            user = session.get_one(User, user_id)
            setattr(cast, name, Person(app, session, user, actor, token))
        return cast


@contextmanager
def written(connection: Connection) -> Iterator[list[Sent]]:
    """Collects every statement sent inside the block that writes."""
    sent: list[Sent] = []

    def note(_conn: Any, _cur: Any, statement: str, values: Any, _ctx: Any, many: bool) -> None:
        if statement.split(None, 1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            sent.append(Sent(statement, values, many))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)
