"""What makes the audit trail append-only in the database itself.

Alembic's batch mode drops triggers silently when it rebuilds a table on SQLite, so a migration
that touches ``audit_entry`` ends with ``guard_audit_trail`` again; a test compares the list.
"""

from sqlalchemy import Connection, text

MESSAGE = "the audit trail is append-only"

SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    "DROP TRIGGER IF EXISTS audit_entry_no_change ON audit_entry",
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
)


def guard_audit_trail(connection: Connection) -> None:
    """Create the triggers on the database behind ``connection``."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.execute(text(statement))
