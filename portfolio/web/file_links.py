"""Links to evidence files: bound to person, sign-in and file, and soon over.

The link decides nothing alone: whoever follows it is asked for their sign-in and the policy again.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import abort, current_app, redirect, request, url_for
from itsdangerous import BadData, URLSafeSerializer

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.file_states import needs_warning
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.web import file_states, loaders

OPENS_FOR = timedelta(minutes=10)
PLAYS_FOR = timedelta(hours=12)
"""How long a player that is already open may go on asking for more of its file."""


def link(actor: Actor, file: EvidenceFile, which: str = "original") -> str:
    """The address of a file or of one of its copies, for this person and sign-in, for 10 minutes.

    ``which`` is "original", "unchecked" for one after its warning, or the name of a copy: see
    ``copy_name``. The original of a file that needs a warning is the page that gives it.
    """
    if which == "original" and needs_warning(file.scan):
        return url_for("portfolios.unchecked_file", file_id=file.id)
    # The same address for a minute, so that a part of a page that is swapped does not flicker.
    until = int((clock.now() + OPENS_FOR).timestamp()) // 60 * 60
    signature = _signer().dumps([file.id.hex, *_bearer(actor), until])
    return url_for("portfolios.file", file_id=file.id, signature=signature, which=which)


def copy_name(copy: FileCopy) -> str:
    """How a copy is named in its link: "screen-1", "page-3", "thumb-1"."""
    return f"{copy.kind}-{copy.page}"


def linked_file(actor: Actor, file_id: UUID, signature: str, which: str) -> EvidenceFile:
    """The file of a link that is this person's own, else 404.

    Past the link's time, and where the file does not open now or ever, its item's page says more.
    """
    try:
        signed_file, *bearer, until = _signer().loads(signature)
    except (BadData, ValueError):
        abort(404)
    if signed_file != file_id.hex or bearer != _bearer(actor):
        abort(404)
    file = loaders.file(actor, file_id)
    late = clock.now().timestamp() - until
    if late > 0 and not (_goes_on_playing() and late < PLAYS_FOR.total_seconds()):
        abort(redirect(url_for("portfolios.evidence", evidence_id=file.evidence_id), 303))
    if not file_states.opens(file):
        abort(redirect(url_for("portfolios.evidence", evidence_id=file.evidence_id), 303))
    return file


def _goes_on_playing() -> bool:
    """Whether a player asks for a later part of what it began to play in time."""
    starts_later = not request.headers.get("Range", "bytes=0").startswith("bytes=0")
    return starts_later and request.headers.get("Sec-Fetch-Dest") in {"audio", "video"}


def _bearer(actor: Actor) -> list[Any]:
    return [actor.user_id.hex, actor.session_id.hex if actor.session_id else ""]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="evidence file")
