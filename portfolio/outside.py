"""The outside this app was started with: where files lie, how mail leaves."""

from dataclasses import dataclass, field

from flask import Flask, current_app

from portfolio.adapters.mailer import FolderMailer, Mailer, SmtpMailer
from portfolio.adapters.scanner import NoScanner, Scanner, scanner_from
from portfolio.adapters.storage import EvidenceStore, store_from
from portfolio.config import Settings

AT_HOME = "http://localhost:8000"
"""Where a demonstration runs when nobody said."""


@dataclass(frozen=True)
class Outside:
    """``mailer`` is None while mail is not set up: nothing is sent, and the health page says so."""

    settings: Settings
    store: EvidenceStore
    mailer: Mailer | None
    scanner: Scanner = field(default_factory=NoScanner)

    def address(self, path: str) -> str:
        """The whole address of a path of this site, for mails."""
        return (self.settings.public_url or AT_HOME).rstrip("/") + path


def connect(app: Flask, settings: Settings) -> None:
    app.extensions["outside"] = Outside(
        settings,
        store_from(settings),
        mailer_from(settings),
        scanner_from(settings.scanner, settings.clamd_address),
    )


def mailer_from(settings: Settings) -> Mailer | None:
    """The demonstration writes into a folder; else a mail server, where one is set up."""
    if settings.demo:
        return FolderMailer(settings.mail_folder)
    if settings.smtp_host and settings.mail_from:
        return SmtpMailer(settings)
    return None


def outside_of(app: Flask) -> Outside:
    """The adapters ``app`` was started with."""
    found: Outside = app.extensions["outside"]
    return found


def outside() -> Outside:
    """The adapters of the running app."""
    return outside_of(current_app)
