"""The service standards as everybody may read them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.procedure import CaseKind
from tests.case_factories import CaseFactory
from tests.queries import counted


@pytest.mark.req("R-309")
def test_a_visitor_reads_number_in_time_per_cent_and_median(cast, make, session):
    factory = CaseFactory(make)
    url = f"/service/{cast.centre.slug}/standards"
    with counted() as none:
        empty = cast.visitor.get(url)
    assert "Appeal against an assessment decision" in empty.words()
    assert not empty.html.select("svg[role=img]")
    begun = clock.now() - timedelta(days=20)
    for number in range(8):
        case = factory.case(cast.centre, CaseKind.APPEAL, received_at=begun, rule="")
        stopped = begun + timedelta(days=12 if number == 7 else 4)
        factory.clock(
            case, case.stages[0], "5 working days", indicator="appeal.outcome", stopped_at=stopped
        )
    factory.case(cast.elsewhere, CaseKind.APPEAL)
    for stands_still in (factory.paused, factory.locked):
        case = factory.case(cast.centre, CaseKind.APPEAL, received_at=begun, rule="")
        factory.clock(case, case.stages[0], "5 working days", indicator="appeal.outcome")
        stands_still(case)
    session.flush()

    with counted() as eight:
        page = cast.visitor.get(url)

    assert "87.5%" in page.words()
    assert "7 of 8, median 4 days" in page.words()
    chart = page.html.select_one("svg[role=img]")
    assert "2026 Q4, 8 cases, 1 late" in chart["aria-label"]
    assert len(none) == len(eight) <= 12
    assert cast.visitor.get(f"/service/{cast.centre.slug}").html.select_one(f'a[href="{url}"]')
