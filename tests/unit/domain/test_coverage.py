"""States of criteria and units, and the gaps between them."""

from datetime import UTC, datetime, timedelta

import pytest

from portfolio.domain.coverage import Tag, coverage
from portfolio.domain.decisions import Decision
from portfolio.domain.states import CriterionState, DecisionOutcome, EvidenceState, UnitState

DRAFT, SUBMITTED = EvidenceState.DRAFT, EvidenceState.SUBMITTED
ACCEPTED, REFERRED = EvidenceState.ACCEPTED, EvidenceState.REFERRED
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
CRITERIA = ("1.1", "1.2", "1.10")


def met(criterion, day=0, **change):
    at = MONDAY + timedelta(days=day)
    return Decision(criterion, DecisionOutcome.MET, at, **change)


def not_yet(criterion, day=0, **change):
    at = MONDAY + timedelta(days=day)
    return Decision(criterion, DecisionOutcome.NOT_YET, at, **change)


def state(tags, decisions=()):
    return coverage(["1.1"], [Tag("1.1", tag) for tag in tags], decisions).states["1.1"]


@pytest.mark.req("R-147", "R-148", "R-149")
@pytest.mark.parametrize(
    ("tags", "decisions", "expected"),
    [
        pytest.param([], [], "Open", id="nothing tagged"),
        pytest.param([DRAFT], [], "Tagged", id="a draft tagged"),
        pytest.param([EvidenceState.WITHDRAWN], [], "Open", id="only a withdrawn item"),
        pytest.param([EvidenceState.RETURNED], [], "Open", id="only a returned item"),
        pytest.param([EvidenceState.FROZEN], [], "Tagged", id="a frozen item"),
        pytest.param([ACCEPTED], [met("1.1")], "Met", id="met"),
        pytest.param([REFERRED], [not_yet("1.1")], "Not yet", id="not yet"),
        pytest.param([ACCEPTED], [not_yet("1.1"), met("1.1", 1)], "Met", id="met at last"),
        pytest.param(
            [ACCEPTED], [met("1.1"), not_yet("1.1", 1)], "Met", id="met on another item stays met"
        ),
        pytest.param(
            [ACCEPTED], [met("1.1", superseded=True), not_yet("1.1", 1)], "Not yet",
            id="a met that was taken back",
        ),
        pytest.param(
            [SUBMITTED], [met("1.1", superseded=True)], "Tagged", id="a superseded one does not"
        ),
        pytest.param(
            [ACCEPTED], [met("1.1"), not_yet("1.1", 1, superseded=True)], "Met",
            id="a superseded later one does not",
        ),
        pytest.param(
            [SUBMITTED], [met("1.1", summative=False)], "Tagged", id="a formative one never meets"
        ),
        pytest.param(
            [SUBMITTED], [met("1.1", feedback_given=False)], "Tagged", id="not before feedback"
        ),
    ],
)  # fmt: skip
def test_a_criterion_is_in_the_state_its_tags_and_decisions_give(tags, decisions, expected):
    assert state(tags, decisions) is CriterionState(expected)


def unit_state(tags, decisions=(), **change):
    return coverage(CRITERIA, [Tag(*tag) for tag in tags], decisions, **change).unit_state


ALL_MET = [met(criterion) for criterion in CRITERIA]


@pytest.mark.req("R-150")
@pytest.mark.parametrize(
    ("tags", "decisions", "expected"),
    [
        pytest.param([], [], "Not started", id="no evidence"),
        pytest.param([("1.1", EvidenceState.WITHDRAWN)], [], "Not started", id="all withdrawn"),
        pytest.param([("1.1", DRAFT)], [], "In progress", id="a draft"),
        pytest.param([("1.1", SUBMITTED)], [], "In progress", id="one of three submitted"),
        pytest.param([(c, SUBMITTED) for c in CRITERIA], [], "Ready", id="all submitted"),
        pytest.param(
            [("1.1", SUBMITTED), ("1.2", SUBMITTED), ("1.10", DRAFT)], [], "In progress",
            id="one still a draft",
        ),
        pytest.param([(c, ACCEPTED) for c in CRITERIA], ALL_MET, "Ready", id="all met, unsigned"),
        pytest.param(
            [("1.1", REFERRED)], [not_yet("1.1")], "Referred", id="sent back to the candidate"
        ),
        pytest.param(
            [("1.1", REFERRED)], [], "Referred", id="sent back without a decision on this one"
        ),
        pytest.param(
            [("1.1", REFERRED), ("1.1", SUBMITTED)], [not_yet("1.1")], "In progress",
            id="answered with something new",
        ),
        pytest.param(
            [("1.1", ACCEPTED)], [not_yet("1.1")], "Referred", id="accepted only for others"
        ),
        pytest.param(
            [("1.1", REFERRED), ("1.1", ACCEPTED)], [met("1.1")], "In progress",
            id="met by another item",
        ),
    ],
)  # fmt: skip
def test_a_unit_is_in_the_state_its_criteria_give(tags, decisions, expected):
    assert unit_state(tags, decisions) is UnitState(expected)


@pytest.mark.req("R-158")
def test_a_unit_is_achieved_when_signed_off_and_not_before():
    assert unit_state([], ALL_MET) is UnitState.READY
    assert unit_state([], ALL_MET, signed_off=True) is UnitState.ACHIEVED


@pytest.mark.req("R-010")
def test_a_unit_without_criteria_is_never_ready():
    empty = coverage([], [Tag("1.1", SUBMITTED)])

    assert empty.unit_state is UnitState.NOT_STARTED
    assert not empty.all_met


@pytest.mark.req("R-151", "R-011")
def test_gaps_are_the_criteria_without_accepted_evidence_in_numerical_order():
    found = coverage(["1.10", "1.2", "1.1"], [Tag("1.2", SUBMITTED)], [met("1.1"), not_yet("1.10")])

    assert found.gaps == ("1.2", "1.10")
    assert found.met == ("1.1",)
    assert found.not_yet == ("1.10",)


@pytest.mark.req("R-339")
def test_a_unit_waits_for_its_evidence_requirements_as_for_its_criteria():
    tags = [Tag("1.1", SUBMITTED), Tag("ER1", SUBMITTED)]
    decided = [met("1.1"), met("ER1")]

    lacking = coverage(["ER2", "ER1", "1.1"], tags, decided)
    whole = coverage(["ER2", "ER1", "1.1"], [*tags, Tag("ER2", SUBMITTED)], [*decided, met("ER2")])

    assert lacking.criteria == ("1.1", "ER1", "ER2")
    assert (lacking.gaps, lacking.uncovered) == (("ER2",), ("ER2",))
    assert lacking.unit_state is UnitState.IN_PROGRESS
    assert not lacking.all_met
    assert whole.all_met
    assert whole.unit_state is UnitState.READY


@pytest.mark.req("R-150")
def test_tags_and_decisions_of_other_units_do_not_count():
    found = coverage(["1.1"], [Tag("9.9", SUBMITTED)], [met("9.9")])

    assert found.gaps == ("1.1",)
    assert found.unit_state is UnitState.NOT_STARTED
