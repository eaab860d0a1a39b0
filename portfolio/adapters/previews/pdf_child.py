"""The child that draws a PDF and reads its text: run as a file, loading nothing of the app.

Everything it opens may be hostile; ``limited.py`` has limited it. It answers one line of JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

THUMBNAIL = 320
PAGE_WIDTH = 1400
PAGE_HEIGHT = 2800

Made = dict[str, Any]


def copies_of_pdf(order: Made) -> Made:
    """Its first pages, a thumbnail of the first, and the beginning of its text.

    Pages that take longer than there is time for are left out, never the first.
    """
    target, seconds = Path(order["target"]), order["seconds"]
    document = pypdfium2.PdfDocument(Path(order["source"]))
    document.init_forms()
    pages = len(document)
    made: list[Made] = []
    for number in range(min(pages, order["pages"])):
        if number and time.process_time() > seconds * 0.8:
            break
        picture = _page(document, number)
        made.append(_save(picture, target, "page", number + 1))
        if number == 0:
            picture.thumbnail((THUMBNAIL, THUMBNAIL))
            made.append(_save(picture, target, "thumbnail", 1))
    text = _text(document, order["most_text"], seconds)
    if text.strip():
        (target / "text.txt").write_bytes(text.encode("utf-8", "replace"))
    return {"copies": made, "text": bool(text.strip())}


def _text(document: Any, most: int, seconds: float) -> str:
    """The words of its pages in order, an empty line between; pictures of text give none."""
    found: list[str] = []
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        found.append(words.get_text_bounded(errors="replace"))
        words.close()
        page.close()
        most -= len(found[-1])
        if most <= 0 or time.process_time() > seconds:
            break
    return "\n\n".join(found)


def _page(document: Any, number: int) -> Image.Image:
    """The page as wide as a laptop shows it, however large it says it is."""
    page = document[number]
    width, height = page.get_size()
    scale = min(PAGE_WIDTH / max(width, 1), PAGE_HEIGHT / max(height, 1), 4)
    picture: Image.Image = page.render(scale=scale).to_pil()
    page.close()
    return picture.convert("RGB")


def _save(picture: Image.Image, target: Path, kind: str, page: int) -> Made:
    name = f"{kind}-{page}.jpg"
    picture.save(target / name, "JPEG", quality=82, optimize=True, progressive=True)
    width, height = picture.size
    return {"kind": kind, "page": page, "name": name, "width": width, "height": height}


def answer(order: dict[str, Any]) -> Made:
    """The copies made, or the reason why there are none."""
    try:
        return copies_of_pdf(order)
    except MemoryError:
        return {"reason": "The file needs too much memory to show. Download it to open it"}
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        locked = "password" in str(error).lower()
        what = "is protected by a password" if locked else "is damaged"
        return {"reason": f"The PDF {what}, so there is no viewing copy"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer(json.loads(sys.argv[1]))))
