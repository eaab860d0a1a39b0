"""The bytes of evidence files, for whoever may see them at this moment."""

import logging

from flask import Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.adapters.storage import NotStored, StoreUnavailable
from portfolio.domain.actors import Actor, Role
from portfolio.domain.file_states import needs_warning
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.evidence import EvidenceFile
from portfolio.outside import outside
from portfolio.queries import audit_trail, evidence_page
from portfolio.services import evidence_files
from portfolio.web import file_links, file_response, file_states, loaders, stages
from portfolio.web.access import requires
from portfolio.web.file_links import linked_file
from portfolio.web.htmx import page
from portfolio.web.login import request_id
from portfolio.web.portfolios import blueprint, evidence_view

GLIMPSES = ("thumb", "poster", "waveform")
"""Copies a page shows of itself; a verifier who sees them has opened the page, not the file."""
AWAY = "The file is safe, but the place it is kept does not answer. Try again soon."
MISSING = (
    "The record of this file is here, but the file itself is not where it is kept. Your centre has "
    "to bring it back from a backup. Tell them, and do not delete your own copy."
)
log = logging.getLogger(__name__)


@blueprint.get("/files/<uuid:file_id>/<signature>/<which>")
@requires(Permission.READ_EVIDENCE, linked_file, commits=Role.VERIFIER)
def file(actor: Actor, file: EvidenceFile) -> ResponseReturnValue:
    if not evidence_page.may_open_file(db_session(), actor, file):
        abort(404)
    which = str((request.view_args or {})["which"])
    if which == "original" and needs_warning(file.scan):
        return redirect(file_links.link(actor, file), 303)
    served = (
        file_response.original(file)
        if which in {"original", "unchecked"}
        else file_response.copy(file, file_response.copy_of(file, which))
    )
    if actor.role is Role.VERIFIER and _is_an_opening(actor, file, which):
        evidence_files.opened_by_verifier(db_session(), actor, file, which)
    return sent(served, file)


@blueprint.get("/files/<uuid:file_id>/unchecked")
@requires(Permission.READ_EVIDENCE, loaders.file)
def unchecked_file(actor: Actor, file: EvidenceFile) -> ResponseReturnValue:
    """What stands before the original of a file that no scanner has looked at whole."""
    may_open = evidence_page.may_open_file(db_session(), actor, file)
    if not may_open or not file_states.opens(file) or not needs_warning(file.scan):
        abort(404)
    download = file_links.link(actor, file, "unchecked")
    return page("portfolios/unchecked_file.html", file=file, download=download)


@blueprint.get("/files/<uuid:file_id>/link")
@requires(Permission.READ_EVIDENCE, loaders.file, polls=True)
def file_link(actor: Actor, file: EvidenceFile) -> ResponseReturnValue:
    """A fresh link for a page that stays open longer than its links do."""
    if not evidence_page.may_open_file(db_session(), actor, file):
        abort(404)
    return {"original": file_links.link(actor, file)}


@blueprint.get("/files/<uuid:file_id>/copies")
@requires(Permission.READ_EVIDENCE, loaders.file, polls=True)
def copies(_actor: Actor, file: EvidenceFile) -> ResponseReturnValue:
    """Whether there is a copy to look at, for a page that waits for it."""
    here = request.args.get("page", "")
    return page(
        "portfolios/copies.html",
        "copy-wait",
        file=file,
        waiting=stages.is_waiting(file),
        why_not=stages.why_not(file),
        here=here if here in stages.PAGES else evidence_view.HERE,
    )


def _is_an_opening(actor: Actor, file: EvidenceFile, which: str) -> bool:
    """Whether the verifier sees something new: not a glimpse, nor the next part of a film.

    Only what is on record as begun is gone on with: a first request may ask for any part.
    """
    if request.method != "GET" or which.startswith(GLIMPSES):
        return False
    if request.headers.get("Range", "bytes=0").startswith("bytes=0"):
        return True
    begun = clock.now() - file_links.PLAYS_FOR
    return not audit_trail.opened_lately(db_session(), actor, file.id, begun)


def sent(served: file_response.Served, file: EvidenceFile) -> Response:
    """The answer, or 503 in words while the store does not answer or has lost the file."""
    try:
        return file_response.send(outside().store, served)
    except StoreUnavailable:
        abort(503, AWAY)
    except NotStored:
        log.error("missing from the store: %s, file %s (%s)", served.key, file.id, request_id())
        abort(503, MISSING)
