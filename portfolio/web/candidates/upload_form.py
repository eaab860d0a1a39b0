"""The address of one upload form: unguessable, for one person, sign-in, item and sending.

It stands in for the CSRF field, which cannot be checked here: reading a field reads the body first.
"""

from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import UUID

from flask import abort, current_app, url_for
from itsdangerous import BadData, URLSafeSerializer

from portfolio.domain.actors import Actor, Facts
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.web import loaders


@dataclass(frozen=True)
class UploadForm:
    """What a sent form is for: a new item, more files of ``evidence``, or one file's successor."""

    candidate: Candidate
    evidence: Evidence | None
    replaces: UUID | None
    key: str

    def facts(self) -> Facts:
        return self.candidate.facts()


def address(actor: Actor, evidence: Evidence | None = None, replaces: UUID | None = None) -> str:
    """A fresh address for a form of this actor; each can be sent once, until signing out."""
    ids = [evidence.id.hex if evidence else "", replaces.hex if replaces else ""]
    token = _signer().dumps([_sign_in(actor), token_urlsafe(12), *ids])
    return url_for("candidates.upload", token=token)


def sent_form(actor: Actor, token: str) -> UploadForm:
    """The form of an address, 404 unless it was made for this sign-in."""
    try:
        sign_in, key, evidence_id, replaces = _signer().loads(token)
    except (BadData, ValueError):
        abort(404)
    if sign_in != _sign_in(actor):
        abort(404)
    return UploadForm(
        candidate=loaders.own_candidate(actor),
        evidence=loaders.evidence(actor, UUID(evidence_id)) if evidence_id else None,
        replaces=UUID(replaces) if replaces else None,
        key=key,
    )


def _sign_in(actor: Actor) -> str:
    return f"{actor.user_id}:{actor.session_id}"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="upload form")
