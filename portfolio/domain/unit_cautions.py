"""What to know before a unit is planned or gone on with: its expiry, its resources."""

from collections.abc import Sequence
from datetime import date


def has_expired(expires_on: date | None, today: date) -> bool:
    """Whether the unit's accreditation has ended; its last day is the one given (003 s6.2)."""
    return expires_on is not None and today > expires_on


def cautions(expires_on: date | None, unconfirmed: Sequence[str], today: date) -> tuple[str, ...]:
    """Sentences to warn with, none when there is nothing to warn of.

    `unconfirmed` are resources the centre has not confirmed to be there for its candidates.
    """
    found = []
    if expires_on is not None and has_expired(expires_on, today):
        found.append(
            f"Its accreditation ended on {expires_on.day} {expires_on:%B %Y}. Ask your centre "
            "before you plan it: the awarding organisation may not accept a claim"
        )
    if unconfirmed:
        found.append(f"Your centre has not confirmed what it needs: {'; '.join(unconfirmed)}")
    return tuple(found)
