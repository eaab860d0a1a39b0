"""Reading, checking and sorting unit, reference and criterion numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.catalogue import read_shipped
from portfolio.domain.numbering import (
    criterion_order,
    is_criterion_number,
    is_requirement_number,
    is_sound_qualification_number,
    is_sound_reference,
    normalise_unit_number,
    place_of_requirement,
)


@pytest.mark.req("R-006")
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("В3", "B3", id="Cyrillic capital"),
        pytest.param("в3", "B3", id="Cyrillic small letter"),
        pytest.param("Α1", "A1", id="Greek capital"),
        pytest.param("ϲ2", "C2", id="Greek lunate sigma"),
        pytest.param("Ｆ１", "F1", id="full width"),
        pytest.param("C 7", "C7", id="a space inside"),
        pytest.param(" A\u00a01 ", "A1", id="no-break space"),
        pytest.param("A\u200b3", "A3", id="zero-width space"),
        pytest.param("b15", "B15", id="lower case"),
        pytest.param("10", "10", id="a Diploma number"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_typed_unit_number_is_read_as_published(typed, number):
    assert normalise_unit_number(typed) == number


@pytest.mark.req("R-006")
def test_a_zero_in_a_unit_number_stays_a_zero():
    assert normalise_unit_number("a10") == "A10"


@pytest.mark.req("R-006")
def test_a_glitched_number_finds_the_unit():
    unit = read_shipped().qualification("03455").find(" с 7")

    assert unit is not None
    assert unit.number == "C7"


@pytest.mark.req("R-007")
def test_every_published_number_passes_its_check():
    shipped = read_shipped()

    assert all(is_sound_reference(reference) for reference in shipped.units)
    assert all(is_sound_qualification_number(q.number) for q in shipped.qualifications)


@pytest.mark.req("R-007")
@pytest.mark.parametrize(
    "reference", ["L/506/2151", "R/506/215", "r/506/2151", "R-506-2151", "R/506/２151", ""]
)
def test_a_garbled_reference_is_refused(reference):
    assert is_sound_reference("R/506/2151")
    assert not is_sound_reference(reference)


@pytest.mark.req("R-007")
@pytest.mark.parametrize("number", ["601/3433/2", "500/8625/0", "500/8625/x", "5008625X"])
def test_a_garbled_qualification_number_is_refused(number):
    assert is_sound_qualification_number("500/8625/X")
    assert not is_sound_qualification_number(number)


@pytest.mark.req("R-011")
def test_criterion_numbers_sort_as_numbers():
    numbers = ["1.10", "2.1", "1.9", "1.1", "10.1", "2.12", "2.2"]

    assert sorted(numbers, key=criterion_order) == [
        "1.1", "1.9", "1.10", "2.1", "2.2", "2.12", "10.1"
    ]  # fmt: skip


@pytest.mark.req("R-011")
@pytest.mark.parametrize(
    ("text", "sound"),
    [("1", True), ("1.10", True), ("0.1", False), ("1.", False), ("1.1.1", False), ("a", False)],
)
def test_outcomes_and_criteria_are_numbered_n_and_n_m(text, sound):
    assert is_criterion_number(text) is sound


@pytest.mark.req("R-339")
@pytest.mark.parametrize(
    ("text", "sound"),
    [("ER1", True), ("ER12", True), ("ER0", False), ("ER01", False), ("ER", False),
     ("er1", False), ("ER1.1", False), ("1.1", False), ("ER\N{SUPERSCRIPT TWO}", False)],
)  # fmt: skip
def test_evidence_requirements_are_numbered_er_n(text, sound):
    assert is_requirement_number(text) is sound
    assert not sound or is_criterion_number(text)


@pytest.mark.req("R-339", "R-011")
@given(
    st.sets(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1),
    st.sets(st.integers(1, 30), min_size=1),
    st.randoms(),
)
def test_evidence_requirements_sort_as_numbers_after_every_criterion(criteria, places, chance):
    in_order = [f"{n}.{m}" for n, m in sorted(criteria)]
    in_order += [f"ER{place}" for place in sorted(places)]
    shuffled = chance.sample(in_order, len(in_order))

    assert sorted(shuffled, key=criterion_order) == in_order
    assert [place_of_requirement(one) for one in in_order[len(criteria) :]] == sorted(places)


def test_a_criterion_has_no_place_among_the_requirements():
    with pytest.raises(ValueError, match=r"1\.1 numbers no evidence requirement"):
        place_of_requirement("1.1")
