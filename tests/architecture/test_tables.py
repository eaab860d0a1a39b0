"""What the database itself refuses, and that the migrations make what the models say."""

import flask_migrate
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from portfolio.domain.events import CentreAdded
from portfolio.extensions import db
from portfolio.models.base import Base
from portfolio.queries import orphans
from portfolio.services import audit


def test_the_migrations_make_exactly_the_tables_of_the_models(migrated_app):
    with migrated_app.app_context():
        flask_migrate.check()
        found = set(inspect(db.engine).get_table_names()) - {"alembic_version", "sqlite_sequence"}
    assert found == set(Base.metadata.tables)


@pytest.mark.req("R-333")
@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET name = 'nothing'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_the_audit_trail(session, make, change):
    centre = make.centre()
    audit.record(session, None, CentreAdded(centre.id, centre.name), centre_id=centre.id)
    session.flush()

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(change))
    session.rollback()


KEYS_OF_OTHER_THINGS = {
    "case.stage_key",
    "case_alert.key",
    "case_clock.key",
    "case_stage.key",
    "evidence.capture_key",
    "form_key.key",
    "job.key",
    "notice.key",
    "orphan.key",
    "procedure.key",
    "public_sending.form_key",
    "sign_in_failure.key",
    "staged_file.form_key",
    "upload.item_key",
}


def test_every_column_that_names_an_object_of_the_store_is_known_to_the_sweep():
    """Or the objects of a new table would be taken for left over, and deleted after 30 days."""
    named = {f"{one.class_.__tablename__}.{one.key}" for one in orphans.NAMED}
    keys = {
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name == "key" or column.name.endswith("_key")
    }
    assert keys - KEYS_OF_OTHER_THINGS == named
