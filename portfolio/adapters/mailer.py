"""Sending e-mail: to a mail server, or into a folder where the demo can read it."""

import os
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from ssl import create_default_context
from typing import Protocol

SECONDS = 20
"""How long to wait for a mail server at each step."""


@dataclass(frozen=True)
class Message:
    """One plain-text message; ``message_id`` (without angle brackets) stays over retries."""

    to: str
    subject: str
    text: str
    message_id: str
    sender: str


class MailFailure(Exception):
    """The message was not taken."""


class MailRefused(MailFailure):
    """It never will be: the address or the message itself is wrong."""


class MailUnavailable(MailFailure):
    """Try again later: the server is away, busy, or does not know us."""


class Mailer(Protocol):
    """Somewhere to send messages."""

    def send(self, message: Message) -> None:
        """Hand the message over. Raises MailRefused or MailUnavailable."""


class MailSettings(Protocol):
    """The settings a mailer is built from; security is starttls, tls or none."""

    @property
    def smtp_host(self) -> str: ...
    @property
    def smtp_port(self) -> int: ...
    @property
    def smtp_user(self) -> str: ...
    @property
    def smtp_password(self) -> str: ...
    @property
    def smtp_security(self) -> str: ...
    @property
    def mail_folder(self) -> Path: ...


class SmtpMailer:
    """Sends each message over a connection of its own, certificates checked."""

    def __init__(self, settings: MailSettings) -> None:
        if settings.smtp_security not in {"starttls", "tls", "none"}:
            raise ValueError("SMTP security is one of starttls, tls, none")
        self._settings = settings

    def send(self, message: Message) -> None:
        """See Mailer."""
        content = _composed(message)
        with _mail_errors(), self._connection() as server:
            server.send_message(content, message.sender, [message.to])

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        settings = self._settings
        where = (settings.smtp_host, settings.smtp_port)
        if settings.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                *where, timeout=SECONDS, context=create_default_context()
            )
        else:
            server = smtplib.SMTP(*where, timeout=SECONDS)
        with server:
            if settings.smtp_security == "starttls":
                server.starttls(context=create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            yield server


class FolderMailer:
    """Writes each message to a file named after its Message-ID: sent twice is there once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        """See Mailer."""
        content = _composed(message)
        name = sha256(message.message_id.encode()).hexdigest()[:32]
        temporary = self._folder / f".{name}-{os.getpid()}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_bytes(content.as_bytes(policy=policy.SMTP))
            temporary.replace(self._folder / f"{name}.eml")
        except OSError as error:
            raise MailUnavailable(f"{self._folder}: {error}") from error

    def read_all(self) -> list[EmailMessage]:
        """Every message in the folder, the newest first."""
        files = sorted(self._folder.glob("*.eml"), key=_written, reverse=True)
        return [_read(path) for path in files]


def mailer_from(settings: MailSettings) -> Mailer:
    """The mailer the settings name: SMTP when there is a host, else the folder."""
    if settings.smtp_host:
        return SmtpMailer(settings)
    return FolderMailer(settings.mail_folder)


def _composed(message: Message) -> EmailMessage:
    """The message as it goes out. Raises MailRefused for a header that would become two."""
    composed = EmailMessage(policy=policy.SMTP)
    try:
        composed["From"] = message.sender
        composed["To"] = _one_address(message.to)
        composed["Subject"] = message.subject
        composed["Message-ID"] = f"<{_one_word(message.message_id)}>"
        composed["Auto-Submitted"] = "auto-generated"
        composed["Date"] = datetime.now(UTC)
        composed.set_content(message.text)
    except (ValueError, IndexError) as error:
        raise MailRefused(f"{message.message_id}: {error}") from error
    return composed


def _one_address(address: str) -> str:
    plain = address.isascii() and address.isprintable() and address.count("@") == 1
    if not plain or set(address) & set(' ,;<>"()[]:'):
        raise ValueError("not one plain address")
    return address


def _one_word(message_id: str) -> str:
    if not message_id.isascii() or not message_id.isprintable() or set(message_id) & set(" <>"):
        raise ValueError("not a Message-ID")
    return message_id


@contextmanager
def _mail_errors() -> Iterator[None]:
    """Turn what the server said into refused for ever (5xx on our message) or later (the rest)."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise MailUnavailable(f"the mail server does not take our sign-in: {error}") from error
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise _by_code(max(codes), error) from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise _by_code(error.smtp_code, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnavailable(str(error)) from error


def _by_code(code: int, error: Exception) -> MailFailure:
    return MailRefused(str(error)) if code >= 500 else MailUnavailable(str(error))


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)
