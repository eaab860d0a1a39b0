"""The link of an invitation, shown to the administrator once so that it can be copied."""

from flask import session as cookie
from flask import url_for

from portfolio.outside import outside

KEPT = "invitation_link"


def invitation_link(token: str) -> str:
    """The whole address of the page where the invitation of ``token`` is accepted."""
    return outside().address(url_for("invitations.accept", token=token))


def show_next(token: str) -> None:
    """Show the link on the next page this browser opens that can show it."""
    cookie[KEPT] = invitation_link(token)


def to_show() -> str | None:
    """The link to show on this page, and on this page only."""
    link: str | None = cookie.pop(KEPT, None)
    return link
