"""Telling everybody concerned of a published version, once each, and who has read it."""

from __future__ import annotations

import pytest

from portfolio.domain.actors import Role
from portfolio.models.document import DocumentReader
from portfolio.models.job import Job
from portfolio.models.notice import Notice
from portfolio.services import announcements, documents
from portfolio.services.document_versions import ANNOUNCE
from tests.published_documents import a_document, a_version
from tests.queries import counted

STAFF = ("administrator", "assessor", "quality_assurer")


def told(session, version):
    return {
        row.user_id for row in session.query(DocumentReader).filter_by(version_id=version.id).all()
    }


@pytest.mark.req("R-314")
def test_a_new_version_is_told_by_a_job_to_all_staff_and_the_candidates_ticked(
    cast, session, make, worker
):
    elsewhere = make.candidate(cast.centre)
    make.enrolment(elsewhere, make.qualification([]), cast.rule)
    ended = make.user()
    make.grant(ended, cast.centre, Role.ASSESSOR, revoked_at=cast.candidate.user.created_at)
    document = a_document(
        session, cast.administrator.actor, "Demo guide", qualification_id=cast.qualification.id
    )
    version = a_version(
        session, cast.administrator.actor, document, tells_candidates=True, asks_reading=True
    )
    assert session.query(DocumentReader).count() == 0

    session.commit()
    worker.run_due()

    everybody = {getattr(cast, name).user.id for name in (*STAFF, "candidate")}
    assert told(session, version) == everybody
    news = session.query(Notice).filter_by(kind="document:published").all()
    assert {one.user_id for one in news} == everybody
    assert {one.path for one in news} == {f"/documents/{document.id}"}
    assert "Demo guide, version 1 is published" in cast.candidate.get("/account/notices").words()

    announcements.announce(session, version.id, None)
    assert session.query(Notice).filter_by(kind="document:published").count() == 4

    second = a_version(session, cast.administrator.actor, document)
    session.commit()
    worker.run_due()
    assert told(session, second) == everybody - {cast.candidate.user.id}


@pytest.mark.req("R-314")
def test_many_are_told_part_by_part_each_once(cast, session, make, worker, monkeypatch):
    monkeypatch.setattr(announcements, "PART", 2)
    for _ in range(4):
        make.grant(make.user(), cast.centre, Role.ASSESSOR)
    document = a_document(session, cast.administrator.actor)
    version = a_version(session, cast.administrator.actor, document)

    session.commit()
    worker.run_due()

    assert len(told(session, version)) == session.query(DocumentReader).count() == 7
    assert session.query(Job).filter_by(name=ANNOUNCE).count() == 4


@pytest.mark.req("R-314")
def test_nobody_is_told_of_what_was_withdrawn_meanwhile(cast, session):
    document = a_document(session, cast.administrator.actor)
    version = a_version(session, cast.administrator.actor, document)
    documents.withdraw(session, cast.administrator.actor, document)

    assert announcements.announce(session, version.id, None) is None
    assert told(session, version) == set()


@pytest.mark.req("R-314")
def test_who_has_read_it_says_so_and_who_has_not_is_listed(cast, session, worker):
    office = cast.administrator
    document = a_document(session, office.actor, "Demo policy")
    a_version(session, office.actor, document, asks_reading=True)
    readers = f"/documents/{document.id}/versions/1/readers"
    assert "Nobody is told yet" in office.get(readers).words()
    session.commit()
    worker.run_due()

    assert "You are asked to read 1 document" in cast.assessor.get("/documents").words()
    assert not cast.candidate.get(f"/documents/{document.id}").html.select_one("#read")
    page = cast.assessor.get(f"/documents/{document.id}")
    for _ in range(2):
        assert cast.assessor.submit(page, {}, form="#read").status == 303

    assert "You are asked to read" not in cast.assessor.get("/documents").words()
    assert "You have read this version" in cast.assessor.get(f"/documents/{document.id}").words()
    words = office.get(readers).words()
    assert "3 people were told. 1 has read it, 2 have not" in words
    assert "Demo Assessor One Staff" in words
    assert cast.assessor.get(readers).status == 403
    assert cast.candidate.post(f"/documents/{document.id}/versions/1/read").status == 404


def test_the_pages_ask_as_often_whatever_the_number_of_documents(cast, session, worker):
    office = cast.administrator.actor
    first = a_document(session, office, "Demo first")
    a_version(session, office, first, asks_reading=True, tells_candidates=True)
    session.commit()
    worker.run_due()

    def asked():
        found = []
        for person in (cast.administrator, cast.candidate):
            for address in ("/documents", f"/documents/{first.id}"):
                with counted() as queries:
                    assert person.get(address).status == 200
                found.append(len(queries))
        return found

    few = asked()
    for number in range(2, 6):
        a_version(session, office, first, replaces=number - 1, asks_reading=True)
        a_version(session, office, a_document(session, office, f"Demo {number}"))
    session.commit()
    worker.run_due()
    assert asked() == few
    assert max(few) <= 12
