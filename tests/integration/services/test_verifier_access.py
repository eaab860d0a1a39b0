"""Opening candidates to an external verifier."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Candidate
from portfolio.queries.visibility import may_see
from portfolio.services import verifier_access
from portfolio.services.verifier_access import Opening
from tests.conftest import NOON

TODAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def verifier(make, centre):
    return make.grant(make.user("Demo Verifier"), centre, Role.VERIFIER)


@pytest.fixture
def sees(session, verifier, centre):
    """The names the verifier may know about."""

    def sees():
        actor = Actor(
            verifier.user_id, "Demo Verifier", Role.VERIFIER, centre.id, centre.name, verifier.id
        )
        return set(session.scalars(select(Candidate.id).where(may_see(actor))))

    return sees


@pytest.mark.req("R-329", part="the sample an external verifier sees")
def test_a_verifier_sees_the_named_candidates_until_the_last_day(
    session, make, centre, administrator, verifier, sees
):
    opened, _hidden = make.candidate(centre), make.candidate(centre)

    verifier_access.grant(session, administrator, verifier, Opening([opened.id], TODAY, FRIDAY))

    assert sees() == {opened.id}
    assert session.scalars(select(AuditEntry.candidate_id)).all() == [opened.id]
    clock.use(lambda: NOON + timedelta(days=3))
    assert sees() == {opened.id}
    clock.use(lambda: NOON + timedelta(days=4))
    assert sees() == set()


def test_access_can_be_ended_early(session, make, centre, administrator, verifier, sees):
    opening = Opening([make.candidate(centre).id], TODAY, FRIDAY)
    (access,) = verifier_access.grant(session, administrator, verifier, opening)

    verifier_access.end(session, administrator, access)

    assert sees() == set()
    with pytest.raises(Refusal, match="ended already"):
        verifier_access.end(session, administrator, access)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(TODAY - timedelta(days=9), TODAY - timedelta(days=1)), (FRIDAY, TODAY)],
    ids=["past", "wrong way round"],
)
def test_dates_that_open_nothing_are_refused(
    session, make, centre, administrator, verifier, starts_on, ends_on
):
    opening = Opening([make.candidate(centre).id], starts_on, ends_on)

    with pytest.raises(Refusal) as refused:
        verifier_access.grant(session, administrator, verifier, opening)

    assert refused.value.field == "ends_on"


@pytest.mark.parametrize("case", ["none", "another centre's", "the verifier's own", "twice"])
def test_only_candidates_of_the_centre_are_opened_and_once(
    session, make, centre, administrator, verifier, case
):
    mine = make.candidate(centre)
    chosen = {
        "none": list,
        "another centre's": lambda: [mine.id, make.candidate(make.centre()).id],
        "the verifier's own": lambda: [make.candidate(centre, verifier.user).id],
        "twice": lambda: [mine.id],
    }[case]()
    if case == "twice":
        opening = Opening(chosen, TODAY, FRIDAY)
        verifier_access.grant(session, administrator, verifier, opening)

    with pytest.raises(Refusal) as refused:
        verifier_access.grant(session, administrator, verifier, Opening(chosen, TODAY, FRIDAY))

    assert refused.value.field == "candidates"


def test_a_verifier_of_another_centre_gets_nothing(session, make, centre, administrator):
    stranger = make.grant(make.user(), make.centre(), Role.VERIFIER)
    opening = Opening([make.candidate(centre).id], TODAY, FRIDAY)

    with pytest.raises(Refusal, match="of this centre"):
        verifier_access.grant(session, administrator, stranger, opening)
