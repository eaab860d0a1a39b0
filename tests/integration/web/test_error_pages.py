"""What a person reads when something is refused or has failed, as a page and as a part."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from portfolio.services import sign_ins
from portfolio.web import errors
from tests.cast import Cast
from tests.client import FRAGMENT, Browser, Reply


def shown(app: Flask, status: int, message: str = "", **headers: str) -> Reply:
    with app.test_request_context("/", headers=headers):
        app.preprocess_request()
        return Reply(app.process_response(errors.answer(status, message)))  # type: ignore[arg-type]


@pytest.mark.parametrize("status", sorted(errors.PAGES))
def test_every_refusal_has_a_page_and_a_part_in_the_same_words(app: Flask, status: int) -> None:
    page = shown(app, status)
    part = shown(app, status, **FRAGMENT)

    assert page.status == part.status == status
    assert page.html.h1 is not None
    heading = page.html.h1.get_text(strip=True)
    root = part.html.find(recursive=False)
    assert root is not None
    assert root["id"] == "error"
    assert heading in part.words()


def test_what_the_page_knows_better_stands_in_place_of_the_general_words(app: Flask) -> None:
    only = "Only the assessor of this unit can sign it off. Demo Assessor One is its assessor"

    assert only in shown(app, 403, only).words()
    assert only in shown(app, 403, only, **FRAGMENT).words()
    assert "Only somebody with another role may do this" not in shown(app, 403, only).words()


def test_a_page_that_is_not_there_says_the_same_to_everybody(cast: Cast) -> None:
    for browser in (cast.candidate, cast.assessor, Browser(cast.app)):
        reply = browser.get("/no/such/page")
        assert reply.status == 404
        assert "We cannot find that page" in reply.words()


def test_a_failure_quotes_an_id_and_asks_the_database_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OperationalError("select 1", {}, Exception("the database is gone"))

    monkeypatch.setattr(app, "template_context_processors", {None: [gone]})
    failed = shown(app, 500)
    busy = shown(app, 503)

    assert "Something went wrong on our side" in failed.words()
    assert failed.html.select_one("b") is not None
    assert busy.status == 503


@pytest.mark.parametrize(
    ("columns", "status"),
    [({"born_on": None, "user": None}, 500), ({}, 409)],
    ids=["a row without what it must have", "a second row where there may be one"],
)
def test_only_a_second_row_is_taken_for_two_people_at_once(cast: Cast, columns, status) -> None:
    with pytest.raises(IntegrityError) as refused:
        cast.make.candidate(cast.centre, **{"user": cast.candidate.user} | columns)
    cast.make.session.rollback()
    with cast.app.test_request_context("/"):
        cast.app.preprocess_request()
        assert errors.done_already(refused.value).status_code == status  # type: ignore[union-attr]


def test_a_page_stands_although_its_visit_could_not_be_noted(
    cast: Cast, later, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("update sign_in", {}, Exception("database is locked"))

    monkeypatch.setattr(sign_ins, "note_seen", busy)
    later(minutes=5)
    assert cast.candidate.get("/account").status == 200


@pytest.mark.parametrize(
    ("statement", "status", "name"),
    [
        ("INSERT INTO person VALUES ('Demo Person')", 503, "SQLITE_BUSY"),
        ("SELECT lost FROM person", 500, "no such column"),
    ],
    ids=["a locked database", "a statement it cannot read"],
)
def test_only_a_busy_database_is_said_to_be_busy_and_the_log_says_why(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture, statement, status, name
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'busy'}", connect_args={"timeout": 0})
    with engine.connect() as other, engine.connect() as connection:
        other.execute(text("CREATE TABLE person (name)"))
        other.commit()
        other.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError) as failed:
            connection.execute(text(statement))
    engine.dispose()

    with app.test_request_context("/"):
        app.preprocess_request()
        answer = errors.database_busy(failed.value)
    assert answer.status_code == status  # type: ignore[union-attr]
    assert name in caplog.text
    assert "Demo Person" not in "".join(record.getMessage() for record in caplog.records)
