"""Success commits, everything else rolls back."""

import pytest
from flask import Flask

from portfolio import clock, create_app
from portfolio.config import Settings
from portfolio.domain.actors import Role
from portfolio.extensions import db, writing
from portfolio.models.base import Base
from portfolio.models.person import Centre
from portfolio.web.access import Access, declare


@pytest.fixture
def planted(tmp_path) -> Flask:
    """An app of its own on an empty database, to plant routes in."""
    app = create_app(
        Settings(
            secret_key="planted",
            database_url=f"sqlite:///{tmp_path / 'planted.sqlite3'}",
            data_folder=tmp_path,
            secure_cookies=False,
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@pytest.mark.parametrize(
    ("method", "status", "commits", "kept"),
    [
        pytest.param("POST", 303, False, True, id="a successful write"),
        pytest.param("POST", 422, False, False, id="a refusal"),
        pytest.param("POST", 403, False, False, id="forbidden"),
        pytest.param("GET", 200, False, False, id="a read"),
        pytest.param("GET", 200, True, True, id="a read that declares that it writes"),
    ],
)
def test_only_a_successful_write_commits(planted, method, status, commits, kept):
    def write():
        db.session.add(Centre(name="Planted", created_at=clock.now()))
        db.session.flush()
        return "", status

    declare(write, Access("public", commits=commits))
    planted.add_url_rule("/planted", "planted", write, methods=[method])
    planted.test_client().open("/planted", method=method)

    with planted.app_context():
        assert bool(db.session.scalar(db.select(Centre))) is kept


@pytest.mark.parametrize(("who", "writes"), [("verifier", True), ("candidate", False)])
def test_a_read_written_down_for_one_role_keeps_no_other_waiting(cast, monkeypatch, who, writes):
    seen = []
    view = declare(
        lambda: seen.append(writing.get()) or "", Access("public", commits=Role.VERIFIER)
    )
    person = getattr(cast, who)
    monkeypatch.setitem(cast.app.view_functions, "accounts.more", view)
    db.session.commit()

    with cast.app.app_context():
        person.client.get("/account/more")

    assert seen == [writes]


def test_a_failure_rolls_back_and_answers_with_an_id_to_quote(planted):
    def fail():
        db.session.add(Centre(name="Planted", created_at=clock.now()))
        db.session.flush()
        raise ZeroDivisionError

    declare(fail, Access("public"))
    planted.add_url_rule("/planted", "planted", fail, methods=["POST"])
    reply = planted.test_client().post("/planted")

    assert reply.status_code == 500
    assert b"Traceback" not in reply.data
    assert b"uote" in reply.data
    with planted.app_context():
        assert db.session.scalar(db.select(Centre)) is None
