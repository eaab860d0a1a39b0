"""The rule of combination of an enrolment, from what the tables hold."""

import pytest
from sqlalchemy import event, select

from portfolio import clock
from portfolio.catalogue import read_shipped
from portfolio.domain.states import UnitState
from portfolio.models.enrolment import ChosenUnit
from portfolio.models.programme import Qualification, Unit
from portfolio.queries import roc
from portfolio.queries.home import home
from portfolio.services import catalogue


@pytest.fixture
def shipped(session):
    """The four qualifications as published, loaded into the tables."""
    catalogue.load(session, read_shipped())


@pytest.fixture
def enrol(session, make, shipped):
    """Registers a candidate on a published qualification."""

    def enrol(candidate, entry_code):
        qualification = session.scalars(
            select(Qualification).where(Qualification.entry_code == entry_code)
        ).one()
        return make.registered(candidate, qualification)

    return enrol


@pytest.fixture
def candidate(make):
    return make.candidate(make.centre())


def achieve(session, make, candidate, *references):
    for reference in references:
        unit = session.scalars(select(Unit).where(Unit.reference == reference)).one()
        make.progress(candidate, unit).state = UnitState.ACHIEVED
    session.flush()


@pytest.mark.req("R-019")
def test_a_unit_achieved_once_counts_in_every_qualification_that_lists_it(
    session, make, enrol, candidate
):
    level_1, level_2 = enrol(candidate, "03454"), enrol(candidate, "03455")
    by_number = read_shipped().qualification("03454").by_number
    achieve(
        session,
        make,
        candidate,
        *(by_number[number].unit.reference for number in ("F1", "F2", "A1", "B1", "C2")),
    )

    first, second = roc.progress_of(session, [level_1.id, level_2.id])

    assert (first.qualification.entry_code, first.verdict.achieved.tally.total) == ("03454", 22)
    assert second.qualification.entry_code == "03455"
    assert second.verdict.achieved.tally.total == 22
    assert second.verdict.achieved.tally.optional == 14


@pytest.mark.req("R-036")
def test_units_may_be_achieved_in_any_order(session, make, enrol, candidate):
    enrolment = enrol(candidate, "10380")
    placed = read_shipped().qualification("10380").by_number["28"]
    achieve(session, make, candidate, placed.unit.reference)
    assert roc.progress(session, enrolment.id).verdict.achieved.tally.total == placed.unit.credit


@pytest.mark.req("R-030")
def test_mandatory_units_are_planned_and_optional_ones_once_chosen(session, make, enrol, candidate):
    enrolment = enrol(candidate, "10380")
    before = roc.progress(session, enrolment.id)
    assert [unit.number for unit in before.verdict.planned] == ["1", "2", "3", "4", "5", "6"]
    seven = next(row for row in before.rows if row.placed.number == "7")
    session.add(
        ChosenUnit(
            enrolment_id=enrolment.id,
            unit_id=seven.unit_id,
            chosen_by_id=candidate.user_id,
            chosen_at=clock.now(),
        )
    )
    session.flush()

    after = roc.progress(session, enrolment.id)

    assert "7" in [unit.number for unit in after.verdict.planned]
    assert after.verdict.achieved.tally.total == 0
    assert after.verdict.projected.tally.total == before.verdict.projected.tally.total + 5


@pytest.mark.req("R-033")
def test_a_unit_of_another_qualification_adds_nothing(session, make, enrol, candidate):
    enrolment = enrol(candidate, "10380")
    elsewhere = read_shipped().qualification("03455").by_number["F1"]
    achieve(session, make, candidate, elsewhere.unit.reference)
    assert roc.progress(session, enrolment.id).verdict.achieved.tally.total == 0


@pytest.mark.req("R-029")
def test_a_unit_that_only_another_list_gives_counts_nothing_and_is_asked_about(
    session, make, enrol, candidate
):
    enrolment = enrol(candidate, "03456")
    level_3, level_2 = (read_shipped().qualification(code) for code in ("03456", "03455"))
    numbers = ("F3", "F4", "A13", "C5", "D8", "D1")
    achieve(
        session,
        make,
        candidate,
        level_2.by_number["B1"].unit.reference,
        *(level_3.by_number[number].unit.reference for number in numbers),
    )

    panel = roc.progress(session, enrolment.id).panel()

    assert panel.figure == 38
    assert [text.split("; ")[1].split(".")[0] for text in panel.readings] == [
        "would be met if unit B1 in Group C counted"
    ]


@pytest.mark.req("R-008")
def test_units_stand_under_the_letter_and_name_of_their_group(session, make, enrol, candidate):
    enrolment = enrol(candidate, "03454")
    unit = read_shipped().qualification("03454").by_number["C2"].unit
    achieve(session, make, candidate, unit.reference)
    groups = home(session, [enrolment.id]).enrolments[0].groups
    group = next(one for one in groups if any(line.number == "C2" for line in one.units))
    assert group.heading == "Group D - Handling Problems"


def test_a_unit_whose_criteria_are_not_loaded_says_so(session, make, enrol, candidate):
    enrolment = enrol(candidate, "10380")
    rows = roc.progress(session, enrolment.id).rows
    loaded = {row.placed.number: row.loaded for row in rows}
    assert loaded["1"] is True
    assert loaded["28"] is False


def test_the_queries_do_not_grow_with_the_portfolio(session, make, enrol, candidate):
    def count(*enrolments) -> int:
        sent = []
        connection = session.connection()

        def note(*_args):
            sent.append(1)

        session.expunge_all()
        event.listen(connection, "before_cursor_execute", note)
        try:
            home(session, [one.id for one in enrolments])
        finally:
            event.remove(connection, "before_cursor_execute", note)
        return len(sent)

    one = enrol(candidate, "03454")
    small = count(one)
    two = enrol(candidate, "03455")
    three = enrol(candidate, "10380")
    assert count(one, two, three) == small
    assert small <= 7
