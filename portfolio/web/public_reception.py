"""Taking in a form with files from somebody without an account; nothing of it gets lost.

The files of a form that is refused wait for its next sending, whatever was wrong with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import Response, request
from werkzeug.datastructures import MultiDict
from wtforms import Field

from portfolio import clock
from portfolio.adapters.storage import StoreFailure
from portfolio.domain import public_limits
from portfolio.domain.errors import Refusal
from portfolio.domain.public_limits import FILE_BYTES, MOST_FILES, TooMuch
from portfolio.extensions import db_session
from portfolio.models.public_intake import StagedFile
from portfolio.outside import outside
from portfolio.queries import public_sendings as queries
from portfolio.services import public_sendings
from portfolio.services.evidence_files import Received
from portfolio.web import multipart, public_seal, upload_places
from portfolio.web.filters import plural
from portfolio.web.form_batch import FormBatch
from portfolio.web.forms import Form
from portfolio.web.public_seal import Seal
from portfolio.web.transactions import apart, release

MOST_BYTES = 2 * 1024**3
"""Of one request, files we do not take among them: they are read past, so that words are kept."""
STORE_FAILED = "We cannot store files just now. Your words are kept: add the files again later"
SEND_AGAIN = 60
"""Seconds to wait where files could not be taken."""


@dataclass
class Reception:
    """What came: fields, the seal of the form, files that wait, and what stood in the way."""

    centre_id: UUID
    fields: MultiDict[str, str]
    seal: Seal
    problems: list[str] = field(default_factory=list)
    status: int = 422
    again_at: datetime | None = None

    @property
    def left_out(self) -> frozenset[UUID]:
        """The files that were shown as kept, and whose tick was taken away."""
        shown, ticked = self.fields.getlist("shown"), set(self.fields.getlist("keep"))
        waiting = {str(one.id): one.id for one in queries.staged(db_session(), self.seal.key)}
        return frozenset(waiting[one] for one in shown if one in waiting and one not in ticked)

    def staged(self) -> Sequence[StagedFile]:
        """The files that wait for this form."""
        leaving = self.left_out
        rows = queries.staged(db_session(), self.seal.key)
        return [row for row in rows if row.id not in leaving]

    def complain(self, form: Form, files: Field) -> None:
        """Put beside the form what is wrong with its seal and its files."""
        files.errors = [*files.errors, *self.problems]
        try:
            public_limits.check_age(self.seal.opened_at, clock.now())
        except Refusal as refusal:
            form.refuse(refusal)

    def refused_for_now(self, much: TooMuch) -> None:
        """The limit of the hour is reached: 429, and when to send it again."""
        self.status, self.again_at = 429, much.again_at

    def answered(self, response: Response) -> Response:
        """The page that asks again, with how long to wait where that is known."""
        if self.again_at is not None:
            seconds = max(int((self.again_at - clock.now()).total_seconds()) + 1, 1)
            response.headers["Retry-After"] = str(seconds)
        elif self.status == 503:
            response.headers["Retry-After"] = str(SEND_AGAIN)
        return response

    def seal_again(self, purpose: str) -> Seal:
        """The seal of the form that is shown again: its own while it lasts, else a fresh one."""
        opened_at = self.seal.opened_at
        if opened_at is not None and clock.now() - opened_at < public_limits.FORM_LASTS:
            return self.seal
        return public_seal.fresh(purpose, self.seal.key)


def receive(centre_id: UUID, purpose: str) -> Reception:
    """Read the body of this request with no transaction open, and have its files wait.

    Raises BadRequest for a body that is no whole form, RequestEntityTooLarge past MOST_BYTES.
    """
    release()
    request.max_content_length = MOST_BYTES
    batch = FormBatch(outside().store, centre_id, FILE_BYTES, MOST_FILES)
    trouble = _read(batch)
    came = Reception(centre_id, batch.fields, public_seal.read(purpose, _seal_of(batch)))
    came.problems = [*trouble, *batch.refused()]
    if trouble:
        came.status = 503
        batch.files.clear()
    if batch.files:
        with batch.thrown_away_if_refused():
            _stage(came, batch)
    return came


def _seal_of(batch: FormBatch) -> str:
    return batch.fields.get("seal", "")


def _read(batch: FormBatch) -> list[str]:
    """Why the files could not be taken; the words are taken whatever becomes of the files."""
    try:
        with upload_places.one_of_few():
            multipart.receive(request, batch)
    except upload_places.Busy as busy:
        batch.most_files = 0
        multipart.receive(request, batch)
        batch.refusals.clear()
        return [str(busy)]
    except StoreFailure:
        return [STORE_FAILED]
    return []


def _stage(came: Reception, batch: FormBatch) -> None:
    room = MOST_FILES - len(came.staged())
    files, beyond = batch.files[:room] if room > 0 else [], batch.files[max(room, 0) :]
    for file in beyond:
        batch.store.delete(file.key)
    if beyond:
        came.problems.append(
            f"{plural(len(beyond), 'file')} did not fit: a form has room for {MOST_FILES}"
        )
    if files:
        _keep(came, batch, files)


def _keep(came: Reception, batch: FormBatch, files: Sequence[Received]) -> None:
    key, sender = came.seal.key, public_seal.sender()
    try:
        apart(lambda own: public_sendings.stage(own, came.centre_id, sender, key, files))
    except TooMuch as much:
        for file in files:
            batch.store.delete(file.key)
        came.problems.append(f"{much}, so these files are not kept. Add them again later")
        came.refused_for_now(much)
    finally:
        release()
