"""Optional units are chosen by the candidate or the assessor; what is begun stays."""

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.catalogue import read_shipped
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import ChosenUnit
from portfolio.models.programme import Qualification
from portfolio.queries import roc
from portfolio.services import catalogue, unit_choice


@pytest.fixture
def enrolment(session, cast, make):
    """The candidate on the Diploma as published."""
    catalogue.load(session, read_shipped())
    diploma = session.scalars(
        select(Qualification).where(Qualification.entry_code == "10380")
    ).one()
    return make.registered(cast.profile, diploma)


@pytest.fixture
def choose(session, cast, enrolment):
    def choose(*numbers, by=None, seen=None):
        now = roc.progress(session, enrolment.id)
        ids = [row.unit_id for row in now.rows if row.placed.number in numbers]
        unit_choice.choose_units(
            session,
            by or cast.candidate.actor,
            enrolment,
            ids,
            unit_choice.choice_of(now) if seen is None else seen,
        )
        return roc.progress(session, enrolment.id)

    return choose


def test_choosing_units_plans_them_and_leaves_a_trace(session, cast, enrolment, choose):
    version = enrolment.progress_version
    now = choose("7", "10")
    assert [row.placed.number for row in now.rows if row.chosen] == ["7", "10"]
    assert all(row.id for row in now.rows if row.chosen)
    assert now.version > version
    trace = session.scalars(select(AuditEntry).where(AuditEntry.name == "units:chosen")).one()
    assert trace.details == {"added": ["7", "10"], "left_out": []}
    assert trace.candidate_id == cast.profile.id


def test_the_assessor_may_choose_in_their_own_name(session, cast, choose):
    choose("7", by=cast.assessor.actor)
    assert session.scalars(select(ChosenUnit)).one().chosen_by_id == cast.assessor.user.id


def test_a_unit_not_begun_may_be_left_out_again(session, choose):
    choose("7", "10")
    now = choose("10")
    assert [row.placed.number for row in now.rows if row.chosen] == ["10"]


@pytest.mark.parametrize(
    ("state", "why"),
    [(UnitState.IN_PROGRESS, "It has evidence"), (UnitState.ACHIEVED, "Achieved")],
)
def test_a_unit_already_begun_cannot_be_left_out(session, choose, state, why):
    now = choose("7")
    row = next(row for row in now.rows if row.placed.number == "7")
    session.get_one(UnitProgress, row.id).state = state
    session.flush()
    with pytest.raises(Refusal, match=f"Unit 7 cannot be left out. {why}"):
        choose()


def test_a_mandatory_unit_is_no_choice(choose):
    with pytest.raises(Refusal, match="optional units listed"):
        choose("1")


def test_who_was_slower_is_told(choose):
    choose("7")
    with pytest.raises(Conflict, match="changed while this page was open"):
        choose("10", seen="")


def test_a_registration_that_is_not_active_keeps_its_units(enrolment, choose):
    enrolment.status = EnrolmentStatus.WITHDRAWN
    with pytest.raises(Refusal, match="active registration"):
        choose("7")


def test_choosing_the_same_again_changes_nothing(session, enrolment, choose):
    choose("7")
    version = roc.progress(session, enrolment.id).version
    assert choose("7").version == version


def test_units_are_planned_besides_and_taken_out_again(session, cast, make, enrolment, choose):
    # Registration plans the mandatory units too.
    ids = {row.placed.number: row for row in roc.progress(session, enrolment.id).rows}
    session.add(
        ChosenUnit(
            enrolment_id=enrolment.id,
            unit_id=ids["1"].unit_id,
            chosen_by_id=cast.administrator.user.id,
            chosen_at=clock.now(),
        )
    )
    choose("7")

    def after(change, *numbers):
        seen = unit_choice.choice_of(roc.progress(session, enrolment.id))
        wanted = [ids[number].unit_id for number in numbers]
        change(session, cast.candidate.actor, enrolment, wanted, seen)
        return unit_choice.choice_of(roc.progress(session, enrolment.id))

    assert after(unit_choice.plan_also, "10", "11") == "1,7,10,11"
    assert after(unit_choice.plan_without, "10", "11") == "1,7"
