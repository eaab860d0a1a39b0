"""What must hold of the engine for any rule: shown on small random ones."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.catalogue import read_shipped
from portfolio.domain.clauses import is_met, tally
from portfolio.domain.combination import evaluate
from tests.unit.domain.small_qualifications import qualifications


def allowed_subsets(qualification):
    """Every subset of all units that keeps each group maximum, by definition."""
    units = qualification.units
    maxima = qualification.rule.group_maxima
    for size in range(len(units) + 1):
        for subset in combinations(units, size):
            sums = tally(subset, qualification, qualification.rule)
            if all(sums.by_group[letter] <= most for letter, most in maxima.items()):
                yield subset, sums


def policy_order(qualification, subset, sums):
    rule = qualification.rule
    capped = [placed.position for placed in subset if placed.group in rule.group_maxima]
    met = is_met(sums, qualification, rule)
    return (not met, -sums.total, -sums.level, len(capped), capped)


@pytest.mark.req("R-021")
@settings(deadline=None, max_examples=150)
@given(qualifications())
def test_the_engine_agrees_with_trying_every_subset(qualification):
    best, sums = min(
        allowed_subsets(qualification), key=lambda found: policy_order(qualification, *found)
    )

    found = evaluate(qualification, [placed.number for placed in qualification.units]).achieved

    assert found.counted == best
    assert found.tally == sums
    assert found.met is is_met(sums, qualification, qualification.rule)
    assert set(found.over_maximum) == set(qualification.units) - set(best)


@pytest.mark.req("R-021", "R-039")
@settings(deadline=None, max_examples=150)
@given(qualifications(), st.data())
def test_one_more_achieved_unit_never_un_meets_the_rule(qualification, data):
    numbers = [placed.number for placed in qualification.units]
    achieved = data.draw(st.lists(st.sampled_from(numbers)) if numbers else st.just([]))

    before = evaluate(qualification, achieved)

    for number in numbers:
        after = evaluate(qualification, [*achieved, number])
        assert after.met or not before.met
        assert after.met or after.achieved.tally.total >= before.achieved.tally.total


@pytest.mark.req("R-020", "R-025", "R-026", "R-027")
@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["10380", "03454", "03455", "03456"]), st.data())
def test_the_published_rules_never_un_meet_either(code, data):
    qualification = read_shipped().qualification(code)
    numbers = [placed.number for placed in qualification.units]
    order = data.draw(st.permutations(numbers))
    met = False
    for count in range(0, len(order) + 1, 3):
        verdict = evaluate(qualification, order[:count])
        assert verdict.met or not met
        met = verdict.met
    assert evaluate(qualification, order).met
