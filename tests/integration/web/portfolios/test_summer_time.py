"""A decision in summer: stored in UTC, shown by UK clocks."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from portfolio import clock
from portfolio.services import assessment
from tests.conftest import NOON
from tests.integration.services.assessing import MET, criteria, first_unit, sheet, submitted

NINE_IN_LONDON = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.mark.req("R-337")
def test_a_decision_at_nine_in_july_is_stored_as_eight_and_shown_as_nine(session, cast):
    unit = first_unit(cast)
    item = submitted(cast, unit)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    clock.use(lambda: NINE_IN_LONDON)

    assessment.accept(session, cast.assessor.actor, item, every)
    session.commit()

    stored = session.scalar(text("SELECT decided_at FROM decision LIMIT 1"))
    assert stored == NINE_IN_LONDON or str(stored).startswith("2026-07-01 08:00")
    clock.use(lambda: NOON)
    assert "1 July 2026 at 9am" in cast.assessor.get(f"/evidence/{item.id}").words()
