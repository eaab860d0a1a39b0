"""How a photo looks survives being saved again, and tells different photos apart."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, UnidentifiedImageError

from portfolio.adapters.likeness import picture_bits
from portfolio.domain.likeness import NEAR, bits_apart, look_alike


def jpeg(picture: Image.Image, quality: int = 82) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((320, 320))
    return jpeg(small)


@pytest.fixture
def photo(samples) -> Image.Image:
    with Image.open(samples / "help-desk.jpg") as picture:
        return picture.convert("RGB")


@pytest.mark.req("R-127", part="a near-identical picture")
@pytest.mark.parametrize("quality", [30, 60, 95])
@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_photo_saved_again_looks_the_same(photo, quality, part):
    smaller = photo.resize((photo.width // part, photo.height // part))
    with Image.open(BytesIO(jpeg(smaller, quality))) as again:
        bits = picture_bits([thumbnail(again.convert("RGB"))])
    assert look_alike(bits, picture_bits([thumbnail(photo)]))


def test_another_view_of_it_does_not(photo):
    own = picture_bits([thumbnail(photo)])
    mirrored = picture_bits([thumbnail(photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT))])
    assert bits_apart(own, mirrored) > NEAR


def test_only_our_own_kind_of_copy_is_opened(photo):
    out = BytesIO()
    photo.resize((20, 20)).save(out, "PNG")
    with pytest.raises(UnidentifiedImageError):
        picture_bits([out.getvalue()])
