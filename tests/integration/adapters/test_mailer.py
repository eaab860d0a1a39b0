"""Mail to a real server, to a server that refuses or hangs, and into a folder."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from portfolio.adapters import mailer
from portfolio.adapters.mailer import (
    FolderMailer,
    MailRefused,
    MailUnavailable,
    Message,
    SmtpMailer,
    mailer_from,
)
from tests.servers.processes import free_port


@dataclass(frozen=True)
class MailSettings:
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 0
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: str = "none"
    mail_folder: Path = Path("mail")


NEWS = Message(
    to="candidate-1@centre.test",
    subject="Unit 4 was sent back: two criteria need more – see why",
    text="Two criteria need more.\nDiolch, مرحبا\n\n-- \nPortfolio",
    message_id="notice-17@portfolio.test",
    sender="Portfolio <no-reply@centre.test>",
)


@pytest.fixture
def smtp(mail_server) -> SmtpMailer:
    return SmtpMailer(MailSettings(smtp_port=mail_server.port))


def test_a_message_arrives_as_it_was_written(smtp, mail_server):
    smtp.send(NEWS)
    [received] = mail_server.received
    assert received.sender == "no-reply@centre.test"
    assert received.recipients == ["candidate-1@centre.test"]
    assert received.message["Subject"] == NEWS.subject
    assert received.message["To"] == NEWS.to
    assert received.message["Message-ID"] == "<notice-17@portfolio.test>"
    assert received.message["Auto-Submitted"] == "auto-generated"
    assert received.message.get_content().replace("\r\n", "\n").strip() == NEWS.text
    assert received.message.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("550 no such person", MailRefused),
        ("554 we do not like it", MailRefused),
        ("451 try later", MailUnavailable),
        ("421 going down", MailUnavailable),
    ],
)
def test_a_refusal_for_ever_differs_from_one_for_now(smtp, mail_server, answer, failure):
    mail_server.answer = answer
    with pytest.raises(failure):
        smtp.send(NEWS)
    assert mail_server.received == []


def test_a_server_that_hangs_is_left_after_a_while(smtp, mail_server, monkeypatch):
    monkeypatch.setattr(mailer, "SECONDS", 0.3)
    mail_server.hang = 1
    with pytest.raises(MailUnavailable):
        smtp.send(NEWS)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(MailSettings(smtp_port=free_port()), id="nobody listens"),
        pytest.param(MailSettings(smtp_host="mail.invalid", smtp_port=25), id="no such host"),
    ],
)
def test_a_server_that_is_away_is_tried_again_later(settings):
    with pytest.raises(MailUnavailable):
        SmtpMailer(settings).send(NEWS)


def test_mail_never_goes_out_in_the_clear_when_encryption_was_asked_for(mail_server):
    settings = MailSettings(smtp_port=mail_server.port, smtp_security="starttls")
    with pytest.raises(MailUnavailable):
        SmtpMailer(settings).send(NEWS)
    assert mail_server.received == []


def test_an_unknown_kind_of_encryption_stops_the_start():
    with pytest.raises(ValueError, match="one of starttls, tls, none"):
        SmtpMailer(MailSettings(smtp_security="yes"))


HOSTILE = [
    {"subject": "Hello\r\nBcc: everybody@centre.test"},
    {"subject": "Hello\nBcc: everybody@centre.test"},
    {"to": "a@centre.test\r\nBcc: b@centre.test"},
    {"to": "a@centre.test, b@centre.test"},
    {"to": "a@centre.test>\nRCPT TO:<b@centre.test"},
    {"to": "nobody"},
    {"to": "ä@centre.test"},
    {"to": ""},
    {"message_id": "x@y>\r\nBcc: b@centre.test"},
    {"sender": "a@centre.test\r\nBcc: b@centre.test"},
]


@pytest.mark.parametrize("change", HOSTILE, ids=str)
def test_no_header_can_be_slipped_in(smtp, mail_server, tmp_path, change):
    for way in (smtp, FolderMailer(tmp_path)):
        with pytest.raises(MailRefused):
            way.send(replace(NEWS, **change))
    assert mail_server.received == []
    assert FolderMailer(tmp_path).read_all() == []


def test_a_text_cannot_end_the_message_early(smtp, mail_server):
    smtp.send(replace(NEWS, text="before\n.\nMAIL FROM:<x@y.test>\nafter"))
    [received] = mail_server.received
    assert "after" in received.message.get_content()


def test_the_folder_keeps_mail_newest_first_and_once(tmp_path):
    folder = FolderMailer(tmp_path / "mail")
    assert folder.read_all() == []
    folder.send(NEWS)
    folder.send(replace(NEWS, message_id="notice-18@portfolio.test", subject="Later"))
    folder.send(NEWS)
    for age, path in enumerate(sorted((tmp_path / "mail").glob("*.eml"), key=later_last)):
        os.utime(path, (age, age))

    assert [mail["Subject"] for mail in folder.read_all()] == ["Later", NEWS.subject]
    assert folder.read_all()[1].get_content().splitlines() == NEWS.text.splitlines()
    assert all(path.suffix == ".eml" for path in (tmp_path / "mail").iterdir())


def later_last(path: Path) -> bool:
    return b"Later" in path.read_bytes()


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path):
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(MailUnavailable):
        FolderMailer(tmp_path / "mail").send(NEWS)


def test_settings_choose_the_way(tmp_path):
    assert isinstance(mailer_from(MailSettings(smtp_host="")), FolderMailer)
    assert isinstance(mailer_from(MailSettings()), SmtpMailer)
