"""When two pictures are nearly the same: the same photo saved again, smaller or in another format.

A picture is boiled down to 128 bits: on a grid of 8 by 8, whether it gets brighter to the right and
downwards. Saving a photo again at any quality, or at a third of its size, changed at most 6 of them
in our measurements; the most alike of different pages of text stood 16 apart. Cropping counts as
another picture.
"""

BITS = 128
BANDS = 8
NEAR = BANDS - 1
"""At most so many bits apart. More could not be promised: bits that differ in fewer places than
there are bands leave at least one band untouched, so that equal bands find every near picture."""

LEAST_TOLD = 16
"""A picture with fewer bits of one kind is a plain area, which looks like any other."""

_PER_BAND = BITS // BANDS


def bits_apart(one: int, other: int) -> int:
    """In how many of their bits two pictures differ (Hamming distance)."""
    return (one ^ other).bit_count()


def look_alike(one: int, other: int) -> bool:
    """Whether two pictures are nearly the same, and both say enough to tell."""
    return tells_enough(one) and tells_enough(other) and bits_apart(one, other) <= NEAR


def tells_enough(picture: int) -> bool:
    """Whether a picture has enough in it to be compared."""
    return LEAST_TOLD <= picture.bit_count() <= BITS - LEAST_TOLD


def bands(picture: int) -> tuple[int, ...]:
    """The bits in eight bands of 16, each a number of its own band alone, to be looked up.

    A band takes every eighth bit, a column of the grid: taken in rows, the plain sky of many
    photos would give them all the same first bands.
    """
    return tuple(
        place << _PER_BAND
        | sum((picture >> (place + BANDS * n) & 1) << n for n in range(_PER_BAND))
        for place in range(BANDS)
    )
