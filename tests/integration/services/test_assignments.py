"""Assigning assessors and internal quality assurers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.errors import Refusal
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment
from portfolio.models.notice import Notice
from portfolio.services import assignments
from tests.cast import RULE
from tests.conftest import NOON


@pytest.fixture
def enrol(make, centre):
    def enrol(user=None):
        qualification = make.qualification([])
        rule = make.rule(qualification, RULE)
        return make.enrolment(make.candidate(centre, user), qualification, rule)

    return enrol


@pytest.fixture
def assign(session, administrator):
    def assign(enrolment, role, user):
        assignments.assign(session, administrator, enrolment, role, user and user.id)

    return assign


def history(session, enrolment):
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.enrolment_id == enrolment.id)
        .order_by(Assignment.began_at)
    )
    return [(row.user_id, row.ended_at) for row in rows]


def test_a_change_of_assessor_keeps_the_history(session, enrol, assign, staff):
    enrolment, first, second = enrol(), staff(Role.ASSESSOR), staff(Role.ASSESSOR)
    assign(enrolment, Role.ASSESSOR, first)
    later = NOON + timedelta(days=3)
    clock.use(lambda: later)

    assign(enrolment, Role.ASSESSOR, second)

    assert history(session, enrolment) == [(first.id, later), (second.id, None)]
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert entry.details == {
        "role": "Assessor",
        "before_id": str(first.id),
        "after_id": str(second.id),
    }
    assert entry.candidate_id == enrolment.candidate_id


def test_both_are_told_and_only_once(session, enrol, assign, staff):
    enrolment, assessor = enrol(), staff(Role.ASSESSOR)
    assign(enrolment, Role.ASSESSOR, assessor)

    assign(enrolment, Role.ASSESSOR, assessor)

    told = session.execute(select(Notice.user_id, Notice.path)).all()
    assert sorted(told) == sorted(
        [
            (assessor.id, f"/portfolios/{enrolment.candidate_id}"),
            (enrolment.candidate.user_id, "/"),
        ]
    )
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_an_assignment_can_be_ended_without_another(session, enrol, assign, staff):
    enrolment, assessor = enrol(), staff(Role.ASSESSOR)
    assign(enrolment, Role.ASSESSOR, assessor)

    assign(enrolment, Role.ASSESSOR, None)

    assert history(session, enrolment) == [(assessor.id, NOON)]


@pytest.mark.parametrize(
    "case", ["another role", "another centre", "waiting", "ended", "not begun", "revoked"]
)
def test_only_a_holder_of_the_role_here_and_now_is_assigned(case, make, enrol, assign, staff):
    person = {
        "another role": lambda: staff(Role.IQA),
        "another centre": lambda: staff(Role.ASSESSOR, at=make.centre()),
        "waiting": lambda: staff(Role.ASSESSOR, accepted_at=None),
        "ended": lambda: staff(Role.ASSESSOR, ends_on=clock.today() - timedelta(days=1)),
        "not begun": lambda: staff(Role.ASSESSOR, starts_on=clock.today() + timedelta(days=1)),
        "revoked": lambda: staff(Role.ASSESSOR, revoked_at=clock.now()),
    }[case]()

    with pytest.raises(Refusal, match="at this centre now") as refused:
        assign(enrol(), Role.ASSESSOR, person)

    assert refused.value.field == "assessor"


def test_nobody_assesses_their_own_work(enrol, assign, staff):
    person = staff(Role.ASSESSOR)

    with pytest.raises(Refusal, match="of their own work"):
        assign(enrol(person), Role.ASSESSOR, person)


def test_the_quality_assurer_is_somebody_else_than_the_assessor(make, centre, enrol, assign, staff):
    enrolment, person = enrol(), staff(Role.ASSESSOR)
    make.grant(person, centre, Role.IQA)
    assign(enrolment, Role.ASSESSOR, person)

    with pytest.raises(Refusal, match="somebody else than the assessor"):
        assign(enrolment, Role.IQA, person)


def test_all_candidates_of_an_assessor_move_at_once(
    session, make, administrator, enrol, assign, centre, staff
):
    leaving, taking = make.user(), staff(Role.ASSESSOR)
    grant = make.grant(leaving, centre, Role.ASSESSOR)
    moved = [enrol(), enrol()]
    kept = enrol()
    for enrolment in moved:
        assign(enrolment, Role.ASSESSOR, leaving)
    assign(kept, Role.ASSESSOR, taking)

    count = assignments.move_all(session, administrator, grant, taking.id)

    assert count == 2
    assert all((taking.id, None) in history(session, one) for one in [*moved, kept])
    assert all((leaving.id, NOON) in history(session, one) for one in moved)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert (last.name, last.details["enrolments"]) == ("caseload:moved", 2)


def test_a_move_to_somebody_who_cannot_take_one_names_the_candidate(
    session, make, administrator, enrol, assign, centre, staff
):
    leaving, taking = make.user(), staff(Role.ASSESSOR, "Demo Candidate Nine")
    grant = make.grant(leaving, centre, Role.ASSESSOR)
    assign(enrol(taking), Role.ASSESSOR, leaving)

    with pytest.raises(Refusal, match="Demo Candidate Nine: Nobody can be") as refused:
        assignments.move_all(session, administrator, grant, taking.id)

    assert refused.value.field == "to"


def test_candidates_are_not_moved_to_the_same_person(session, make, administrator, centre):
    person = make.user()
    grant = make.grant(person, centre, Role.ASSESSOR)

    with pytest.raises(Refusal, match="somebody else"):
        assignments.move_all(session, administrator, grant, person.id)
