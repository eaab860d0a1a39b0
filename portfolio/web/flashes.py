"""What the next page says once. It names people, so it lies with the sign-in, not in the cookie."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from flask import g

from portfolio.domain.flashes import Tone
from portfolio.extensions import db_session
from portfolio.models.notice import Flash
from portfolio.queries import flashes as left
from portfolio.services import flashes
from portfolio.web.login import current_person
from portfolio.web.visitor_words import to_visitor

SAID_ALOUD = frozenset({Tone.DONE, Tone.WARN})


@dataclass(frozen=True)
class Said:
    """One flash as the page shows it."""

    tone: Tone
    words: str


def flash(words: str, tone: Tone = Tone.DONE) -> None:
    """Have the next page of this browser say ``words``; they roll back with a refused deed.

    Raises RuntimeError without a sign-in: a visitor is told by ``tell_visitor``.
    """
    person = current_person()
    if person is None:
        raise RuntimeError("nobody is signed in; visitors hear impersonal words only")
    flashes.leave(db_session(), person.sign_in_id, words, tone)


def to_say() -> list[Said]:
    """What the page at hand says above everything else."""
    aloud = [Said(one.tone, one.text) for one in _show(SAID_ALOUD)]
    return [Said(one.tone, one.words) for one in to_visitor()] + aloud


def link_to_copy() -> str | None:
    """The last link left for this browser, for a page that has a box for it."""
    links = _show({Tone.LINK})
    return links[-1].text if links else None


def shown() -> set[UUID]:
    """What the answer at hand shows; it is to be forgotten once the answer is made."""
    return g.get("flashes_shown") or set()


def _show(tones: Collection[Tone]) -> list[Flash]:
    person = current_person()
    if person is None or not person.told:
        return []
    if "flashes" not in g:
        g.flashes = left.waiting(db_session(), person.sign_in_id)
    found = [one for one in g.flashes if one.tone in tones]
    g.flashes_shown = shown() | {one.id for one in found}
    return found
