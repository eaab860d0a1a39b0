"""Criteria and evidence requirements in sentences: by number, and by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portfolio.domain.criterion_words import (
    counted,
    counted_of,
    criterion_name,
    listed_criteria,
    split,
)

UNIT = ["1.1", "1.2", "ER1", "ER2"]

pytestmark = pytest.mark.req("R-339", part="called by its words")


@pytest.mark.parametrize(("number", "name"), [("3.10", "3.10"), ("ER2", "Evidence requirement 2")])
def test_a_requirement_is_named_and_a_criterion_numbered(number, name):
    assert criterion_name(number) == name


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["1.1"], "1.1"),
        (["1.1", "1.2"], "1.1 and 1.2"),
        (["ER2"], "evidence requirement 2"),
        (["ER1", "ER2"], "evidence requirements 1 and 2"),
        (["1.1", "1.2", "ER2"], "1.1, 1.2 and evidence requirement 2"),
    ],
)
def test_numbers_are_listed_with_the_requirements_last(numbers, words):
    assert listed_criteria(numbers) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], "0 criteria"),
        (["1.1"], "1 criterion"),
        (["ER1"], "1 evidence requirement"),
        (UNIT, "2 criteria and 2 evidence requirements"),
    ],
)
def test_each_kind_is_counted_for_itself(numbers, words):
    assert counted(numbers) == words


@pytest.mark.parametrize(
    ("some_of_them", "every", "words"),
    [
        (["1.1", "1.2", "ER1"], UNIT, "2 of 2 criteria and 1 of 2 evidence requirements"),
        ([], ["1.1"], "0 of 1 criterion"),
        (["ER1"], ["ER1"], "1 of 1 evidence requirement"),
        ([], [], "0 of 0 criteria"),
    ],
)
def test_progress_is_counted_for_each_kind(some_of_them, every, words):
    assert counted_of(some_of_them, every) == words


@given(some.lists(some.sampled_from(UNIT), unique=True))
def test_nothing_is_lost_between_criteria_and_requirements(numbers):
    criteria, requirements = split(numbers)

    assert sorted(criteria + requirements) == sorted(numbers)
    assert all(number.startswith("ER") for number in requirements)
