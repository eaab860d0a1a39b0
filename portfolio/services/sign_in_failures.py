"""Counting failed passwords, in the database, so that every process counts together."""

import hmac
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.errors import Refusal
from portfolio.domain.sign_in_delay import (
    FORGOTTEN_AFTER,
    TRIES_OF_ONE_ADDRESS,
    hour_of,
    wait_after,
)
from portfolio.models.person import SignInFailure


def account_key(secret: str, account: str) -> str:
    """The key of an account: a keyed hash, so that the table names nobody."""
    return _keyed(secret, f"account:{account}")


def address_key(secret: str, network_address: str) -> str:
    """The key of a network address for the present hour."""
    return _keyed(secret, f"address:{hour_of(clock.now()).isoformat()}:{network_address}")


def _keyed(secret: str, value: str) -> str:
    return hmac.new(secret.encode(), value.encode(), "sha256").hexdigest()


def count_try(session: Session, account: str, address: str, field: str = "password") -> None:
    """Count a try before it is made, so that many at once cannot slip past the count.

    ``account`` and ``address`` are keys. Raises TooManyTries beside ``field`` while either must
    wait.
    """
    mine, shared = _locked(session, account), _locked(session, address)
    _refuse_while_blocked([mine, shared], field)
    _count(mine)
    shared.failures += 1
    if shared.failures >= TRIES_OF_ONE_ADDRESS:
        shared.blocked_until = hour_of(clock.now()) + timedelta(hours=1)
    session.flush()


def count_failure(session: Session, account: str) -> None:
    """Count a wrong password of somebody who is signed in."""
    _count(_locked(session, account))
    session.flush()


def _count(row: SignInFailure) -> None:
    moment = clock.now()
    if moment - row.last_at > FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_at = moment
    row.blocked_until = moment + wait_after(row.failures)


def refuse_while_blocked(session: Session, account: str, field: str) -> None:
    """Raise TooManyTries beside ``field`` while ``account`` must wait; counts nothing."""
    row = session.scalar(select(SignInFailure).where(SignInFailure.key == account))
    _refuse_while_blocked([row] if row else [], field)


def forgive(session: Session, account: str, address: str | None = None) -> None:
    """The password was right: the account starts afresh, the address gets its try back."""
    session.execute(delete(SignInFailure).where(SignInFailure.key == account))
    if address is not None:
        shared = _locked(session, address)
        shared.failures = max(shared.failures - 1, 0)
    session.flush()


class TooManyTries(Refusal):
    """The same for an account that exists and one that does not."""

    def __init__(self, until: datetime, field: str) -> None:
        there = until.astimezone(clock.UK) + timedelta(seconds=59)
        when = f"{there.hour % 12 or 12}.{there:%M}{'am' if there.hour < 12 else 'pm'}"
        super().__init__(f"Wait until {when}, then try again: there were too many tries", field)
        self.until = until


def _refuse_while_blocked(rows: list[SignInFailure], field: str) -> None:
    moment = clock.now()
    until = [row.blocked_until for row in rows if row.blocked_until and row.blocked_until > moment]
    if until:
        raise TooManyTries(max(until), field)


def _locked(session: Session, key: str) -> SignInFailure:
    """The row of ``key``, made if missing, locked until the transaction ends."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(
        insert(SignInFailure)
        .values(id=uuid4(), key=key, failures=0, last_at=clock.now())
        .on_conflict_do_nothing()
    )
    return session.scalars(
        select(SignInFailure).where(SignInFailure.key == key).with_for_update()
    ).one()
