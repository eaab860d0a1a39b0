"""The mails of a demonstration: they go into a folder, and are read here."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from flask.typing import ResponseReturnValue

from portfolio.adapters.mailer import FolderMailer
from portfolio.outside import outside
from portfolio.web import htmx
from portfolio.web.access import public
from portfolio.web.demo import blueprint

MOST = 50


@dataclass(frozen=True)
class Line:
    """One line of a mail; ``path`` is where it leads when the line is a link to this site."""

    words: str
    path: str | None


@dataclass(frozen=True)
class ShownMail:
    to: str
    subject: str
    sent_at: datetime
    lines: list[Line]


@blueprint.get("/mail")
@public
def mail() -> ResponseReturnValue:
    """The newest mails, with their links to press."""
    mailer = outside().mailer
    found = mailer.read_all() if isinstance(mailer, FolderMailer) else []
    return htmx.page("demo/mail.html", mails=[_shown(one) for one in found[:MOST]])


def _shown(message: EmailMessage) -> ShownMail:
    return ShownMail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        lines=[_line(words) for words in message.get_content().splitlines()],
    )


def _line(words: str) -> Line:
    if words.startswith(outside().address("/")):
        return Line(words, htmx.safe_next(urlsplit(words).path, "/"))
    return Line(words, None)
