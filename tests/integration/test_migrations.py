"""Migrations run up, down and up again on both databases, and keep the audit trail guarded."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from portfolio import clock
from portfolio.catalogue import read_procedures, read_shipped
from portfolio.domain.actors import Role
from portfolio.domain.events import CentreAdded
from portfolio.domain.procedure import Channel, TrackKey
from portfolio.domain.states import EvidenceState, FileState
from portfolio.domain.unit_wishes import Wish
from portfolio.extensions import db, writing
from portfolio.models.appeal import Appeal
from portfolio.models.case_record import CaseFile
from portfolio.models.catalogue_upload import CatalogueUpload
from portfolio.models.course_review import CourseReview
from portfolio.models.document import DocumentVersion
from portfolio.models.enrolment import UnitWish
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.person import Centre
from portfolio.models.programme import CombinationRule, Qualification, Unit
from portfolio.models.public_intake import PublicSending, StagedFile
from portfolio.models.specification import UnitSpecification
from portfolio.models.unit_import import UnitImport
from portfolio.services import audit, cases, catalogue, catalogue_uploads
from portfolio.services.procedures import load as load_procedures
from tests.cast import Cast
from tests.factories import Factory
from tests.integration.services.appealing import appealed, sent_back
from tests.published_documents import a_document, a_version


def fill() -> None:
    """Rows in the catalogue, a centre, people and the trail."""
    session = db.session()
    catalogue.load(session, read_shipped())
    make = Factory(session)
    centre = make.centre()
    candidate = make.candidate(centre)
    diploma = session.query(Qualification).filter_by(entry_code="10380").one()
    enrolment = make.registered(candidate, diploma)
    session.add(
        UnitWish(
            enrolment_id=enrolment.id,
            unit_id=diploma.placements[-1].unit_id,
            wish=Wish.LEFT_OUT,
            wished_by_id=candidate.user_id,
            wished_at=clock.now(),
        )
    )
    audit.record(session, None, CentreAdded(centre.id, centre.name), centre_id=centre.id)
    session.commit()


def test_the_tables_come_up_go_and_come_again_with_data_in_them(empty):
    flask_migrate.upgrade()
    fill()
    assert db.session.query(Unit).count() == 111
    db.session.remove()

    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}

    flask_migrate.upgrade()
    flask_migrate.check()
    fill()


def test_files_kept_before_count_as_stored_and_survive_going_back(empty):
    flask_migrate.upgrade()
    fill()
    make = Factory(db.session())
    file = make.file(make.evidence(make.candidate(make.centre())), name="kept.pdf", size=2**31 - 1)
    db.session.commit()
    file_id, before = file.id, (file.name, file.sha256, file.size)
    db.session.remove()

    flask_migrate.downgrade(revision="0001")
    flask_migrate.upgrade()

    writing.set(True)
    file = db.session.get_one(EvidenceFile, file_id)
    assert (file.name, file.sha256, file.size) == before
    assert file.state is FileState.STORED
    file.size = 2**31
    db.session.commit()


def test_items_kept_before_stand_in_the_order_of_their_codes(empty):
    flask_migrate.upgrade()
    make = Factory(db.session())
    candidate = make.candidate(make.centre())
    for _ in range(3):
        make.evidence(candidate, shows_children=False)
    db.session.commit()
    db.session.remove()

    flask_migrate.downgrade(revision="0002")
    flask_migrate.upgrade()

    found = db.session.query(Evidence).order_by(Evidence.item_number).all()
    assert [(one.place_in_index, one.shows_children) for one in found] == [
        (1, None), (2, None), (3, None)
    ]  # fmt: skip


def test_the_catalogue_of_before_is_shared_and_published(empty):
    flask_migrate.upgrade(revision="0007")
    db.session.remove()
    flask_migrate.upgrade()
    fill()
    db.session.remove()

    flask_migrate.downgrade(revision="0007")
    flask_migrate.upgrade()

    rules = db.session.query(CombinationRule).all()
    assert len(rules) == 4
    assert all(one.centre_id is None and one.published_at == one.created_at for one in rules)
    specifications = db.session.query(UnitSpecification).all()
    assert all(one.published_at == one.created_at for one in specifications)
    assert {one.structure_version for one in rules} == {1}


def test_what_is_a_centres_own_keeps_the_tables_from_going_back(empty, caplog):
    flask_migrate.upgrade()
    fill()
    make = Factory(db.session())
    make.qualification([]).centre_id = make.centre().id
    db.session.commit()
    db.session.remove()

    with pytest.raises(SystemExit):
        flask_migrate.downgrade(revision="0007")

    assert "1 rows of qualification are a centre's own" in caplog.text
    assert db.session.query(CombinationRule).count() == 4


def test_files_for_the_catalogue_are_forgotten_on_going_back(empty):
    flask_migrate.upgrade()
    make = Factory(db.session())
    centre, person = make.centre().id, make.user().id
    catalogue_uploads.keep(db.session(), centre, person, "award.json", b"{}")
    document = UnitImport(
        centre_id=centre, person_id=person, name="unit.pdf", document=b"%", created_at=clock.now()
    )
    db.session.add(document)
    db.session.commit()
    db.session.remove()

    flask_migrate.downgrade(revision="0009")
    flask_migrate.upgrade()

    assert db.session.query(CatalogueUpload).count() == 0
    assert db.session.query(UnitImport).count() == 0


def test_centres_of_before_get_an_address_for_their_public_pages(empty):
    flask_migrate.upgrade()
    make = Factory(db.session())
    ids = [make.centre().id, make.centre().id]
    db.session.commit()
    db.session.remove()

    flask_migrate.downgrade(revision="0011")
    flask_migrate.upgrade()

    assert {db.session.get_one(Centre, one).slug for one in ids} == {one.hex[:12] for one in ids}


def test_what_waits_without_an_account_goes_with_its_tables_and_nothing_else(empty):
    flask_migrate.upgrade()
    make = Factory(db.session())
    centre = make.centre().id
    sent = PublicSending(centre_id=centre, sender="hash", at=clock.now(), form_key="key")
    staged = StagedFile(
        centre_id=centre,
        form_key="key",
        key="object",
        name="letter.pdf",
        media_type="application/pdf",
        size=3 * 2**30,
        sha256="0" * 64,
        staged_at=clock.now(),
    )
    review = CourseReview(
        centre_id=centre,
        candidate_id=make.candidate(make.centre(), make.user()).id,
        ratings={"Teaching": 4},
        reviewed_at=clock.now(),
    )
    db.session.add_all([sent, staged, review])
    db.session.commit()
    db.session.remove()

    flask_migrate.downgrade(revision="0012")
    flask_migrate.upgrade()

    for table in (PublicSending, StagedFile, CourseReview):
        assert db.session.query(table).count() == 0
    assert db.session.get(Centre, centre) is not None


def test_published_versions_are_guarded_and_go_with_their_tables(empty):
    flask_migrate.upgrade()
    make = Factory(db.session())
    actor = make.actor(make.user(), make.centre(), Role.ADMINISTRATOR)
    a_version(db.session(), actor, a_document(db.session(), actor))
    db.session.commit()
    for change in ("UPDATE document_version SET text = ''", "DELETE FROM document_version"):
        with pytest.raises(DatabaseError, match="never changes"):
            db.session.execute(text(change))
        db.session.rollback()
    db.session.remove()

    flask_migrate.downgrade(revision="0013")
    flask_migrate.upgrade()

    assert db.session.query(DocumentVersion).count() == 0
    assert db.session.get(Centre, actor.centre_id) is not None


def test_frozen_evidence_is_freed_when_appeals_go_with_their_tables(empty):
    flask_migrate.upgrade()
    load_procedures(db.session(), read_procedures())
    cast = Cast(empty, Factory(db.session()))
    unit, item = sent_back(cast)
    appealed(cast, unit)
    db.session.commit()
    item_id = item.id
    db.session.remove()

    flask_migrate.downgrade(revision="0015")
    flask_migrate.upgrade()

    assert db.session.query(Appeal).count() == 0
    assert db.session.get_one(Evidence, item_id).state is EvidenceState.REFERRED


def test_a_file_of_a_case_forgets_how_it_was_checked_and_is_kept(empty):
    flask_migrate.upgrade()
    make = Factory(db.session())
    make.procedures()
    case = cases.receive(
        db.session(),
        None,
        make.centre(),
        cases.Intake(
            track=TrackKey.COMPLAINT,
            category="fees",
            channel=Channel.LETTER,
            name="Demo Complainant 1",
            said="It costs more than was said.",
            received_at=clock.now(),
        ),
    )
    file = CaseFile(
        case_id=case.id,
        name="log.pdf",
        media_type="application/pdf",
        size=3 * 2**30,
        sha256="0" * 64,
        key="of a case",
        scan="virus-checked",
        added_at=clock.now(),
    )
    db.session.add(file)
    db.session.commit()
    file_id = file.id
    db.session.remove()

    flask_migrate.downgrade(revision="0016")
    flask_migrate.upgrade()

    kept = db.session.get_one(CaseFile, file_id)
    assert (kept.name, kept.size, kept.scan) == ("log.pdf", 3 * 2**30, "")


def test_the_audit_trail_is_guarded_after_migrating(empty):
    flask_migrate.upgrade()
    fill()
    for change in ("UPDATE audit_entry SET actor_role = 'nobody'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text(change))
        db.session.rollback()


def test_one_head_and_no_fork(empty):
    folder = Path(empty.config["MIGRATIONS_FOLDER"]) / "versions"
    files = sorted(path.name[:4] for path in folder.glob("*.py"))
    assert files == [f"{number:04d}" for number in range(1, len(files) + 1)]
    scripts = ScriptDirectory(str(folder.parent))
    assert [scripts.get_current_head()] == scripts.get_heads() == files[-1:]
