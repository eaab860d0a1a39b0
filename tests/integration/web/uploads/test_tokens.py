"""Upload tokens: another program sends files for one candidate, and may do nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import EvidenceFile
from portfolio.models.person import RoleGrant
from portfolio.models.upload import Upload, UploadToken
from portfolio.services import accounts
from tests import tus
from tests.client import Browser, Reply
from tests.conftest import NOON

PAGE = "/account/upload-tokens"
CONTENT = b"Written by another program.\n" * 50


class Program(Browser):
    """A client without cookies that brings a token along."""

    checking = False

    def __init__(self, app, secret: str, scheme: str = "Bearer") -> None:
        super().__init__(app)
        self.client.delete_cookie("session")
        self.scheme = scheme
        self.secret = secret

    def csrf_token(self) -> str:
        return ""

    def open(self, url, method="GET", **kwargs) -> Reply:
        headers = {"Authorization": f"{self.scheme} {self.secret}"} | dict(
            kwargs.pop("headers", None) or {}
        )
        return super().open(url, method, headers=headers, **kwargs)


def made(person: Browser, name: str = "Photo uploader") -> str:
    """The secret of a fresh token, read off the page that shows it."""
    page = person.submit(person.get(PAGE), {"name": name}, form="#token-form")
    assert page.status == 200
    return str(page.html.select_one("#made")["value"])


@pytest.mark.req("R-349", part="from another program")
def test_a_program_with_a_token_sends_files_into_its_owners_portfolio(cast, worker, session):
    program = Program(cast.app, made(cast.candidate))
    place = tus.sent(program, CONTENT)
    worker.run_due()
    file = session.scalars(select(EvidenceFile)).one()
    assert (file.candidate_id, file.uploaded_by_id) == (cast.profile.id, cast.candidate.user.id)
    assert program.get(place).response.json["offset"] == len(CONTENT)


def test_a_token_is_shown_once_and_kept_nowhere(cast, session):
    secret = made(cast.candidate)
    token = session.scalars(select(UploadToken)).one()
    assert secret not in cast.candidate.get(PAGE).text
    assert secret not in str(vars(token))
    assert token.expires_at == NOON + timedelta(days=30)
    assert "Photo uploader" in cast.candidate.get(PAGE).words()
    assert "1 program or device can send files for you" in cast.candidate.get("/account").words()
    names = session.scalars(select(AuditEntry.name)).all()
    assert "upload-token:made" in names


def test_pressing_twice_makes_one_token(cast, session):
    page = cast.candidate.get(PAGE)
    cast.candidate.submit(page, {"name": "Scanner"}, form="#token-form")
    again = cast.candidate.submit(page, {"name": "Scanner"}, form="#token-form")
    assert (again.status, again.location) == (303, PAGE)
    assert len(session.scalars(select(UploadToken)).all()) == 1


def test_a_token_needs_a_name_and_there_are_ten_at_most(cast):
    nameless = cast.candidate.submit(cast.candidate.get(PAGE), {"name": " "}, form="#token-form")
    assert nameless.status == 422
    for number in range(10):
        made(cast.candidate, f"Program {number}")
    full = cast.candidate.submit(cast.candidate.get(PAGE), {"name": "More"}, form="#token-form")
    assert full.status == 422
    assert "Revoke one you no longer need" in full.words()


def test_a_revoked_token_lets_nobody_in(cast):
    program = Program(cast.app, made(cast.candidate))
    place = tus.announce(program, 10).location
    page = cast.candidate.get(PAGE)
    assert cast.candidate.submit(page, {}, form="#tokens form").status == 303
    refused = tus.send(program, place, b"0123456789")
    assert refused.status == 401
    assert refused.response.headers["WWW-Authenticate"] == "Bearer"
    assert tus.offset_of(tus.ask(cast.candidate, place)) == 0


def test_a_token_ends_after_thirty_days(cast):
    program = Program(cast.app, made(cast.candidate))
    clock.use(lambda: NOON + timedelta(days=30, seconds=-1))
    assert tus.announce(program, 10).status == 201
    clock.use(lambda: NOON + timedelta(days=30))
    assert tus.announce(program, 10).status == 401


def test_a_new_password_ends_every_token(cast, session):
    program = Program(cast.app, made(cast.candidate))
    accounts.choose_password(session, cast.candidate.user, "correct horse staple 7", "reset")
    assert tus.announce(program, 10).status == 401


def test_a_token_ends_with_its_owners_role(cast, session):
    program = Program(cast.app, made(cast.candidate))
    place = tus.announce(program, 10).location
    mine = RoleGrant.user_id == cast.candidate.user.id
    for grant in session.scalars(select(RoleGrant).where(mine)):
        grant.revoked_at = clock.now()
    refused = tus.send(program, place, b"0123456789")
    assert refused.status == 403
    assert "role" in refused.text


@pytest.mark.parametrize(
    "path", ["/candidate", "/candidate/evidence", "/account", PAGE, "/account/notices", "/"]
)
def test_no_other_page_knows_a_token(cast, path):
    program = Program(cast.app, made(cast.candidate))
    reply = program.get(path)
    assert reply.status in {302, 303, 401}, path
    assert "Demo Candidate" not in reply.text


def test_no_other_route_may_be_written_to_with_a_token(cast):
    program = Program(cast.app, made(cast.candidate))
    assert program.post("/candidate/captures", data={"key": "1"}).status in {400, 401, 404}
    assert program.post(PAGE, data={"name": "Another"}).status in {400, 401}


def test_another_persons_upload_is_not_found(cast):
    place = tus.announce(cast.candidate, 10).location
    program = Program(cast.app, made(cast.other_candidate))
    assert tus.ask(program, place).status == 404
    assert tus.send(program, place, b"0123456789").status == 404
    assert tus.give_up(program, place).status == 404


def test_staff_have_no_upload_tokens(cast):
    for person in (cast.assessor, cast.administrator):
        assert person.get(PAGE).status in {403, 404}
        assert "Upload tokens" not in person.get("/account").words()


def test_a_wrong_token_is_not_helped_by_a_cookie(cast):
    headers = {"Authorization": "Bearer not-a-token"}
    reply = cast.candidate.post(
        "/uploads",
        headers=headers | tus.HELLO | {"Upload-Length": "1", "Upload-Metadata": "filename YQ=="},
    )
    assert reply.status == 401


@pytest.mark.parametrize("scheme", ["Basic", "bearer", "Token"])
def test_only_a_bearer_token_counts(cast, scheme):
    program = Program(cast.app, made(cast.candidate), scheme)
    assert tus.announce(program, 10).status == (201 if scheme == "bearer" else 401)


def test_a_page_that_sends_must_say_its_csrf_token(cast, session):
    headers = tus.HELLO | {
        "Upload-Length": "5",
        "Upload-Metadata": tus.metadata(filename="a.txt"),
        "X-CSRFToken": "",
    }
    refused = cast.candidate.post("/uploads", headers=headers)
    assert refused.status == 400
    assert "Reload it" in refused.text
    assert session.scalars(select(Upload)).all() == []


def test_the_last_use_of_a_token_is_shown(cast):
    program = Program(cast.app, made(cast.candidate))
    assert "Not used yet" in cast.candidate.get(PAGE).words()
    clock.use(lambda: NOON + timedelta(minutes=5))
    tus.announce(program, 10)
    assert re.search("Last used 24 November 2026 at 12.05pm", cast.candidate.get(PAGE).words())
