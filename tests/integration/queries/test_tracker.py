"""The tracker's filters and sorting, and what its rows are under different versions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.assessment_events import UnitSignedOff
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.domain.tracker import Standing
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.programme import CombinationRule, UnitPlacement
from portfolio.queries import tracker, tracker_structure
from portfolio.queries.tracker_list import NOBODY, QUIET, READY_TO_SIGN, Wanted
from portfolio.services import assessment
from tests.cast import RULE
from tests.conftest import NOON
from tests.integration.services.assessing import MET, criteria, first_unit, sheet, submitted

STATES = (*UnitState,)


@pytest.fixture
def centre(make):
    return make.centre()


@pytest.fixture
def administrator(make, centre):
    return make.actor(make.user("Demo Administrator"), centre, Role.ADMINISTRATOR)


@pytest.fixture
def scheme(make):
    """Two units of 5 credits: the first mandatory, the second not."""
    found = make.qualification([make.unit(), make.unit()])
    found.placements[1].mandatory = False
    make.rule(found, RULE)
    return found


@pytest.fixture
def enrol(session, make, centre, scheme):
    """Registers somebody of this name; ``states`` are those of the units, None for no page."""

    def enrol(name: str, *states: UnitState | None, **columns: Any):
        profile = make.candidate(centre, make.user(name))
        enrolment = make.registered(profile, scheme)
        for column, value in columns.items():
            setattr(enrolment, column, value)
        for placement, state in zip(scheme.placements, states, strict=False):
            if state is not None:
                make.progress(profile, placement.unit).state = state
        session.flush()
        return enrolment

    return enrol


@pytest.fixture
def look(session, administrator, scheme):
    def look(**wanted: Any) -> tracker.Tracker:
        structure = tracker_structure.load(session, scheme, administrator.centre_id)
        return tracker.load(session, administrator, scheme, structure, Wanted(**wanted))

    return look


@pytest.fixture
def names(look):
    return lambda **wanted: [row.name for row in look(**wanted).rows]


def did_something(session, enrolment, days: int, by: Any = None) -> None:
    candidate = enrolment.candidate
    session.add(
        AuditEntry(
            at=NOON - timedelta(days=days),
            candidate_id=candidate.id,
            actor_id=by or candidate.user_id,
            actor_role="",
            name=UnitSignedOff.name,
            subject_kind="unit",
            subject_id=candidate.id,
            details={},
        )
    )
    session.flush()


@pytest.mark.req("R-338", part="filtered by the state of a unit as it is shown")
@pytest.mark.parametrize("wanted", [*Standing])
def test_the_filter_by_state_finds_the_rows_that_show_it(enrol, look, make, scheme, wanted):
    for number, state in enumerate((*STATES, None)):
        enrolment = enrol(f"{number} planned or not", None, state)
        if number % 2:
            make.chosen(enrolment, scheme.placements[1].unit)
    second = scheme.placements[1].unit_id

    found = look(standing=wanted, unit_ids=frozenset({second}))

    every = look().rows
    shown = [row.name for row in every if row.cells[second].standing is wanted]
    assert [row.name for row in found.rows] == shown != []
    assert [column.unit_id for column in found.columns] == [second]


def test_rows_are_sorted_by_how_a_unit_stands_furthest_first(enrol, names, scheme):
    second = scheme.placements[1].unit_id
    for state in STATES:
        enrol(state.value, None, state)

    furthest = ["Achieved", "Ready", "In progress", "Referred", "Not started"]
    assert names(sort_unit=second) == furthest
    assert names(sort_unit=second, descending=True) == furthest[::-1]


def test_rows_are_sorted_by_credit_that_counts(enrol, names):
    enrol("Anna", UnitState.ACHIEVED)
    enrol("Berta", UnitState.ACHIEVED, UnitState.ACHIEVED)
    enrol("Clara", UnitState.READY)

    assert names(sort="credit") == ["Clara", "Anna", "Berta"]
    assert names(sort="credit", descending=True) == ["Berta", "Anna", "Clara"]


def test_rows_are_sorted_and_filtered_by_assessor(enrol, names, make, administrator):
    zoe, adam = make.user("Zoe"), make.user("adam")
    for name, assessor in (("Anna", zoe), ("Berta", None), ("Clara", adam)):
        enrolment = enrol(name)
        if assessor:
            make.assignment(enrolment, Role.ASSESSOR, assessor, assessor)

    assert names(sort="assessor") == ["Clara", "Anna", "Berta"]
    assert names(assessor=zoe.id) == ["Anna"]
    assert names(assessor=NOBODY) == ["Berta"]


def test_the_last_deed_of_the_candidate_counts_not_that_of_staff(session, make, enrol, look, names):
    early, late = enrol("Early"), enrol("Late")
    enrol("Never")
    did_something(session, early, 9)
    did_something(session, late, 5)
    did_something(session, late, 2)
    did_something(session, early, 1, by=make.user().id)

    assert names(sort="active") == ["Early", "Late", "Never"]
    assert [row.last_active for row in look(sort="active").rows] == [
        NOON - timedelta(days=9),
        NOON - timedelta(days=2),
        None,
    ]


@pytest.mark.req("R-338", part="nothing for four weeks")
def test_who_did_nothing_for_four_weeks_is_found(session, enrol, names):
    long_ago = NOON - timedelta(days=60)
    quiet = enrol("Quiet", created_at=long_ago)
    did_something(session, quiet, 29)
    busy = enrol("Busy", created_at=long_ago)
    did_something(session, busy, 27)
    enrol("Never", created_at=long_ago)
    enrol("New", created_at=NOON - timedelta(days=3))
    enrol("Away", created_at=long_ago, status=EnrolmentStatus.ON_BREAK)

    assert names(waiting=QUIET) == ["Never", "Quiet"]


@pytest.mark.req("R-338", part="ready to sign off")
def test_who_waits_for_a_signature_is_found(session, cast):
    unit = first_unit(cast)
    item = submitted(cast, unit)
    everything = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(session, cast.assessor.actor, item, everything)
    structure = tracker_structure.load(session, cast.qualification, cast.centre.id)

    def found(**wanted: Any) -> int:
        asked = Wanted(waiting=READY_TO_SIGN, **wanted)
        args = (session, cast.assessor.actor, cast.qualification, structure, asked)
        return tracker.load(*args).total

    assert found() == 0
    cast.make.declaration(unit)
    assert found() == 1
    assert found(unit_ids=frozenset({cast.units[0].id})) == 1
    assert found(unit_ids=frozenset({cast.units[1].id})) == 0
    cast.make.sign_off(unit, cast.assessor.user)
    unit.state = UnitState.ACHIEVED
    session.flush()
    assert found() == 0


def test_the_list_is_searched_and_filtered_by_status(session, enrol, names):
    enrol("Demo Candidate 100%").candidate.candidate_number = "C-77"
    enrol("Other", status=EnrolmentStatus.WITHDRAWN)
    session.flush()

    assert names(text="%") == names(text="c-77") == ["Demo Candidate 100%"]
    assert names(text="_") == []
    assert names(status=EnrolmentStatus.WITHDRAWN) == ["Other"]


def test_what_is_achieved_is_counted_beyond_the_page(monkeypatch, enrol, look, scheme):
    monkeypatch.setattr(tracker, "A_PAGE", 2)
    for name in ("Anna", "Berta", "Clara"):
        enrol(name, UnitState.ACHIEVED, UnitState.ACHIEVED)

    second = look(page=2)
    beyond = look(page=99)

    assert [row.name for row in second.rows] == ["Clara"] == [row.name for row in beyond.rows]
    assert (second.total, second.pages, second.met) == (3, 2, 3)
    assert second.achieved[scheme.placements[0].unit_id] == 3


@pytest.mark.req("R-338", part="candidates who follow different versions")
def test_each_row_stands_under_the_version_it_follows(session, make, enrol, look, scheme):
    """The second version gives number 2 to another unit."""
    first, gone = scheme.placements
    (first_rule,) = scheme.rules
    newer = make.unit(credit=9)
    session.add(
        UnitPlacement(
            qualification_id=scheme.id,
            unit_id=newer.id,
            unit_number="2",
            group_letter="A",
            mandatory=True,
            position=2,
            since_version=2,
        )
    )
    gone.until_version = 2
    rule = CombinationRule(
        qualification_id=scheme.id,
        version=2,
        structure_version=2,
        parameters=RULE | {"total_min": 14},
        created_at=clock.now(),
        published_at=clock.now(),
    )
    session.add(rule)
    session.flush()
    enrol("Old", UnitState.ACHIEVED, UnitState.ACHIEVED, rule_id=first_rule.id)
    enrol("New", UnitState.ACHIEVED, rule_id=rule.id)

    found = look()

    new, old = found.rows
    assert [column.unit_id for column in found.columns] == [first.unit_id, newer.id, gone.unit_id]
    assert (old.credit, old.needed, old.outcome.met) == (10, 10, True)
    assert (new.credit, new.needed, new.outcome.met) == (5, 14, False)
    assert newer.id not in old.cells
    assert gone.unit_id not in new.cells
    assert new.cells[newer.id].number == old.cells[gone.unit_id].number == "2"
    assert [one.name for one in look(sort_unit=gone.unit_id).rows] == ["Old", "New"]
    pages = session.scalars(select(UnitProgress.unit_id)).all()
    assert newer.id not in pages, "no page of the newer unit is needed to show it"
