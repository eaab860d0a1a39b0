"""Who is signed in: Flask-Login over sign-ins kept in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from portfolio.domain.actors import Actor, Facts
from portfolio.domain.flashes import VisitorWords
from portfolio.extensions import db_session
from portfolio.queries import sign_ins
from portfolio.services import sign_ins as sign_ins_service
from portfolio.web import htmx
from portfolio.web.visitor_words import tell_visitor

login_manager = LoginManager()
# It would rewrite the cookie on every answer once a phone changed networks, and an open page's
# polls would put back what a form's answer had just set. Sign-ins are revoked in the database.
login_manager.session_protection = None


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """A signed-in person, detached from the database; ``token`` is what the cookie holds."""

    token: str
    sign_in_id: UUID
    user_id: UUID
    name: str
    email: str
    privacy_read: bool
    originality_confirmed: bool
    last_seen_at: datetime
    kept: bool
    told: bool
    """Whether something waits to be said on the next page."""
    actor: Actor | None

    def get_id(self) -> str:
        return self.token

    def facts(self) -> Facts:
        return Facts(owner_user_id=self.user_id)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """Whoever the cookie belongs to; who brings an upload token is known by that alone."""
    if bearer_token() is not None:
        return None
    found = sign_ins.find(db_session(), token)
    return SignedIn(token=token, **found) if found else None


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def to_sign_in() -> ResponseReturnValue:
    """A GET goes to sign-in and comes back; a POST and a script's question get 401."""
    if request.accept_mimetypes.best == "application/json":
        return {"say": "Sign in again. Nothing is lost"}, 401
    if request.method not in {"GET", "HEAD"} and not htmx.wants_fragment():
        back = htmx.path_of(request.referrer or "").partition("?")[0]
        return htmx.page("accounts/sign_in_again.html", status=401, back=back)
    if request.method in {"GET", "HEAD"} and not htmx.wants_fragment():
        tell_visitor(VisitorWords.SIGN_IN_FIRST)
    place = htmx.current_path() if htmx.wants_fragment() else request.full_path.rstrip("?")
    return htmx.go_to(url_for("accounts.sign_in", next=place))


def bearer_token() -> str | None:
    """The token in the Authorization header, for programs that sign in by none other."""
    sent = request.authorization
    return sent.token or "" if sent is not None and sent.type == "bearer" else None


def current_person() -> SignedIn | None:
    """Whoever is signed in, or None; one query a request."""
    person = cast(Any, current_user)._get_current_object()
    return person if isinstance(person, SignedIn) else None


def renew(person: SignedIn) -> None:
    """Give this browser a new token for its sign-in; a copy of the old one is worth nothing."""
    cookie["_user_id"] = sign_ins_service.renew(db_session(), person.sign_in_id)


def current_actor() -> Actor | None:
    """The signed-in person in the role they act in; None without sign-in or role."""
    person = current_person()
    return person.actor if person else None


def network_address() -> str:
    """Where the request came from, after trusted proxies only."""
    return request.remote_addr or ""


def request_id() -> str:
    """The id of this request, quoted on failure pages and in the log."""
    return cast(str, g.request_id)
