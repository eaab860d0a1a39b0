"""The link of an invitation, shown to the administrator once so that it can be copied."""

from flask import url_for

from portfolio.domain.flashes import Tone
from portfolio.outside import outside
from portfolio.web.flashes import flash


def invitation_link(token: str) -> str:
    """The whole address of the page where the invitation of ``token`` is accepted."""
    return outside().address(url_for("invitations.accept", token=token))


def show_next(token: str) -> None:
    """Show the link on the next page this browser opens that can show it."""
    flash(invitation_link(token), Tone.LINK)
