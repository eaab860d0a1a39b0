"""Migrations on a database that has been in use for years: quick, and nothing lost or changed."""

from __future__ import annotations

from time import perf_counter

import flask_migrate
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from portfolio.extensions import db
from tests.bench import worlds

FIRST = "0001"
MOST = 60
"""Seconds for all migrations together, in either direction."""
SIZES = [
    pytest.param(worlds.FEW_CENTRES, 400, id="100 candidates"),
    pytest.param(worlds.MANY_CENTRES, 200_000, id="10,000 candidates", marks=pytest.mark.full),
]


def contents() -> dict[str, tuple[int, int]]:
    """Of every table how many rows it has and a sum of them all, whatever their order."""
    found = {}
    with db.engine.connect() as connection:
        for table in sorted(set(inspect(connection).get_table_names()) - {"alembic_version"}):
            rows = connection.execution_options(yield_per=10_000).execute(
                text(f'SELECT * FROM "{table}"')  # noqa: S608 -- our own table names
            )
            count = total = 0
            for row in rows:
                count += 1
                total ^= hash(str(row))
            found[table] = (count, total)
        connection.rollback()
    return found


def guards() -> list[str]:
    """Every trigger; the first tables have those on the audit trail alone."""
    found = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with db.engine.connect() as connection:
        names = list(connection.scalars(text(found[connection.dialect.name])))
        connection.rollback()
    return sorted(names)


def seconds(migrate, revision: str) -> float:
    begun = perf_counter()
    migrate(revision=revision)
    return perf_counter() - begun


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("size", "items"), SIZES)
def test_years_of_rows_go_back_to_the_first_tables_and_forth_unchanged(empty, size, items):
    flask_migrate.upgrade()
    worlds.build(db.session(), size)
    db.session.remove()
    newest = {table: count for table, (count, _) in contents().items()}
    assert newest["evidence"] >= items
    trail = guards()

    back = seconds(flask_migrate.downgrade, FIRST)
    first = contents()
    assert {table: count for table, (count, _) in first.items()} == {
        table: newest[table] for table in first
    }
    assert guards() == [name for name in trail if name.startswith("audit_entry")]

    forth = seconds(flask_migrate.upgrade, "head")
    flask_migrate.check()
    assert {table: count for table, (count, _) in contents().items()} == newest
    assert guards() == trail

    flask_migrate.downgrade(revision=FIRST)
    assert contents() == first
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text("UPDATE audit_entry SET actor_role = 'nobody'"))
    assert max(back, forth) <= MOST, f"back in {back:.0f} s, forth in {forth:.0f} s"
