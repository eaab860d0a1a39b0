"""The sample files as each demo candidate has them: the same kinds, never the same file.

With one file for all, every item of the demo would be in another portfolio too.
"""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from struct import pack

import pillow_heif
from PIL import Image

from portfolio.demo.people import CANDIDATES

SAMPLES = Path(__file__).resolve().parent / "samples"
STEP = 20
"""Each candidate stood by this part of the width further to the right with the camera."""


@cache
def own_copy(name: str, number: int) -> bytes:
    """Sample ``name`` as the demo candidate of this number, from 0, made it."""
    data = (SAMPLES / name).read_bytes()
    mark = f"demo candidate {number + 1}".encode()
    match Path(name).suffix:
        case ".jpg" | ".heic":
            return _from_further_right(data, name, number)
        case ".docx":
            return _with_comment(data, mark)
        case ".m4a" | ".mp4":
            return data + pack(">I4s", 8 + len(mark), b"free") + mark
        case ".pdf":
            return data + b"\n%" + mark + b"\n"
        case _:
            return data + b"\n" + mark + b"\n"


def _from_further_right(data: bytes, name: str, number: int) -> bytes:
    """The picture as seen from another place."""
    pillow_heif.register_heif_opener()
    out = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        step = picture.width // STEP
        width = picture.width - step * len(CANDIDATES)
        view = picture.crop((step * number, 0, step * number + width, picture.height))
        kind = "JPEG" if name.endswith(".jpg") else "HEIF"
        fast = {} if kind == "JPEG" else {"enc_params": {"preset": "ultrafast"}}
        view.save(out, kind, quality=80, **fast)
    return out.getvalue()


def _with_comment(data: bytes, comment: bytes) -> bytes:
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = comment
    return out.getvalue()
