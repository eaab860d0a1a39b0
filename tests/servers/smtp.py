"""A mail server on loopback that keeps what it is sent, or refuses, or hangs."""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.processes import free_port


@dataclass
class Received:
    """One message with the addresses of its envelope."""

    sender: str
    recipients: list[str]
    message: EmailMessage


class Counted(SMTP):
    """Tells its server how many clients are connected."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.connected += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.event_handler.connected -= 1


class Counting(Controller):
    def factory(self) -> SMTP:
        return Counted(self.handler, **self.SMTP_kwargs)


@dataclass
class MailServer:
    """Keeps messages in ``received``; ``answer`` makes it refuse, ``hang`` makes it wait.

    Once nobody is ``connected`` it has taken all that it ever takes of a client that was killed.
    """

    port: int = field(default_factory=free_port)
    received: list[Received] = field(default_factory=list)
    answer: str | None = None
    hang: float = 0
    connected: int = 0

    def __post_init__(self) -> None:
        self._controller = Counting(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(  # noqa: N802 (the name aiosmtpd calls when a message has arrived)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.hang)
        if self.answer:
            return self.answer
        content = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(content, EmailMessage)
        self.received.append(Received(envelope.mail_from or "", envelope.rcpt_tos, content))
        return "250 kept"

    def stop(self) -> None:
        self._controller.stop()
