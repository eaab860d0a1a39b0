"""What the next page says to a browser without a sign-in; the cookie holds its name only."""

from flask import session as cookie

from portfolio.domain.flashes import VisitorWords

SAY = "say"


def tell_visitor(words: VisitorWords) -> None:
    """Have the next page say ``words``, whoever opens it."""
    cookie[SAY] = words.name


def to_visitor() -> list[VisitorWords]:
    """What this page says, and no later one."""
    name = str(cookie.pop(SAY)) if SAY in cookie else ""
    return [VisitorWords[name]] if name in VisitorWords.__members__ else []
