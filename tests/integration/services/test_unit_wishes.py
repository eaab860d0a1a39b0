"""Units are wanted or left out by the candidate or the assessor; the ways to finish keep to it."""

import pytest
from sqlalchemy import select

from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import EnrolmentStatus
from portfolio.domain.unit_wishes import Wish
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import UnitWish
from portfolio.queries import roc
from portfolio.services import unit_choice, unit_wishes
from tests.published import published


@pytest.fixture
def enrolment(session, cast, make):
    """The candidate on the Diploma as published."""
    return make.registered(cast.profile, published(session, "10380"))


@pytest.fixture
def wish(session, cast, enrolment):
    def wish(*, by=None, seen=None, **wished):
        now = roc.progress(session, enrolment.id)
        by_number = {
            number: Wish[word.upper()] for word, numbers in wished.items() for number in numbers
        }
        unit_wishes.wish(
            session,
            by or cast.candidate.actor,
            enrolment,
            by_number,
            unit_wishes.wishes_of(now) if seen is None else seen,
        )
        return roc.progress(session, enrolment.id)

    return wish


@pytest.mark.req("R-032")
def test_the_ways_of_the_panel_keep_to_what_is_wanted_and_left_out(session, enrolment, wish):
    version = enrolment.progress_version

    now = wish(wanted=["44"], left_out=["7", "25"])

    assert now.version > version
    for way in now.panel().ways.options:
        assert "44" in way.title
        assert "25" not in way.title
    trace = session.scalars(select(AuditEntry).where(AuditEntry.name == "units:wished")).one()
    assert trace.details == {"wanted": ["44"], "left_out": ["7", "25"], "either": []}


def test_a_wish_is_changed_and_taken_back(session, enrolment, wish):
    wish(wanted=["44"], left_out=["7"])

    now = wish(left_out=["44"])

    assert unit_wishes.wishes_of(now) == "44:Left out"
    last = session.scalars(select(AuditEntry).where(AuditEntry.name == "units:wished")).all()[-1]
    assert last.details == {"wanted": [], "left_out": ["44"], "either": ["7"]}


def test_wishing_what_is_wished_already_leaves_no_trace(session, enrolment, wish):
    wish(wanted=["44"])
    wish(wanted=["44"])
    assert (
        len(session.scalars(select(AuditEntry).where(AuditEntry.name == "units:wished")).all()) == 1
    )


def test_the_wish_carries_the_name_of_who_made_it(session, cast, enrolment, wish):
    wish(by=cast.assessor.actor, wanted=["44"])
    assert session.scalars(select(UnitWish)).one().wished_by_id == cast.assessor.user.id


def test_who_was_slower_is_told(enrolment, wish):
    wish(wanted=["44"])
    with pytest.raises(Conflict):
        wish(wanted=["43"], seen="")


@pytest.mark.parametrize("number", ["1", "7"])
def test_neither_mandatory_nor_planned_units_are_wished_for(session, cast, enrolment, wish, number):
    now = roc.progress(session, enrolment.id)
    seven = next(row.unit_id for row in now.rows if row.placed.number == "7")
    unit_choice.plan_also(session, cast.candidate.actor, enrolment, [seven], "")
    with pytest.raises(Refusal, match="neither planned nor begun"):
        wish(left_out=[number])


def test_a_wish_waits_while_its_unit_is_planned(session, cast, enrolment, wish):
    now = wish(wanted=["7"])
    seven = next(row.unit_id for row in now.rows if row.placed.number == "7")
    unit_choice.plan_also(session, cast.candidate.actor, enrolment, [seven], "")
    assert unit_wishes.wishes_of(roc.progress(session, enrolment.id)) == ""

    unit_choice.plan_without(session, cast.candidate.actor, enrolment, [seven], "7")

    assert unit_wishes.wishes_of(roc.progress(session, enrolment.id)) == "7:Wanted"


def test_the_plan_of_a_registration_on_break_stays(enrolment, wish):
    enrolment.status = EnrolmentStatus.ON_BREAK
    with pytest.raises(Refusal, match="active registration"):
        wish(wanted=["7"])
