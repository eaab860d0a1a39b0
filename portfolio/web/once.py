"""Double submits: a form's one-time key is claimed with the deed, and a second press gets the
answer of the first."""

from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from portfolio import clock
from portfolio.extensions import db_session
from portfolio.models.notice import FormKey
from portfolio.queries import form_keys
from portfolio.web import htmx
from portfolio.web.forms import Form
from portfolio.web.login import current_person


def claim(form: Form) -> ResponseReturnValue | None:
    """Claim the key of ``form`` for this request, before the deed.

    Returns the answer of the first sending if the form was sent before, else None. The claim rolls
    back with a refused deed, so that the corrected form can be sent again.
    """
    return claim_key(form.once.data or "")


def claim_key(key: str) -> ResponseReturnValue | None:
    """``claim`` for a form that carries its key in its address."""
    person = current_person()
    key = key[:64]
    if person is None or not key:
        return None
    session = db_session()
    if (before := form_keys.led_to(session, person.user_id, key)) is not None:
        return htmx.go_to(before)
    session.add(FormKey(user_id=person.user_id, key=key, led_to="/", used_at=clock.now()))
    try:
        session.flush()
    except IntegrityError:
        # Another request with the same key committed while this one waited for it.
        session.rollback()
        return htmx.go_to(form_keys.led_to(session, person.user_id, key) or "/")
    return None


def go_to(form: Form, url: str) -> ResponseReturnValue:
    """Leave for ``url`` after the deed, and remember it for a second press."""
    return go_to_from(form.once.data or "", url)


def go_to_from(key: str, url: str) -> ResponseReturnValue:
    """``go_to`` for a form that carries its key in its address."""
    person = current_person()
    if person is not None:
        form_keys.remember(db_session(), person.user_id, key[:64], url)
    return htmx.go_to(url)
