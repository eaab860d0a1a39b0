"""The seal of a form sent without an account: which form it is, and when it was opened.

It stands in for the CSRF field, which cannot be checked before the body is read, and for a puzzle:
nobody fills in a form within a second. Who sent it is known to us by a hash only.
"""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from secrets import token_urlsafe

from flask import current_app
from itsdangerous import BadData, Signer, URLSafeSerializer

from portfolio import clock
from portfolio.web.login import current_actor, network_address

NETWORK_BITS = 64
"""Of an IPv6 address: what one household or company gets."""


@dataclass(frozen=True)
class Seal:
    """What a sent form says of itself; ``opened_at`` is None where it is not one of ours."""

    key: str
    opened_at: datetime | None
    text: str
    """To be put into the form again."""


def fresh(purpose: str, key: str = "") -> Seal:
    """The seal of a form opened now, with a key of its own or the one it had before."""
    key, opened_at = key or token_urlsafe(18), clock.now()
    text = _signer().dumps([purpose, _whose(), key, opened_at.isoformat()])
    return Seal(key, opened_at, str(text))


def read(purpose: str, text: str) -> Seal:
    """The seal a form was sent with; one that is not ours, or of another form, tells no moment."""
    try:
        sealed_for, whose, key, opened_at = _signer().loads(text)
    except (BadData, ValueError):
        return Seal(token_urlsafe(18), None, "")
    if (sealed_for, whose) != (purpose, _whose()):
        return Seal(token_urlsafe(18), None, "")
    return Seal(key, datetime.fromisoformat(opened_at), text)


def sender() -> str:
    """The network this request came from, as a keyed hash that is another one tomorrow."""
    try:
        address = ip_address(network_address())
    except ValueError:
        network = "unknown"
    else:
        wide = address.version == 6
        network = str(ip_network((address, NETWORK_BITS if wide else 32), strict=False))
    signer = Signer(current_app.secret_key or "", salt="where a form came from")
    return signer.get_signature(f"{clock.today().isoformat()} {network}").decode()


def _whose() -> str:
    actor = current_actor()
    return f"{actor.user_id}:{actor.session_id}" if actor else ""


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="form without an account")
