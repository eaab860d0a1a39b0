"""Mails: composed once, in the words of the page, under one Message-ID."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.adapters.mailer import SmtpMailer
from portfolio.domain.states import NoticeDelivery
from portfolio.jobs.schedule import Schedule
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.notice import Notice
from portfolio.outside import mailer_from
from portfolio.services import mail
from portfolio.services.notices import News, tell
from tests.conftest import NOON


@pytest.fixture
def person(make):
    return make.user("Demo Candidate Nine")


def news(centre, key="unit:referred:1", text="Unit 4 was sent back: two criteria need more"):
    return News(key, centre.id, "unit", text, "/portfolio/units/4")


def sent(worker):
    return worker.outside.mailer.read_all()


def words(message) -> str:
    return message.get_content().replace("\r\n", "\n")


@pytest.mark.req("R-335", part="one mail for one event; the list of mails is not this")
def test_one_deed_sends_one_mail_however_often_it_is_told(session, worker, make, person):
    centre = make.centre("Demo Training Centre")
    for _ in range(2):
        tell(session, person.id, news(centre))
        session.commit()
        worker.run_due()
    [message] = sent(worker)
    assert message["To"] == person.email
    assert message["Subject"] == "Unit 4 was sent back: two criteria need more"
    text = words(message)
    assert text.startswith("Unit 4 was sent back: two criteria need more.\n")
    assert text.count("https://") == 1
    assert "https://portfolio.test/portfolio/units/4\n" in text
    assert "Demo Training Centre" in text
    assert person.name not in text


def test_news_already_opened_is_not_mailed(session, worker, make, person):
    tell(session, person.id, news(make.centre()))
    session.scalars(select(Notice)).one().read_at = NOON
    session.commit()
    worker.run_due()
    assert sent(worker) == []


@pytest.mark.req("R-335", part="one digest a day; the list of mails is not this")
def test_a_daily_reader_gets_one_mail_at_eight_on_uk_clocks(session, worker, make, person):
    person.delivery = NoticeDelivery.DAILY
    centre = make.centre()
    tell(session, person.id, news(centre))
    tell(session, person.id, news(centre, "unit:signed-off:2", "Unit 5 was signed off"))
    session.commit()
    summer = datetime(2026, 7, 1, 6, 59, tzinfo=UTC)
    for moment in (summer, summer.replace(hour=7, minute=0), summer.replace(hour=9)):
        clock.use(lambda at=moment: at)
        Schedule()(worker.database)
        worker.run_due()
        assert len(sent(worker)) == (0 if moment == summer else 1)
    [message] = sent(worker)
    assert message["Subject"] == "2 pieces of news in Portfolio"
    assert "- Unit 5 was signed off\n" in words(message)
    clock.use(lambda: summer.replace(day=2, hour=9))
    Schedule()(worker.database)
    worker.run_due()
    assert len(sent(worker)) == 1


def test_a_mail_is_tried_again_under_the_same_message_id(session, worker, mail_server):
    settings = replace(
        worker.outside.settings,
        smtp_host="127.0.0.1",
        smtp_port=mail_server.port,
        smtp_security="none",
    )
    outside = replace(worker.outside, settings=settings, mailer=SmtpMailer(settings))
    worker = replace(worker, outside=outside)
    row = mail.queue(session, "planted", "person@centre.test", "Unit 4 was signed off", "It was.\n")
    session.commit()
    mail_server.answer = "451 later"
    worker.run_due()
    job = session.scalars(select(Job).where(Job.name == "send-mail")).one()
    session.refresh(job)
    assert job.last_error == "MailUnavailable"
    mail_server.answer = None
    clock.use(lambda: job.due_at)
    worker.run_due()
    [received] = mail_server.received
    assert received.message["Message-ID"] == f"<{row.message_id}@centre.test>"


def test_a_mail_refused_for_ever_is_not_tried_again(session, worker, mail_server):
    settings = replace(
        worker.outside.settings,
        smtp_host="127.0.0.1",
        smtp_port=mail_server.port,
        smtp_security="none",
    )
    worker = replace(worker, outside=replace(worker.outside, mailer=SmtpMailer(settings)))
    mail.queue(session, "planted", "person@centre.test", "Subject", "Text\n")
    session.commit()
    mail_server.answer = "550 no such person here"
    worker.run_due()
    job = session.scalars(select(Job).where(Job.name == "send-mail")).one()
    session.refresh(job)
    assert job.failed_at == NOON
    assert "centre.test" not in job.last_error


def test_a_text_with_a_secret_link_is_forgotten_once_sent(session, worker):
    mail.queue(session, "planted", "p@centre.test", "Subject", "the-secret\n", secret=True)
    session.commit()
    worker.run_due()
    assert "the-secret" in sent(worker)[0].get_content()
    session.expire_all()
    assert "the-secret" not in session.scalars(select(OutgoingMail)).one().text


def test_without_mail_settings_nothing_is_sent_and_the_health_page_says_so(
    session, worker, settings, cast
):
    assert mailer_from(settings) is None
    mail.queue(session, "planted", "person@centre.test", "Subject", "Text\n")
    session.commit()
    replace(worker, outside=replace(worker.outside, mailer=None)).run_due()
    job = session.scalars(select(Job).where(Job.name == "send-mail")).one()
    session.refresh(job)
    assert job.failed_at == NOON
    assert "SMTP_HOST" in job.last_error
    health = cast.visitor.get("/health").response.json
    assert health["mail"] == "not set up: no e-mail is sent"
    assert health["jobs"] == "1 given up"
