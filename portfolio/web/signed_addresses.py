"""Addresses that stand in for the CSRF field of a form whose body is read as a stream.

Each is unguessable, for one purpose, one person and one sign-in, and can be sent once.
"""

from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import UUID

from flask import abort, current_app
from itsdangerous import BadData, URLSafeSerializer

from portfolio.domain.actors import Actor, Facts


@dataclass(frozen=True)
class SentForm:
    """A form of the centre that was sent to its own address; ``key`` is good once."""

    centre_id: UUID
    key: str

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


def sent_form(actor: Actor, purpose: str, sent: str) -> SentForm:
    """The form that a token stands for, 404 unless it was made for this purpose and sign-in."""
    return SentForm(actor.centre_id, key_of(actor, purpose, sent))


def token(actor: Actor, purpose: str) -> str:
    """A fresh token for the address of a form of this actor."""
    return str(_signer(purpose).dumps([_sign_in(actor), token_urlsafe(12)]))


def key_of(actor: Actor, purpose: str, sent: str) -> str:
    """The one-time key in a token, 404 unless it was made for this purpose and sign-in."""
    try:
        sign_in, key = _signer(purpose).loads(sent)
    except (BadData, ValueError):
        abort(404)
    if sign_in != _sign_in(actor):
        abort(404)
    return str(key)


def _sign_in(actor: Actor) -> str:
    return f"{actor.user_id}:{actor.session_id}"


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=purpose)
