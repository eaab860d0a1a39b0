"""A proclaimed bank holiday moves the clocks that run, and the cases say so."""

from datetime import UTC, date, datetime

import pytest

from portfolio.domain.actors import Role
from portfolio.domain.cases import CaseState
from portfolio.models.case import CaseClock
from portfolio.models.case_record import CaseEntry
from portfolio.services import service_settings
from tests.case_factories import CaseFactory
from tests.conftest import NOON


@pytest.mark.req("R-260", part="days changed while clocks run")
def test_a_day_added_moves_running_clocks_in_working_days_and_no_others(session, make, worker):
    centre, elsewhere = make.centre(), make.centre()
    actor = make.actor(make.user(), centre, Role.COORDINATOR)
    cases = CaseFactory(make)
    running = cases.case(centre, rule="10 working days")
    months = cases.case(centre, rule="1 calendar month")
    other = cases.case(elsewhere, rule="10 working days")
    closed = cases.case(centre, rule="10 working days", state=CaseState.CLOSED, closed_at=NOON)
    told = cases.case(centre, target=datetime(2026, 12, 8, 17, tzinfo=UTC))

    def due(case) -> date | None:
        session.expire_all()
        return session.query(CaseClock).filter_by(case_id=case.id).one().due_on

    before = {case: due(case) for case in (months, other, closed, told)}
    assert due(running) == date(2026, 12, 8)

    service_settings.change_day(session, actor, date(2026, 12, 1), works=False, label="Proclaimed")
    worker.run_due()
    assert due(running) == date(2026, 12, 9)
    assert running.clock_due_at == datetime(2026, 12, 10, tzinfo=UTC)
    assert {case: due(case) for case in before} == before
    line = session.query(CaseEntry).filter_by(case_id=running.id, kind="Clock").one()
    assert "8 December 2026 → 9 December 2026" in line.text

    service_settings.change_day(session, actor, date(2026, 12, 2), works=False, label="")
    worker.run_due()
    assert due(running) == date(2026, 12, 10)
