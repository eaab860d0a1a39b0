"""A complaint past its target that nobody answers: it goes up, office by office, by itself."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator

from tests.e2e.browsers import Device, Give
from tests.e2e.journeys.people import DEPARTMENT_HEAD, MANAGING_DIRECTOR, SENIOR_MANAGER
from tests.e2e.pages.accounts import DemoMailPage, SignInPage, link_in
from tests.e2e.pages.cases import EscalationPage, WaitingPage
from tests.e2e.server import DATABASE, Server
from tests.servers.processes import wait_until

PATIENCE = 60
PASSED = re.compile("passed its target")


@pytest.mark.full
@pytest.mark.req("R-285")
def test_a_complaint_nobody_answers_goes_up_to_the_managing_director(
    device: Give, server: Server
) -> None:
    head = device("phone", DEPARTMENT_HEAD)
    waiting = WaitingPage.open(head)
    waiting.says("reply to the escalation")
    waiting.follow(re.compile("reply to the escalation"), EscalationPage).says("As Department head")

    for rung, (email, office) in enumerate(
        [(SENIOR_MANAGER, "Senior manager"), (MANAGING_DIRECTOR, "Managing Director")], start=1
    ):
        a_day_passes(server)
        wait_until(lambda r=rung: told(server) == r + 1, f"{office} to be told", PATIENCE)
        phone = device("phone")
        link_in(mail_to(phone, email))
        SignInPage(phone).sign_in(email)
        page = EscalationPage(phone)
        page.says(f"As {office}")
        page.says("You were told")


def mail_to(device: Device, email: str) -> Locator:
    return DemoMailPage.waiting_for(device, email, PASSED)


def a_day_passes(server: Server) -> None:
    """What was told is a day older, so that the time to reply is over."""
    over = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(server.folder / DATABASE, timeout=20)) as database, database:
        database.execute(
            "UPDATE escalation SET reply_due_at = ? WHERE reply_due_at IS NOT NULL", (over,)
        )


def told(server: Server) -> int:
    """How many rungs were told of the one complaint of the demo that is late."""
    query = "SELECT count(*) FROM escalation WHERE told_at IS NOT NULL"
    with closing(sqlite3.connect(server.folder / DATABASE, timeout=20)) as database:
        return int(database.execute(query).fetchone()[0])
