"""What the catalogue's pages ask of the database, whatever it holds."""

import pytest

from portfolio import clock
from portfolio.services import criterion_notes
from tests.cast import RULE
from tests.queries import counted


def grown(cast, make, session, size):
    """A qualification of so many units with so many noted criteria, and as many candidates."""
    units = [make.unit({1: size}) for _ in range(size)]
    qualification = make.qualification(units, last_certification_on=clock.today())
    rule = make.rule(qualification, RULE)
    for unit in units:
        unit.specifications[0].resources = [f"Resource {n}" for n in range(size)]
        for criterion in unit.specifications[0].outcomes[0].criteria:
            criterion_notes.write(session, cast.administrator.actor, criterion, "Ours")
    for _ in range(size):
        make.enrolment(make.candidate(cast.centre), qualification, rule)
    session.flush()
    return {
        "qualification": f"/catalogue/qualifications/{qualification.id}",
        "unit": f"/catalogue/units/{units[0].id}",
        "documents": "/catalogue/units-without-document",
        "dashboard": "/centre/candidates",
        "guide": f"/help/guides/{qualification.entry_code}",
    }


@pytest.mark.quickly_with("sqlite")
def test_pages_ask_at_most_twelve_questions_whatever_they_show(cast, make, session):
    asked = []
    for size in (1, 5):
        pages = grown(cast, make, session, size)
        now = {}
        for name, address in pages.items():
            cast.administrator.get(address)
            with counted() as sent:
                cast.administrator.get(address)
            now[name] = len(sent)
        asked.append(now)

    assert max(asked[1].values()) <= 12, asked[1]
    assert asked[0] == asked[1]
