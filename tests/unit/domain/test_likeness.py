"""Near pictures share a band, plain ones are not compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.likeness import BANDS, BITS, NEAR, bands, bits_apart, look_alike, tells_enough

PICTURE = 0x0123456789ABCDEF_FEDCBA9876543210
PICTURES = st.integers(0, (1 << BITS) - 1)


def flipped(picture: int, places) -> int:
    for place in places:
        picture ^= 1 << place
    return picture


@pytest.mark.req("R-127", part="a near-identical picture")
@pytest.mark.parametrize(
    ("flips", "alike"),
    [
        pytest.param(0, True, id="the same"),
        pytest.param(NEAR, True, id="at the bound"),
        pytest.param(NEAR + 1, False, id="past the bound"),
        pytest.param(BITS, False, id="the negative"),
    ],
)
def test_pictures_are_alike_up_to_the_bound(flips, alike):
    other = flipped(PICTURE, range(flips))
    assert bits_apart(PICTURE, other) == flips
    assert look_alike(PICTURE, other) is alike


@given(PICTURES, st.sets(st.integers(0, BITS - 1), max_size=NEAR))
def test_whatever_differs_up_to_the_bound_shares_a_band(picture, places):
    assert set(bands(picture)) & set(bands(flipped(picture, places)))


@given(PICTURES)
def test_each_band_is_a_number_of_its_own(picture):
    found = bands(picture)
    assert [band >> 16 for band in found] == list(range(BANDS))
    again = sum(
        (band >> n & 1) << (place + BANDS * n)
        for place, band in enumerate(found)
        for n in range(BITS // BANDS)
    )
    assert again == picture


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param(0, id="one colour"),
        pytest.param((1 << 15) - 1, id="nearly one colour"),
        pytest.param((1 << BITS) - 1, id="a slope of light"),
    ],
)
def test_a_plain_area_is_like_nothing(plain):
    assert not tells_enough(plain)
    assert not look_alike(plain, plain)
