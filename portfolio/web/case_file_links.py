"""Links to files of cases: bound to person, sign-in and file, for 10 minutes, like evidence."""

from uuid import UUID

from flask import abort, current_app, url_for
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portfolio import clock
from portfolio.domain import file_states
from portfolio.domain.actors import Actor
from portfolio.domain.states import FileState
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.models.case_record import CaseFile
from portfolio.outside import outside
from portfolio.queries.case_page import may_see_case
from portfolio.web.file_links import OPENS_FOR


def opens(file: CaseFile) -> bool:
    """Whether whoever may see the file may open it now."""
    on = outside().settings.scanner_on
    return file_states.opens(file.state, file.scan, scanner_on=on)


def sentence(file: CaseFile) -> str:
    """How the file stands where that is worth a word, without a full stop."""
    if file.state is FileState.STORED:
        return "" if opens(file) else file_states.WAITS_FOR_SCAN
    return file_states.say(file.state, file.state_reason)


def link(actor: Actor, file: CaseFile) -> str:
    """The address of the file for this person and sign-in; empty while it does not open."""
    if not opens(file):
        return ""
    until = int((clock.now() + OPENS_FOR).timestamp()) // 60 * 60
    signature = _signer().dumps([file.id.hex, _bearer(actor), until])
    return url_for("cases.file", file_id=file.id, signature=signature)


def linked_file(actor: Actor, file_id: UUID, signature: str) -> CaseFile:
    """The file of a link that is this person's own and in time, else 404."""
    try:
        signed_file, bearer, until = _signer().loads(signature)
    except (BadData, ValueError):
        abort(404)
    if signed_file != file_id.hex or bearer != _bearer(actor) or clock.now().timestamp() > until:
        abort(404)
    query = (
        select(CaseFile)
        .join(CaseFile.case)
        .options(contains_eager(CaseFile.case).selectinload(Case.concerned))
        .where(may_see_case(actor), CaseFile.id == file_id)
    )
    file = db_session().scalar(query)
    return file if file is not None and opens(file) else abort(404)


def _bearer(actor: Actor) -> str:
    return f"{actor.user_id}:{actor.session_id}"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="case file")
