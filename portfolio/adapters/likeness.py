"""How a picture looks, in 128 bits.

Taken from the small copy we made ourselves, so that no hostile picture is opened outside the child
that makes the copies. The library was chosen over ImageHash, which brings NumPy and SciPy for the
same difference hash, and works on the grey values themselves, which Pillow gives.
"""

from collections.abc import Iterable
from io import BytesIO

import dhash
from PIL import Image

GRID = 8


def picture_bits(copy: Iterable[bytes]) -> int:
    """The bits of a JPEG copy, row by row and then downwards; Pillow's errors pass through."""
    side = GRID + 1
    with Image.open(BytesIO(b"".join(copy)), formats=["JPEG"]) as picture:
        small = picture.convert("L").resize((side, side), Image.Resampling.LANCZOS)
    across, down = dhash.dhash_row_col(list(small.tobytes()), GRID)
    return int(across) << GRID * GRID | int(down)
