"""What is stuck on its way in is seen by administrators, who can have it tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio.domain.states import FileState, UploadState
from portfolio.models.audit import AuditEntry
from portfolio.models.job import Job
from portfolio.models.upload import Upload
from portfolio.services import evidence_checking
from tests.conftest import NOON

HERE = "/centre/files"


@pytest.fixture
def stuck(session, cast, make):
    """A file whose check was given up an hour ago."""
    draft = make.evidence(cast.profile, title="Private title")
    file = make.file(
        draft,
        "private name.pdf",
        state=FileState.CHECKING,
        uploaded_at=NOON - timedelta(hours=1),
    )
    evidence_checking.queue(session, file)
    job = session.scalars(select(Job).where(Job.name == "check-file")).one()
    job.failed_at, job.attempts, job.last_error = NOON, 7, "NotStored"
    session.commit()
    return file


@pytest.fixture
def upload(session, cast, make):
    def put(state: UploadState) -> Upload:
        made = Upload(
            person_id=cast.candidate.user.id,
            candidate_id=cast.profile.id,
            evidence_id=make.evidence(cast.profile).id,
            item_key="k",
            name="film.mp4",
            size=100,
            offset=100 if state is UploadState.RECEIVED else 47,
            state=state,
            created_at=NOON - timedelta(minutes=12),
            expires_at=NOON + timedelta(days=1),
        )
        session.add(made)
        session.commit()
        return made

    return put


def pressed(session, cast, action: str) -> str:
    page = cast.administrator.get(HERE)
    reply = cast.administrator.submit(page, {}, f"form[action='{action}']")
    assert reply.location == HERE
    session.expire_all()
    return cast.administrator.get(HERE).words()


def test_a_stuck_check_is_listed_without_what_the_file_is_and_tried_again(session, cast, stuck):
    words = cast.administrator.get(HERE).words()
    for said in (cast.profile.name, stuck.evidence.code, "1 hour", "NotStored, given up"):
        assert said in words
    assert "private" not in words.lower()
    assert "checked again now" in pressed(session, cast, f"{HERE}/{stuck.id}/check")
    job = session.scalars(select(Job).where(Job.name == "check-file")).one()
    assert (job.failed_at, job.attempts, job.due_at) == (None, 0, NOON)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == stuck.id)).one()
    assert (entry.name, entry.actor_id) == ("file:check-repeated", cast.administrator.user.id)


def test_an_upload_that_was_not_put_together_is_tried_again(session, cast, upload):
    whole = upload(UploadState.RECEIVED)
    words = pressed(session, cast, f"/centre/uploads/{whole.id}/join")
    assert "put together again" in words
    assert session.scalars(select(Job).where(Job.name == "join-upload")).one().due_at == NOON


def test_an_upload_that_stopped_is_deleted(session, cast, upload):
    begun = upload(UploadState.RECEIVING)
    words = cast.administrator.get(HERE).words()
    assert "47 % has arrived" in words
    assert "12 minutes" in words
    assert "deleted" in pressed(session, cast, f"/centre/uploads/{begun.id}/delete")
    assert begun.state is UploadState.ENDED


def test_held_back_and_refused_files_are_listed_and_never_released(session, cast, make, item):
    make.file(item, state=FileState.QUARANTINED, scan="Local.Eicar.Test")
    reason = "“private.png” unpacks to far too much"
    make.file(item, "private.png", state=FileState.REFUSED, state_reason=reason)
    page = cast.administrator.get(HERE)
    assert "The scanner found Local.Eicar.Test" in page.html.select_one("#held-back").text
    assert "It unpacks to far too much" in page.html.select_one("#refused").text
    assert "private" not in page.html.select_one("main").text
    assert not page.html.select("#held-back form, #refused form")


def test_other_centres_see_none_of_it(cast, stuck):
    assert cast.profile.name not in cast.stranger_administrator.get(HERE).text
    assert cast.assessor.get(HERE).status == 403


@pytest.mark.parametrize("number", [1, 40])
def test_the_page_takes_few_queries_whatever_waits(cast, make, item, queries, number):
    for state in (FileState.CHECKING, FileState.QUARANTINED, FileState.REFUSED):
        for _ in range(number):
            make.file(item, state=state, uploaded_at=NOON - timedelta(hours=1))
    assert queries(lambda: cast.administrator.get(HERE)) <= 12


def test_health_says_how_many_files_wait_and_since_when(cast, stuck):
    told = cast.visitor.get("/health").response.json
    assert told["files_being_received"] == {
        "waiting": 1,
        "oldest_seconds": 3600,
        "held_back": 0,
    }
