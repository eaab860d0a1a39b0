"""The administrators' list of candidates."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.domain.states import EnrolmentStatus, EvidenceState, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.queries import candidates_list, centre_waiting
from portfolio.queries.candidates_list import NOBODY, Wanted
from tests.cast import RULE
from tests.conftest import NOON


@pytest.fixture
def centre(make):
    return make.centre()


@pytest.fixture
def administrator(make, centre):
    return make.actor(make.user("Demo Administrator"), centre, Role.ADMINISTRATOR)


@pytest.fixture
def qualification(make):
    found = make.qualification([make.unit({1: 1}, credit=7)])
    make.rule(found, RULE)
    return found


@pytest.fixture
def enrol(session, make, centre, qualification):
    def enrol(name, at=None, assessor=None, by=None, **columns):
        candidate = make.candidate(at or centre, make.user(name))
        enrolment = make.enrolment(candidate, qualification, qualification.rules[0])
        for column, value in columns.items():
            setattr(enrolment, column, value)
        if assessor:
            make.assignment(enrolment, Role.ASSESSOR, assessor, assessor)
        session.flush()
        return enrolment

    return enrol


@pytest.fixture
def names(session, administrator):
    def names(**wanted):
        found = candidates_list.candidates(session, administrator, Wanted(**wanted))
        return [row.name for row in found.rows]

    return names


@pytest.mark.req("R-328", part="an administrator lists the candidates of the own centre only")
def test_only_candidates_of_the_own_centre_are_listed(make, enrol, names):
    enrol("Demo Candidate One")
    enrol("Demo Candidate Elsewhere", at=make.centre())

    assert names() == ["Demo Candidate One"]


def test_a_row_says_what_waits_on_whom_and_what_is_achieved(session, make, administrator, enrol):
    assessor = make.user("Demo Assessor One")
    enrolment = enrol("Demo Candidate One", assessor=assessor)
    candidate = enrolment.candidate
    for days, state in ((9, "Submitted"), (2, "Submitted"), (20, "Referred"), (30, "Accepted")):
        make.evidence(
            candidate, state=EvidenceState(state), submitted_at=NOON - timedelta(days=days)
        )
    make.progress(candidate, make.unit()).state = UnitState.ACHIEVED
    session.flush()

    (row,) = candidates_list.candidates(session, administrator, Wanted()).rows

    assert row.waiting_since == NOON - timedelta(days=9)
    assert (row.referred, row.assessor, row.quality_assurer) == (1, "Demo Assessor One", None)
    assert row.achieved == (0, 0), "a unit the qualification does not list earns nothing in it"


def test_achieved_units_count_with_their_credit(session, administrator, enrol):
    enrol("Demo Candidate One")
    session.scalars(select(UnitProgress)).one().state = UnitState.ACHIEVED
    session.flush()

    (row,) = candidates_list.candidates(session, administrator, Wanted()).rows

    assert row.achieved == (1, 7)


def test_the_list_is_searched_by_name_and_number(session, enrol, names):
    enrol("Demo Candidate 100%").candidate.candidate_number = "C-77"
    enrol("Other Candidate").candidate.uln = "9276308686"
    session.flush()

    assert names(text="demo") == ["Demo Candidate 100%"]
    assert names(text="%") == ["Demo Candidate 100%"]
    assert names(text="c-77") == ["Demo Candidate 100%"]
    assert names(text="9276308686") == ["Other Candidate"]
    assert names(text="_") == []


def test_the_list_is_filtered(make, enrol, names, qualification):
    assessor = make.user()
    enrol("With", assessor=assessor)
    enrol("Without", status=EnrolmentStatus.ON_BREAK, informed_on=None)

    assert names(status=EnrolmentStatus.ON_BREAK) == ["Without"]
    assert names(assessor=assessor.id) == ["With"]
    assert names(assessor=NOBODY) == ["Without"]
    assert names(not_informed=True) == ["Without"]
    assert names(qualification_id=qualification.id) == ["With", "Without"]
    assert names(qualification_id=assessor.id) == []


def test_the_list_is_sorted_and_who_waits_for_nothing_stands_last(make, enrol, names):
    for name, days in (("Anna", None), ("Berta", 2), ("Clara", 9)):
        candidate = enrol(name).candidate
        if days:
            waiting = NOON - timedelta(days=days)
            make.evidence(candidate, state=EvidenceState.SUBMITTED, submitted_at=waiting)

    assert names(sort="waiting") == ["Clara", "Berta", "Anna"]
    assert names(sort="waiting", descending=True) == ["Berta", "Clara", "Anna"]
    assert names(sort="name", descending=True) == ["Clara", "Berta", "Anna"]
    assert names(sort="drop table") == ["Anna", "Berta", "Clara"]


def test_the_list_has_pages(session, administrator, enrol):
    for n in range(27):
        enrol(f"Demo Candidate {n:02d}")

    second = candidates_list.candidates(session, administrator, Wanted(page=2))
    beyond = candidates_list.candidates(session, administrator, Wanted(page=99))

    assert (second.total, second.pages, len(second.rows)) == (27, 2, 2)
    assert beyond.rows == second.rows


def test_the_figures_say_what_waits_on_whom(session, make, administrator, enrol):
    first = enrol("One", assessor=make.user()).candidate
    enrol("Two", informed_on=None)
    enrol("Gone", status=EnrolmentStatus.WITHDRAWN, informed_on=None)
    elsewhere = enrol("Elsewhere", at=make.centre()).candidate
    for candidate, state, days in (
        (first, "Submitted", 9),
        (first, "Submitted", 2),
        (first, "Referred", 3),
        (elsewhere, "Submitted", 99),
    ):
        waiting = NOON - timedelta(days=days)
        make.evidence(candidate, state=EvidenceState(state), submitted_at=waiting)

    found = centre_waiting.waiting(session, administrator)

    assert found == centre_waiting.Waiting(
        on_assessors=2,
        oldest=NOON - timedelta(days=9),
        on_candidates=1,
        without_assessor=1,
        not_informed=1,
    )
