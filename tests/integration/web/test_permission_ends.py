"""Permission that ends while a body is on its way is asked again before anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select, update

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.evidence import EvidenceType
from portfolio.extensions import db
from portfolio.models.enrolment import Assignment
from portfolio.models.evidence import EvidenceFile
from portfolio.models.person import RoleGrant, SignIn
from portfolio.services import records
from portfolio.services.records import NewRecord
from tests.client import Reply
from tests.integration.services.assessing import criteria, first_unit
from tests.uploads import ADD, MULTIPART, body_of, stored_keys, upload_address

LONG = b"a line of a log\n" * 40_000
"""More than is taken from the connection at a time."""


class Interrupted(BytesIO):
    """A body in the middle of which something else happens."""

    def __init__(self, body: bytes, meanwhile: Callable[[], None]) -> None:
        super().__init__(body)
        self._meanwhile = meanwhile
        self.happened = False

    def readinto(self, buffer: Any) -> int:
        if self.tell() > 0 and not self.happened:
            self.happened = True
            self._meanwhile()
        return super().readinto(buffer)


def send(person, page: str, meanwhile: Callable[[], None]) -> Reply:
    address = upload_address(person, page)
    body = body_of((LONG, "log.txt"))
    stream = Interrupted(body, meanwhile)
    reply = person.open(
        address,
        method="POST",
        input_stream=stream,
        content_length=len(body),
        content_type=MULTIPART,
    )
    assert stream.happened
    return reply


def change(person, statement) -> Callable[[], None]:
    """Does what another request does meanwhile, in a session of its own."""

    def meanwhile() -> None:
        with person.app.app_context():
            db.session.execute(statement)
            db.session.commit()

    return meanwhile


def role_revoked(person):
    return (
        update(RoleGrant).where(RoleGrant.user_id == person.user.id).values(revoked_at=clock.now())
    )


def signed_out(person):
    return update(SignIn).where(SignIn.user_id == person.user.id).values(revoked_at=clock.now())


def unassigned(person):
    return (
        update(Assignment)
        .where(Assignment.role == Role.ASSESSOR)
        .values(ended_at=clock.now(), ended_by_id=person.user.id)
    )


@pytest.fixture
def record_page(cast) -> str:
    chosen = tuple(one.id for one in criteria(cast, first_unit(cast), "1.2"))
    held = date(2026, 11, 20)
    seen = NewRecord(EvidenceType.DISCUSSION, "", held, "Office", "Talked it through", chosen)
    made = records.add(cast.make.session, cast.assessor.actor, cast.profile, seen)
    return f"/assessor/evidence/{made.id}/files"


@pytest.mark.req("R-329", part="while a file is on its way")
@pytest.mark.parametrize("end", [role_revoked, signed_out])
def test_a_candidate_whose_permission_ends_leaves_nothing_behind(cast, session, end):
    reply = send(cast.candidate, ADD, change(cast.candidate, end(cast.candidate)))

    assert reply.status == 403
    assert "none of them was kept" in reply.words()
    assert session.scalars(select(EvidenceFile)).all() == []
    assert stored_keys(cast.app) == set()


@pytest.mark.parametrize(
    ("end", "status"), [(role_revoked, 403), (signed_out, 403), (unassigned, 404)]
)
def test_an_assessor_whose_permission_ends_leaves_nothing_behind(
    cast, session, record_page, end, status
):
    reply = send(cast.assessor, record_page, change(cast.assessor, end(cast.assessor)))

    assert reply.status == status
    assert "none of them was kept" in reply.words()
    assert session.scalars(select(EvidenceFile)).all() == []
    assert stored_keys(cast.app) == set()


def test_being_idle_while_ones_own_file_arrives_ends_nothing(cast, session):
    asleep = (
        update(SignIn)
        .where(SignIn.user_id == cast.candidate.user.id)
        .values(idle_until=clock.now())
    )
    assert send(cast.candidate, ADD, change(cast.candidate, asleep)).status == 303
    assert len(session.scalars(select(EvidenceFile)).all()) == 1
