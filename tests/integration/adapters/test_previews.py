"""Viewing copies of good, odd and hostile files."""

import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pillow_heif
import pypdfium2
import pytest
from PIL import Image

from portfolio.adapters.previews import Copies, Copy, Limits, NoCopy, Taken, make_copies

ORIENTATION, GPS, DESCRIPTION = 0x0112, 0x8825, 0x010E
EXIF_PART, TAKEN = 0x8769, 0x9003
MORNING = Taken(datetime(2026, 11, 16, 9, 14, tzinfo=UTC), "camera")


def phone_photo(path: Path, width: int = 4000, height: int = 3000) -> Path:
    """A landscape photo held upright: top left red once shown right, with a place in it."""
    photo = Image.new("RGB", (width, height), "white")
    photo.paste("red", (0, height // 2, width // 2, height))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[DESCRIPTION] = "MARKER-OF-A-PERSON"
    exif.get_ifd(EXIF_PART)[TAKEN] = "2026:11:16 09:14:00"
    exif.get_ifd(GPS).update({1: "N", 2: (53.0, 24.0, 30.0), 3: "W", 4: (2.0, 59.0, 1.0)})
    photo.save(path, exif=exif, comment=b"MARKER-OF-A-PERSON", quality=80)
    return path


def copy_of(copies: Copies, kind: str) -> Copy:
    return next(copy for copy in copies.made if copy.kind == kind)


@pytest.mark.req("R-351")
def test_a_phone_photo_is_shown_upright_and_without_its_place(tmp_path):
    photo = phone_photo(tmp_path / "photo.jpg")
    assert b"MARKER-OF-A-PERSON" in photo.read_bytes()

    copies = make_copies(photo, "image/jpeg", tmp_path)

    assert [copy.kind for copy in copies.made] == ["screen", "thumbnail"]
    assert copies.taken == MORNING
    for copy in copies.made:
        with Image.open(copy.path) as shown:
            assert shown.format == "JPEG"
            assert shown.size == (copy.width, copy.height)
            assert shown.height > shown.width
            assert not dict(shown.getexif())
            assert not {"exif", "xmp", "comment"} & set(shown.info)
            red, green, _ = shown.getpixel((10, 10))
            assert red > 200
            assert green < 60
        assert b"MARKER" not in copy.path.read_bytes()
    assert (copy_of(copies, "screen").width, copy_of(copies, "screen").height) == (1200, 1600)
    assert copy_of(copies, "thumbnail").height == 320


@pytest.mark.req("R-351")
def test_an_iphone_photo_becomes_a_jpeg_turned_once(tmp_path):
    with Image.open(phone_photo(tmp_path / "photo.jpg", 400, 300)) as photo:
        pillow_heif.from_pillow(photo).save(tmp_path / "photo.heic", exif=photo.getexif())

    copies = make_copies(tmp_path / "photo.heic", "image/heic", tmp_path)
    screen = copy_of(copies, "screen")

    assert copies.taken == MORNING
    with Image.open(screen.path) as shown:
        assert shown.size == (300, 400)
        assert not dict(shown.getexif())
        assert shown.getpixel((10, 10))[1] < 60


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("PNG", "P", "image/png"),
        ("GIF", "P", "image/gif"),
        ("WEBP", "RGBA", "image/webp"),
        ("AVIF", "RGB", "image/avif"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
    ],
)
def test_every_kind_of_picture_gets_a_copy(tmp_path, kind, mode, media_type):
    Image.new(mode, (50, 40)).save(tmp_path / "picture", kind)
    screen = copy_of(make_copies(tmp_path / "picture", media_type, tmp_path), "screen")
    assert (screen.width, screen.height) == (50, 40)


def test_what_was_transparent_is_white(tmp_path):
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    screen = copy_of(make_copies(tmp_path / "clear.png", "image/png", tmp_path), "screen")
    with Image.open(screen.path) as shown:
        assert shown.getpixel((4, 4)) == (255, 255, 255)


def pdf(path: Path, pages: int, width: float = 595, height: float = 842) -> Path:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height).close()
    document.save(path)
    document.close()
    return path


