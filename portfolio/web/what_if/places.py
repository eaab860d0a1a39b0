"""What whoever asks may try units out in, and the addresses of what they tried."""

from collections.abc import Mapping
from uuid import UUID

from flask import abort, url_for

from portfolio.domain import qualification as published
from portfolio.domain.what_if import Trial
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.outside import outside
from portfolio.queries import what_if as queries
from portfolio.web.login import current_actor


def offered() -> Mapping[str, Qualification]:
    """The qualifications whoever asks may try, by entry code."""
    return queries.offered(db_session(), _centre())


def read(row: Qualification | None) -> published.Qualification:
    """One of those offered, as the domain knows it; 404 where there is none."""
    read = queries.as_it_stands(db_session(), row, _centre()) if row else None
    return read or abort(404)


def path_of(trial: Trial) -> str:
    """The address that shows this trial to anybody, in its shortest form."""
    code = trial.verdict.qualification.entry_code
    return url_for("what_if.units", entry_code=code, units=trial.typed or None)


def whole(path: str) -> str:
    """A path of this site as it is handed on."""
    return outside().address(path)


def _centre() -> UUID | None:
    actor = current_actor()
    return actor.centre_id if actor else None
