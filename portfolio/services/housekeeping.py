"""Removing what has served its purpose and is no record: counts, one-time keys, dead links, words
that no page was opened to say, files nobody made a qualification or a unit of, or sent again."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.models.notice import Flash, FormKey
from portfolio.models.person import PasswordReset, SignInFailure
from portfolio.services import catalogue_uploads, public_sendings, unit_imports

COUNTS_LAST = timedelta(days=2)
LINKS_LAST = timedelta(days=7)
FLASHES_LAST = timedelta(days=1)
FORM_KEYS_LAST = timedelta(days=30)


def sweep(session: Session) -> None:
    """Delete counts of wrong passwords, links for new passwords and form keys that are over.

    What a page was to say goes after a day: it may name people.
    """
    moment = clock.now()
    session.execute(delete(SignInFailure).where(SignInFailure.last_at < moment - COUNTS_LAST))
    session.execute(delete(PasswordReset).where(PasswordReset.expires_at < moment - LINKS_LAST))
    session.execute(delete(FormKey).where(FormKey.used_at < moment - FORM_KEYS_LAST))
    catalogue_uploads.sweep(session)
    unit_imports.sweep(session)
    public_sendings.sweep(session)
    session.execute(delete(Flash).where(Flash.created_at < moment - FLASHES_LAST))
