"""The only ways into a view: ``requires``, ``signed_in`` and ``public``; silence stops the app."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn, Protocol, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portfolio.domain.actors import Actor, Facts, Role
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.queries import sign_ins
from portfolio.web.login import SignedIn, current_actor, current_person, login_manager

View = Callable[..., ResponseReturnValue]
V = TypeVar("V", bound=View)


class HasFacts(Protocol):
    def facts(self) -> Facts: ...


S = TypeVar("S", bound=HasFacts)


@dataclass(frozen=True)
class Access:
    """What a route declares of itself.

    ``commits``: a GET that writes, whoever asks or in one role only (what a verifier opens is
    logged). ``polls``: asked again and again by an open page, so it never extends a sign-in.
    ``streams``: reads a large body itself, outside any transaction.
    """

    rule: Permission | str
    commits: bool | Role = False
    polls: bool = False
    streams: bool = False

    def commits_for(self, actor: Actor | None) -> bool:
        """Whether a GET of this actor writes."""
        return self.commits is True or (actor is not None and actor.role is self.commits)


def declare(view: V, access: Access) -> V:
    cast(Any, view).access = access
    return view


def public(view: V) -> V:
    """Open to anybody, signed in or not."""
    return declare(view, Access("public"))


def public_streaming(view: V) -> V:
    """``public`` for a form with files: its body is read outside any transaction."""
    return declare(view, Access("public", streams=True))


def is_public(endpoint: str | None) -> bool:
    """Whether the route of ``endpoint`` is open to anybody."""
    access = getattr(current_app.view_functions.get(endpoint or ""), "access", None)
    return isinstance(access, Access) and access.rule == "public"


def signed_in(view: View) -> View:
    """Open to whoever is signed in, whatever their role; the view gets the person."""

    @wraps(view)
    def guarded(**url_ids: Any) -> ResponseReturnValue:
        person = current_person()
        if person is None:
            return cast(ResponseReturnValue, login_manager.unauthorized())
        return view(person, **url_ids)

    return declare(guarded, Access("signed in"))


def requires(
    permission: Permission,
    load: Callable[..., HasFacts],
    *,
    commits: bool | Role = False,
    polls: bool = False,
    streams: bool = False,
) -> Callable[[View], View]:
    """Find the subject among what the actor may see (404), then ask the policy (403)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**url_ids: Any) -> ResponseReturnValue:
            actor = current_actor()
            if actor is None:
                return _without_role()
            if (detour := _first_the_privacy_notice(actor)) is not None:
                return detour
            subject = load(actor, **url_ids)
            if not allows(actor, permission, subject.facts()):
                abort(403)
            return view(actor, subject)

        return declare(guarded, Access(permission, commits, polls, streams))

    return decorate


ENDED = (
    "What you may do here ended while the files were on their way, so none of them was kept. "
    "Ask your centre if you think that it should not have."
)


def ask_again(actor: Actor, permission: Permission, load: Callable[..., S]) -> S:
    """Find and judge the subject of this request anew, after a body that took its time.

    Aborts as the guard would: 403 when sign-in, role or permission ended, 404 when the subject is
    not visible any more. What came in is then to be thrown away.
    """
    if not sign_ins.stands(db_session(), actor):
        _ended(403)
    try:
        subject = load(actor, **(request.view_args or {}))
    except NotFound:
        _ended(404)
    if not allows(actor, permission, subject.facts()):
        _ended(403)
    return subject


def _ended(status: int) -> NoReturn:
    """Refuse with nothing locked, for the store may take its time to forget the files."""
    db_session().rollback()
    abort(status, ENDED)


def _without_role() -> ResponseReturnValue:
    if current_person() is None:
        return cast(ResponseReturnValue, login_manager.unauthorized())
    return redirect(url_for("accounts.roles"), 303)


def _first_the_privacy_notice(actor: Actor) -> ResponseReturnValue | None:
    """Candidates read the privacy notice before anything else (R-330)."""
    person = cast(SignedIn, current_person())
    if actor.role is not Role.CANDIDATE or person.privacy_read:
        return None
    return redirect(url_for("accounts.privacy", next=request.full_path.rstrip("?")), 303)


def access_of(endpoint: str | None) -> Access | None:
    """What the view of ``endpoint`` declared, None for no endpoint."""
    view = current_app.view_functions.get(endpoint or "")
    return cast("Access | None", getattr(view, "access", None))


def refuse_undeclared_routes(app: Flask) -> None:
    """Stop the app from starting while any route is silent about access."""
    silent = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
    if silent:
        raise RuntimeError(f"routes without an access declaration: {sorted(silent)}")
