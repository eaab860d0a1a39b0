"""The child that makes viewing copies: run as a file, so that it loads nothing of the app.

Everything it opens may be hostile. It limits itself first, then answers one line of JSON.
"""

import json
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

SCREEN = 1600
THUMBNAIL = 320
PAGE_WIDTH = 1400
PAGE_HEIGHT = 2800
MOST_PIXELS = 64_000_000

_FORMATS = {
    "image/jpeg": ["JPEG"],
    "image/png": ["PNG"],
    "image/webp": ["WEBP"],
    "image/gif": ["GIF"],
}
_NEWER_FORMATS = ["HEIF", "AVIF"]

Made = dict[str, Any]


def copies_of_picture(source: Path, media_type: str, target: Path) -> list[Made]:
    """One screen-sized copy and one thumbnail of the first frame."""
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(source, formats=_FORMATS.get(media_type, _NEWER_FORMATS)) as picture:
        picture.draft("RGB", (SCREEN, SCREEN))
        upright = ImageOps.exif_transpose(picture)
        screen = _on_white(upright)
    screen.thumbnail((SCREEN, SCREEN))
    return [_save(screen, target, "screen", 1, 1), _save_thumbnail(screen, target, 1)]


def copies_of_pdf(source: Path, most_pages: int, target: Path) -> list[Made]:
    """Its first pages, and a thumbnail of the first."""
    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    pages = len(document)
    made: list[Made] = []
    for number in range(min(pages, most_pages)):
        picture = _page(document, number)
        made.append(_save(picture, target, "page", number + 1, pages))
        if number == 0:
            made.append(_save_thumbnail(picture, target, pages))
    return made


def _page(document: Any, number: int) -> Image.Image:
    """The page as wide as a laptop shows it, however large it says it is."""
    page = document[number]
    width, height = page.get_size()
    scale = min(PAGE_WIDTH / max(width, 1), PAGE_HEIGHT / max(height, 1), 4)
    picture: Image.Image = page.render(scale=scale).to_pil()
    page.close()
    return _on_white(picture)


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


def _save_thumbnail(picture: Image.Image, target: Path, pages: int) -> Made:
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return _save(small, target, "thumbnail", 1, pages)


def _save(picture: Image.Image, target: Path, kind: str, page: int, pages: int) -> Made:
    name = f"{kind}-{page}.jpg"
    picture.save(target / name, "JPEG", quality=82, optimize=True, progressive=True)
    width, height = picture.size
    return {
        "kind": kind,
        "page": page,
        "pages": pages,
        "name": name,
        "width": width,
        "height": height,
    }


def limit_ourselves(seconds: int, memory_bytes: int) -> None:
    """No more time, memory or file size than given, and no core file with somebody's photo."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024 * 1024, 64 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """The copies made, or the reason why there are none."""
    source, target = Path(order["source"]), Path(order["target"])
    try:
        if order["media_type"] == "application/pdf":
            return {"copies": copies_of_pdf(source, order["pages"], target)}
        return {"copies": copies_of_picture(source, order["media_type"], target)}
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"reason": "The picture has more than 64 million points. Download it to open it"}
    except MemoryError:
        return {"reason": "The file needs too much memory to show. Download it to open it"}
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "is protected by a password" if locked else "is damaged"
        return {"reason": f"The PDF {what}, so there is no viewing copy"}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        # what Pillow and its formats raise for bytes that are not a whole picture
        return {"reason": "The picture is damaged, so there is no viewing copy"}


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    limit_ourselves(order["seconds"], order["memory_bytes"])
    sys.stdout.write(json.dumps(answer(order)))
