"""Which criterion of a new version is proposed for one of the old."""

from time import process_time
from uuid import uuid4

from portfolio.domain.tag_moves import Worded, proposals


def criteria(*texts: str) -> list[Worded]:
    return [Worded(uuid4(), f"1.{place}", text) for place, text in enumerate(texts, 1)]


def test_what_reads_much_the_same_is_proposed_wherever_it_moved():
    before = criteria("Greet the customer as your organisation asks", "Record what was agreed")
    after = criteria(
        "Something about safety", "Record in writing what was agreed", "Greet customers warmly"
    )

    found = proposals(before, after)

    assert found[before[1].id] == after[1].id
    assert found[before[0].id] is None


def test_a_unit_worded_anew_throughout_is_compared_at_once():
    before, after = (
        criteria(
            *(
                " ".join(f"word{(n * 37 + k * k * step) % 400}" for k in range(25))
                for n in range(40)
            )
        )
        for step in (17, 23)
    )
    began = process_time()

    proposals(before, after)

    assert process_time() - began < 1
