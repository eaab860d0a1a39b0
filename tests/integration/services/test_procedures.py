"""Shipped procedures come into the tables once; a centre follows one, an old case keeps its own."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from portfolio.catalogue import read_procedures
from portfolio.domain.actors import Role
from portfolio.domain.deadlines import due, parse_rule
from portfolio.domain.errors import Conflict
from portfolio.models.procedure import HolidayChange
from portfolio.queries import procedures as queries
from portfolio.services import procedures, working_days
from tests.queries import counted


@pytest.fixture
def coordinator(make):
    return make.actor(make.user(), make.centre(), Role.COORDINATOR)


def test_loading_again_changes_nothing_and_a_change_is_the_next_version(session):
    shipped = read_procedures()
    assert procedures.load(session, shipped) == tuple(shipped)
    assert procedures.load(session, shipped) == ()

    other = replace(shipped["op-performance"], statement="Another statement.")
    assert procedures.load(session, {**shipped, "op-performance": other}) == ("op-performance",)
    row = queries.shared(session, "op-performance")
    assert row is not None
    newest, first = queries.versions(session, row.id)
    assert (newest.number, first.number) == (2, 1)
    assert queries.read(newest) == other
    assert queries.read(first) == shipped["op-performance"]


@pytest.mark.req("R-258", part="choosing")
def test_a_centre_follows_the_usual_procedure_until_it_chooses_another(session, make, coordinator):
    make.procedures()
    before = queries.followed(session, coordinator.centre_id)
    assert before.procedure.key == "op-performance"

    other = queries.shared(session, "optimum-skills")
    assert other is not None
    procedures.follow(session, coordinator, other, str(before.procedure_id))
    assert queries.followed(session, coordinator.centre_id).procedure_id == other.id
    assert queries.followed(session, make.centre().id).procedure.key == "op-performance"
    with pytest.raises(Conflict, match="meanwhile"):
        procedures.follow(session, coordinator, before.procedure, str(before.procedure_id))


@pytest.mark.req("R-260", part="the centre's own days")
def test_a_centre_counts_with_its_division_and_the_days_it_changed(session, make):
    centre = make.centre()
    rule, start = parse_rule("2 working days"), date(2026, 8, 28)
    assert due(rule, start, working_days.calendar_of(session, centre.id)) == date(2026, 9, 2)
    for day, works in ((date(2026, 8, 31), True), (date(2026, 9, 1), False)):
        session.add(HolidayChange(centre_id=centre.id, day=day, works=works))
    session.flush()
    with counted() as asked:
        days = working_days.calendar_of(session, centre.id)
    assert len(asked) == 1
    assert due(rule, start, days) == date(2026, 9, 2)
    assert days.works(date(2026, 8, 31))
    assert not days.works(date(2026, 9, 1))
    centre.division = "Scotland"
    session.flush()
    assert working_days.calendar_of(session, centre.id).division == "scotland"
    with pytest.raises(LookupError):
        working_days.calendar_of(session, uuid4())
