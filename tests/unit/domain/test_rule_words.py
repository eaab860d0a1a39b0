"""What a rule says in words, and where it is published."""

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.rule_words import source_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("002 s2.2", "centre handbook of the Level 3 Diploma, section 2.2"),
        ("003 s2.1, s6.1", "centre handbook of the NVQs, section 2.1, section 6.1"),
        ("Letter of 3 May, s2", "Letter of 3 May, s2"),
        ("", ""),
    ],
)
def test_a_source_is_named_so_that_a_reader_finds_it(source, words):
    assert source_words(source) == words


def test_no_shipped_rule_is_left_with_a_number_for_its_source():
    for qualification in read_shipped().qualifications:
        assert source_words(qualification.rule.source).startswith("centre handbook")
