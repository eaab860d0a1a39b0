"""Whatever is sent by the public form: an answer in words, nothing run, nothing injected."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from io import StringIO
from itertools import count

import pytest

from portfolio import clock
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry
from portfolio.models.job import OutgoingMail
from portfolio.services import case_links
from portfolio.web import public_seal
from tests import figures
from tests.conftest import NOON
from tests.hostile_forms import HARM, SCRIPT, submissions
from tests.public_forms import wait

TAKEN, ANSWERS = {204, 303}, {204, 303, 400, 413, 422}
"""204 is how a page that asks by script is sent on."""
FULL = 2000
BETWEEN = timedelta(seconds=60)


def seals(app, centre):
    """Those of as many forms as are asked for, opened when they are."""
    for _number in count():
        with app.test_request_context():
            yield public_seal.fresh(f"tell {centre.id} complaint").text


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(40, marks=pytest.mark.quickly_with("sqlite")),
        pytest.param(FULL, marks=[pytest.mark.full, pytest.mark.timeout(900)]),
    ],
)
def test_hostile_submissions_are_answered_in_words_and_harm_nobody(
    app, cast, make, session, worker, number
):
    make.procedures()
    url = f"/service/{cast.centre.slug}/tell-us/complaint"
    visitor, answers = cast.visitor, Counter()
    for sent in submissions(number, seals(app, cast.centre)):
        wait(BETWEEN)
        headers = {"X-CSRFToken": "", **sent.headers}
        reply = visitor.post(url, sent.body, content_type=sent.content_type, headers=headers)
        answers[reply.status] += 1
        assert reply.status in ANSWERS, f"{sent.what}: {reply.status}"
        assert SCRIPT not in reply.text, sent.what
        assert "onerror=alert(1)>" not in reply.text.replace("&gt;", ""), sent.what

    _check_mails(session, worker)
    clock.use(lambda: NOON)  # or the staff would be signed out by now
    taken = sum(answers[status] for status in TAKEN)
    assert taken >= number // 4
    assert answers[422] >= number // 4
    cases = session.query(Case).all()
    assert len(cases) == taken
    if number == FULL:
        by_status = {str(status): many for status, many in sorted(answers.items())}
        figures.keep("public-form", "hostile-submissions", {"sent": number, "answers": by_status})
    _check_pages(cast, session, cases[:: max(len(cases) // 6, 1)])
    _check_files(cast)


def _check_pages(cast, session, cases: list[Case]) -> None:
    """What was taken in shows as the words it is, to whoever sent it and to the staff."""
    tracker = cast.administrator.get("/cases")
    assert SCRIPT not in tracker.text
    for case in cases:
        assert "\n" not in case.name + case.email + case.telephone
        assert "\x00" not in case.said + case.name
        page = cast.visitor.get(f"/follow/{case_links.issue(session, case)}")
        assert page.status == 200
        staff = cast.administrator.get(f"/cases/{case.id}")
        assert staff.status == 200
        assert case.reference in staff.text
        for text in (page.text, staff.text):
            assert SCRIPT not in text
            assert HARM["attribute"] not in text
            assert "49" not in case.said


def _check_files(cast) -> None:
    """No cell of the table begins like a formula, and the report holds nothing that runs."""
    table = cast.administrator.get("/cases/table.csv")
    rows = list(csv.reader(StringIO(table.text)))
    assert len(rows) > 5
    formulas = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert not formulas, formulas[:5]
    report = cast.administrator.get("/cases/report.pdf?names=shown")
    assert report.response.data.startswith(b"%PDF")
    for active in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile"):
        assert active not in report.response.data


def _check_mails(session, worker) -> None:
    """Each goes to the one address it says, with no header but ours and nothing that was typed."""
    replace(worker, only={"send-mail"}).run_due()
    session.expire_all()
    for row in session.query(OutgoingMail):
        assert "elsewhere.test" not in row.to + row.subject + row.text
    files = sorted(worker.outside.mailer._folder.glob("*.eml"))
    assert files
    for file in files:
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert mail["Bcc"] is None
        assert mail["Cc"] is None
        assert mail["To"].count("@") == 1
        assert "elsewhere.test" not in file.read_text()
    assert session.query(CaseEntry).count()