def test_a_pdf_becomes_page_images_of_its_first_pages(tmp_path):
    copies = make_copies(pdf(tmp_path / "a.pdf", 33), "application/pdf", tmp_path)
    pages = [copy for copy in copies.made if copy.kind == "page"]
    assert [copy.page for copy in pages] == list(range(1, 31))
    assert {copy.width for copy in pages} == {1400}
    assert copy_of(copies, "thumbnail").height == 320
    assert all(copy.path.stat().st_size for copy in copies.made)


@pytest.mark.parametrize(("width", "height"), [(1, 14_400), (14_400, 1), (14_400, 14_400)])
def test_a_page_of_absurd_size_stays_a_page_one_can_show(tmp_path, width, height):
    page = make_copies(pdf(tmp_path / "a.pdf", 1, width, height), "application/pdf", tmp_path).made[
        0
    ]
    assert page.width <= 1400
    assert page.height <= 2800


def png_bomb(path: Path, side: int) -> Path:
    """A few kilobytes that say they are side × side black points."""

    def part(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    lines = zlib.compress(bytes(side * (side // 8 + 1)), 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", lines) + part(b"IEND", b"")
    )
    return path


@pytest.mark.parametrize("side", [9_000, 20_000])
def test_a_picture_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path, side):
    bomb = png_bomb(tmp_path / "bomb.png", side)
    with pytest.raises(NoCopy, match="more than 64 million points"):
        make_copies(bomb, "image/png", tmp_path)


def damaged(tmp_path: Path, media_type: str) -> bytes:
    source = tmp_path / "whole"
    if media_type == "application/pdf":
        return pdf(source, 2).read_bytes()[:60]
    kinds = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
    Image.effect_noise((200, 200), 90).convert("RGB").save(source, kinds[media_type])
    return source.read_bytes()[:400]


@pytest.mark.parametrize(
    "media_type", ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"]
)
def test_a_file_cut_off_has_no_copy_and_says_why(tmp_path, media_type):
    (tmp_path / "cut").write_bytes(damaged(tmp_path, media_type))
    with pytest.raises(NoCopy, match="is damaged, so there is no viewing copy"):
        make_copies(tmp_path / "cut", media_type, tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a picture", bytes(2000)])
@pytest.mark.parametrize("media_type", ["image/jpeg", "image/heic", "application/pdf"])
def test_bytes_that_are_no_picture_have_no_copy(tmp_path, content, media_type):
    (tmp_path / "junk").write_bytes(content)
    with pytest.raises(NoCopy, match="damaged"):
        make_copies(tmp_path / "junk", media_type, tmp_path)


def test_a_picture_is_opened_only_as_what_it_was_found_to_be(tmp_path):
    Image.new("RGB", (9, 9)).save(tmp_path / "a.tiff")
    with pytest.raises(NoCopy, match="damaged"):
        make_copies(tmp_path / "a.tiff", "image/jpeg", tmp_path)


def test_a_kind_without_copies_says_so(tmp_path):
    with pytest.raises(NoCopy, match="Download it to open it"):
        make_copies(tmp_path / "parts.zip", "application/zip", tmp_path)


def test_a_copy_that_needs_too_much_memory_is_given_up(tmp_path):
    Image.new("RGB", (7000, 7000)).save(tmp_path / "large.png")
    with pytest.raises(NoCopy):
        make_copies(tmp_path / "large.png", "image/png", tmp_path, Limits(memory_bytes=180 << 20))


def test_a_document_too_long_to_draw_in_time_shows_the_pages_there_was_time_for(tmp_path):
    document = pdf(tmp_path / "long.pdf", 3000)
    copies = make_copies(document, "application/pdf", tmp_path, Limits(seconds=3, pages=3000))
    pages = [copy.page for copy in copies.made if copy.kind == "page"]
    assert pages == list(range(1, len(pages) + 1))
    assert 0 < len(pages) < 3000


def test_a_picture_of_48_million_points_fits_into_the_limits(tmp_path):
    Image.new("RGBA", (8000, 6000), "red").save(tmp_path / "large.png", compress_level=1)
    screen = copy_of(make_copies(tmp_path / "large.png", "image/png", tmp_path), "screen")
    assert (screen.width, screen.height) == (1600, 1200)


def test_the_child_sees_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "PIL.py").write_text("raise SystemExit(9)")
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    assert make_copies(tmp_path / "a.png", "image/png", tmp_path).made
