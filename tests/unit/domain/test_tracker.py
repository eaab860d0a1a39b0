"""What a row of the tracker comes to."""

from portfolio.domain.tracker import Share, Standing, in_words, shares


def test_a_row_is_told_by_its_units_and_those_not_chosen_are_left_out():
    found = in_words([Standing.READY, Standing.ACHIEVED, Standing.NOT_CHOSEN, Standing.ACHIEVED])

    assert found == "2 achieved, 1 ready"
    assert in_words([Standing.NOT_CHOSEN]) == "No units yet"


def test_the_bar_is_parts_of_the_credit_needed():
    assert shares(50, 10, 5, 20) == (
        Share("ach", 0, 20),
        Share("prog", 20, 10),
        Share("plan", 30, 40),
    )


def test_the_bar_of_more_than_is_needed_is_full():
    found = shares(10, 33, 33, 33)

    assert sum(share.width for share in found) == 99
    assert shares(0, 0, 0, 0) == ()
    assert max(share.start + share.width for share in shares(3, 1, 1, 1)) <= 100
