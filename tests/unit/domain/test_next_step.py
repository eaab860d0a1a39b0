"""The one next thing to do: there always is one, and what was sent back comes first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portfolio.domain.next_step import (
    ItemFacts,
    Kind,
    Standing,
    UnitFacts,
    most_urgent,
    next_step,
)
from portfolio.domain.states import (
    DeclarationState,
    EnrolmentStatus,
    EvidenceState,
    UnitState,
)

CRITERIA = tuple(f"{n}.{m}" for n in (1, 2) for m in range(1, 8))
UNIT = UnitFacts(
    "u4",
    "4",
    "Resolve problems",
    UnitState.IN_PROGRESS,
    CRITERIA,
    ("2.6", "2.7"),
    (),
    DeclarationState.UNSIGNED,
)
NEW = Standing(EnrolmentStatus.ACTIVE, False, "", (), (), 0)


def at(*units: UnitFacts, items: tuple[ItemFacts, ...] = (), **facts) -> Standing:
    return replace(NEW, units=units, items=items, **facts)


REFERRED = ItemFacts(
    "e9", "E-09", EvidenceState.REFERRED, ("4",), "Demo Assessor 1", date(2026, 11, 16)
)


@pytest.mark.parametrize(
    ("standing", "kind", "title"),
    [
        pytest.param(
            at(UNIT, items=(ItemFacts("e2", "E-02", EvidenceState.RETURNED),)),
            Kind.REPLACE,
            "E-02 was sent back for personal details",
            id="sent back for details",
        ),
        pytest.param(
            at(replace(UNIT, state=UnitState.REFERRED, not_yet=("3.2", "3.3")), items=(REFERRED,)),
            Kind.ANSWER,
            "Unit 4: two criteria need a little more",
            id="an item sent back",
        ),
        pytest.param(
            at(replace(UNIT, state=UnitState.REFERRED, not_yet=("3.2",))),
            Kind.LOOK,
            "Unit 4 was sent back",
            id="a unit sent back",
        ),
        pytest.param(
            at(replace(UNIT, state=UnitState.READY)),
            Kind.DECLARE,
            "Unit 4: declare the work your own",
            id="ready and unsigned",
        ),
        pytest.param(
            at(replace(UNIT, state=UnitState.READY, declaration=DeclarationState.VOID)),
            Kind.DECLARE,
            "Unit 4: sign your declaration again",
            id="ready and void",
        ),
        pytest.param(
            at(UNIT, items=(ItemFacts("e5", "E-05", EvidenceState.DRAFT),)),
            Kind.SUBMIT,
            "E-05 is still a draft",
            id="a draft",
        ),
        pytest.param(
            at(
                replace(UNIT, number="2", uncovered=CRITERIA[:9]), replace(UNIT, uncovered=("1.1",))
            ),
            Kind.COMPLETE,
            "Unit 4: one criterion to go",
            id="the unit with least to go",
        ),
        pytest.param(
            at(still_missing="Optional credit: 0 of 14, 14 short"),
            Kind.CHOOSE,
            "Choose your optional units",
            id="optional units to choose",
        ),
        pytest.param(
            at(replace(UNIT, state=UnitState.NOT_STARTED, uncovered=CRITERIA)),
            Kind.START,
            "Start unit 4: Resolve problems",
            id="a unit to start",
        ),
        pytest.param(at(met=True), Kind.FINISHED, "Every rule is met", id="all done"),
        pytest.param(at(with_assessor=2), Kind.WAIT, "Nothing to do for now", id="all handed in"),
        pytest.param(
            at(UNIT, status=EnrolmentStatus.ON_BREAK),
            Kind.STOPPED,
            "Your registration is on break",
            id="on break",
        ),
    ],
)
def test_the_next_thing_to_do(standing, kind, title):
    step = next_step(standing)
    assert (step.kind, step.title) == (kind, title)


@pytest.mark.req("R-339", part="the next thing to do")
@pytest.mark.parametrize(
    ("unit", "item", "title"),
    [
        ({"uncovered": ("ER2",)}, None, "Unit 4: one evidence requirement to go"),
        (
            {"uncovered": ("1.1", "ER1", "ER2")},
            None,
            "Unit 4: one criterion and two evidence requirements to go",
        ),
        ({"not_yet": ("ER2",)}, REFERRED, "Unit 4: evidence requirement 2 needs a little more"),
        (
            {"not_yet": ("1.1", "ER2")},
            REFERRED,
            "Unit 4: one criterion and one evidence requirement need a little more",
        ),
    ],
)
def test_an_evidence_requirement_to_do_is_called_by_its_words(unit, item, title):
    changed = replace(UNIT, criteria=(*CRITERIA, "ER1", "ER2"), **unit)
    assert next_step(at(changed, items=(item,) if item else ())).title == title


def test_who_sent_it_back_and_when_is_told():
    step = next_step(at(UNIT, items=(REFERRED,)))
    assert step.why.startswith("Demo Assessor 1 sent back E-09 on Monday 16 November 2026.")
    assert step.key == "e9"


def test_an_item_sent_back_asks_for_nothing_once_its_unit_is_achieved():
    step = next_step(at(replace(UNIT, state=UnitState.ACHIEVED), items=(REFERRED,)))
    assert step.kind is Kind.WAIT


def test_a_unit_without_criteria_is_never_the_one_to_start():
    step = next_step(at(replace(UNIT, state=UnitState.NOT_STARTED, criteria=())))
    assert step.kind is Kind.WAIT


numbers = some.lists(some.sampled_from(["1.1", "1.2", "2.1", "ER1", "ER2"]), unique=True).map(tuple)
units = some.builds(
    UnitFacts,
    key=some.just("u"),
    number=some.sampled_from(["1", "2", "C7"]),
    title=some.just("Demo unit"),
    state=some.sampled_from(UnitState),
    criteria=numbers,
    uncovered=numbers,
    not_yet=numbers,
    declaration=some.sampled_from(DeclarationState),
)
items = some.builds(
    ItemFacts,
    key=some.just("e"),
    code=some.just("E-01"),
    state=some.sampled_from(EvidenceState),
    units=some.lists(some.sampled_from(["1", "2", "C7"]), max_size=2).map(tuple),
)
standings = some.builds(
    Standing,
    status=some.just(EnrolmentStatus.ACTIVE),
    met=some.booleans(),
    still_missing=some.sampled_from(["", "All credit: 1 of 9, 8 short"]),
    units=some.lists(units, max_size=5).map(tuple),
    items=some.lists(items, max_size=5).map(tuple),
    with_assessor=some.integers(0, 20),
)


@given(standings)
def test_there_is_always_one_step_in_words_and_a_button_only_where_it_leads_somewhere(standing):
    step = next_step(standing)
    assert step.title
    assert step.why.endswith(".")
    waits = step.kind in {Kind.WAIT, Kind.FINISHED, Kind.STOPPED}
    assert (step.action is None) is waits
    assert (step.key is None) is (waits or step.kind is Kind.CHOOSE)


@given(standings)
def test_what_was_sent_back_comes_before_everything_new(standing):
    achieved = {unit.number for unit in standing.units if unit.state is UnitState.ACHIEVED}
    returned = any(item.state is EvidenceState.RETURNED for item in standing.items)
    referred = any(
        item.state is EvidenceState.REFERRED and set(item.units) - achieved
        for item in standing.items
    )
    if returned or referred:
        assert next_step(standing).kind in {Kind.REPLACE, Kind.ANSWER}


@given(some.lists(standings, min_size=1, max_size=3))
def test_of_several_qualifications_the_most_urgent_step_is_shown(several):
    steps = [next_step(standing) for standing in several]
    chosen = most_urgent(steps)
    assert chosen in steps
    assert all(chosen.kind <= step.kind for step in steps)
