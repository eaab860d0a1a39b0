"""The child that makes copies of a picture: run as a file, so that it loads nothing of the app.

Everything it opens may be hostile; ``limited.py`` has limited it. It answers one line of JSON.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import open_heif, register_heif_opener

SCREEN = 1600
THUMBNAIL = 320
MOST_PIXELS = 64_000_000
BAND = 64
"""Lines of the small picture made at a time of a large one."""

_FORMATS = {
    "image/jpeg": ["JPEG"],
    "image/png": ["PNG"],
    "image/webp": ["WEBP"],
    "image/gif": ["GIF"],
}
_NEWER_FORMATS = ["HEIF", "AVIF"]
_REDUCIBLE = {"L", "LA", "RGB", "RGBA", "CMYK"}
_EXIF_PART, _TAKEN, _TAKEN_OFFSET = 0x8769, 0x9003, 0x9011

Made = dict[str, Any]


def copies_of_picture(source: Path, media_type: str, target: Path) -> Made:
    """One screen-sized copy and one thumbnail of the first frame, and when it was taken."""
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(source, formats=_FORMATS.get(media_type, _NEWER_FORMATS)) as picture:
        taken = _taken(picture)
        if picture.format == "HEIF":
            screen = _on_white(_heif_in_bands(source))
        else:
            picture.draft("RGB", (SCREEN, SCREEN))
            screen = _on_white(ImageOps.exif_transpose(_reduced(picture)))
    screen.thumbnail((SCREEN, SCREEN))
    thumbnail = screen.copy()
    thumbnail.thumbnail((THUMBNAIL, THUMBNAIL))
    made = [_save(screen, target, "screen"), _save(thumbnail, target, "thumbnail")]
    return {"copies": made, "taken": taken}


def _taken(picture: Image.Image) -> str:
    """When the camera says it was taken, "2026:11:16 09:14:00" as EXIF writes it, with the offset
    from UTC behind where the camera knows it; "" where it says nothing."""
    details = picture.getexif().get_ifd(_EXIF_PART)
    taken, offset = details.get(_TAKEN, ""), details.get(_TAKEN_OFFSET, "")
    return f"{taken} {offset}".strip() if isinstance(taken, str) and taken else ""


def _factor(size: tuple[int, int]) -> int:
    return max(max(size) // SCREEN, 1)


def _reduced(picture: Image.Image) -> Image.Image:
    """The picture small before anything else is done to it, so that memory holds it once."""
    factor = _factor(picture.size)
    if factor == 1:
        return picture
    plain = picture if picture.mode in _REDUCIBLE else _simpler(picture)
    return plain.reduce(factor)


def _simpler(picture: Image.Image) -> Image.Image:
    return picture.convert("RGBA" if "transparency" in picture.info else "RGB")


def _heif_in_bands(source: Path) -> Image.Image:
    """A HEIC small, turned as libheif turns it; Pillow never holds the large one as well."""
    whole = open_heif(source)
    (width, height), mode, stride = whole.size, whole.mode, whole.stride
    factor = _factor(whole.size)
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    lines = memoryview(whole.data)
    step = factor * BAND
    for top in range(0, height, step):
        size = (width, min(step, height - top))
        part = lines[top * stride : (top + size[1]) * stride]
        band = Image.frombytes(mode, size, part, "raw", mode, stride)
        small.paste(band.reduce(factor), (0, top // factor))
    return small


def _on_white(picture: Image.Image) -> Image.Image:
    """The pixels alone, in RGB, what was transparent white."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        clean = Image.new("RGB", layer.size, "white")
        clean.paste(layer, mask=layer.getchannel("A"))
    else:
        clean = picture.convert("RGB")
    clean.info = {}
    return clean


def _save(picture: Image.Image, target: Path, kind: str) -> Made:
    name = f"{kind}-1.jpg"
    picture.save(target / name, "JPEG", quality=82, optimize=True, progressive=True)
    width, height = picture.size
    return {"kind": kind, "page": 1, "name": name, "width": width, "height": height}


def answer(order: dict[str, Any]) -> Made:
    """The copies made, or the reason why there are none."""
    try:
        return copies_of_picture(Path(order["source"]), order["media_type"], Path(order["target"]))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"reason": "The picture has more than 64 million points. Download it to open it"}
    except MemoryError:
        return {"reason": "The file needs too much memory to show. Download it to open it"}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        # what Pillow and its formats raise for bytes that are not a whole picture
        return {"reason": "The picture is damaged, so there is no viewing copy"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer(json.loads(sys.argv[1]))))
