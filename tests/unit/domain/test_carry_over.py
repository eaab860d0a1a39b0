"""What units are worth in another qualification: the reference decides, never the title."""

from dataclasses import replace
from itertools import permutations

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.carry_over import carry_over
from portfolio.domain.combination import evaluate
from portfolio.domain.titles import Likeness, likeness

SHIPPED = read_shipped()
DIPLOMA, NVQ_1, NVQ_2, NVQ_3 = map(SHIPPED.qualification, ("10380", "03454", "03455", "03456"))

SAME = {
    ("18", "D1", 3, 6),
    ("19", "D2", 3, 5),
    ("10", "D12", 5, 10),
    ("24", "A17", 4, 10),
    ("25", "B15", 6, 8),
    ("26", "D17", 4, 7),
}
"""Number in 10380, number in the NVQs, credit of the one and of the other."""

NEARLY = {
    ("4", "C3", 4, 6),
    ("8", "B9", 3, 6),
    ("11", "D13", 5, 7),
    ("12", "A3", 3, 5),
    ("14", "A5", 2, 6),
    ("16", "B3", 4, 5),
    ("17", "C4", 3, 6),
    ("20", "D4", 3, 5),
    ("21", "D7", 3, 5),
    ("42", "D5", 3, 5),
}


def pairs(origin, target, kind):
    found = carry_over(origin, target, origin.units)
    return {
        (one.here.number, one.there.number, one.here.unit.credit, one.there.unit.credit)
        for one in found.look_alikes
        if one.likeness is kind
    }


@pytest.mark.req("R-009")
@pytest.mark.parametrize(("kind", "expected"), [(Likeness.SAME, SAME), (Likeness.NEAR, NEARLY)])
def test_the_shipped_catalogue_holds_these_title_pairs_and_no_others(kind, expected):
    found = set()
    for nvq in (NVQ_1, NVQ_2, NVQ_3):
        there = pairs(DIPLOMA, nvq, kind)
        back = {(b, a, d, c) for a, b, c, d in pairs(nvq, DIPLOMA, kind)}
        assert there == back
        found |= there
    assert found == expected


@pytest.mark.req("R-009")
def test_no_title_pair_is_found_between_the_nvqs_which_share_their_units():
    for origin, target in permutations((NVQ_1, NVQ_2, NVQ_3), 2):
        assert carry_over(origin, target, origin.units).look_alikes == ()


@pytest.mark.req("R-009")
@pytest.mark.parametrize(("number", "nvq_number"), sorted((a, b) for a, b, *_ in SAME | NEARLY))
def test_a_look_alike_carries_nothing_over(number, nvq_number):
    found = carry_over(DIPLOMA, NVQ_3, [DIPLOMA.by_number[number]])
    assert found.carried == ()
    assert found.credit == 0
    assert [unit.number for unit in found.left_behind] == [number]
    (alike,) = found.look_alikes
    assert alike.there.number == nvq_number
    assert evaluate(DIPLOMA, [nvq_number]).achieved.tally.total == 0


@pytest.mark.req("R-009")
def test_why_a_look_alike_does_not_count_is_said_with_both_references():
    (alike,) = carry_over(NVQ_3, DIPLOMA, [NVQ_3.by_number["B15"]]).look_alikes
    assert alike.why == (
        "They have the same title, but they are two units: L/601/1239 is 8 credits at level 4; "
        "R/506/2179 is 6 credits at level 4."
    )


@pytest.mark.req("R-019")
def test_a_unit_carries_over_under_whatever_number_it_has_there():
    units = [NVQ_1.by_number[number] for number in ("F1", "F2", "A1", "B1", "C2")]
    found = carry_over(NVQ_1, NVQ_2, units)
    assert [one.here.unit.reference for one in found.carried] == [
        one.there.unit.reference for one in found.carried
    ]
    assert found.credit == 22
    assert found.left_behind == ()
    renamed = replace(NVQ_2.by_number["A1"], number="Z9")
    target = replace(NVQ_2, units=(renamed,))
    (carried,) = carry_over(NVQ_1, target, [NVQ_1.by_number["A1"]]).carried
    assert (carried.here.number, carried.there.number) == ("A1", "Z9")


def test_every_unit_is_carried_over_resembled_or_listed_nowhere_there():
    found = carry_over(NVQ_3, DIPLOMA, NVQ_3.units)
    left = {unit.number for unit in found.left_behind}
    assert found.carried == ()
    assert left == {unit.number for unit in NVQ_3.units}
    assert len(found.elsewhere) == len(NVQ_3.units) - len(
        {a.here.number for a in found.look_alikes}
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("Give feedback", "GIVE  FEEDBACK", Likeness.SAME, id="case and spaces"),
        pytest.param("On-line service", "Online services", Likeness.SAME, id="hyphen and plural"),
        pytest.param("Customer’s needs", "Customers' need", Likeness.SAME, id="apostrophes"),
        pytest.param("Use a plan to serve", "Serve using a plan", Likeness.NEAR, id="order"),
        pytest.param("Process complaints", "Process payments", None, id="one word the same"),
        pytest.param("", "", None, id="no titles"),
        pytest.param("—", "…", None, id="titles without words"),
        pytest.param("To the", "For the", None, id="connecting words only"),
        pytest.param("Gérer la qualité", "gérer la QUALITÉ", Likeness.SAME, id="accents"),
    ],
)
def test_titles_are_alike_by_their_words_and_letters(one, other, expected):
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected
