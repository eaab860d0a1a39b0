"""What a file really is, by its content, and whether we take it.

The name and the browser's word decide nothing by themselves: a name can only get a file refused.
"""

import ctypes
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

from portfolio.adapters.file_names import extension
from portfolio.adapters.office_files import NotAnOfficeFile, office_extension

HEAD = 64 * 1024
"""How many bytes from the beginning ``identify`` wants, or all if there are fewer."""

Kind = Literal["image", "pdf", "document", "video", "audio"]


@dataclass(frozen=True)
class FileType:
    """A type we take; ``inline`` if browsers show or play it as it is."""

    media_type: str
    kind: Kind
    extensions: tuple[str, ...]
    inline: bool

    @property
    def words(self) -> str:
        """How the type is called on a page."""
        return self.extensions[0].upper()


class WrongType(Exception):
    """We do not take this file; the message is for the person who chose it."""


_OFFICE = "application/vnd.openxmlformats-officedocument"

JPEG = FileType("image/jpeg", "image", ("jpg", "jpeg", "jpe", "jfif"), inline=True)
PNG = FileType("image/png", "image", ("png",), inline=True)
WEBP = FileType("image/webp", "image", ("webp",), inline=True)
GIF = FileType("image/gif", "image", ("gif",), inline=True)
HEIC = FileType("image/heic", "image", ("heic", "heics"), inline=False)
HEIF = FileType("image/heif", "image", ("heif", "heifs", "hif"), inline=False)
AVIF = FileType("image/avif", "image", ("avif",), inline=True)
PDF = FileType("application/pdf", "pdf", ("pdf",), inline=False)
DOCX = FileType(f"{_OFFICE}.wordprocessingml.document", "document", ("docx",), inline=False)
XLSX = FileType(f"{_OFFICE}.spreadsheetml.sheet", "document", ("xlsx",), inline=False)
PPTX = FileType(f"{_OFFICE}.presentationml.presentation", "document", ("pptx",), inline=False)
ODT = FileType("application/vnd.oasis.opendocument.text", "document", ("odt",), inline=False)
RTF = FileType("application/rtf", "document", ("rtf",), inline=False)
TXT = FileType("text/plain", "document", ("txt", "text"), inline=False)
MP4 = FileType("video/mp4", "video", ("mp4", "m4v"), inline=True)
MOV = FileType("video/quicktime", "video", ("mov", "qt"), inline=True)
WEBM = FileType("video/webm", "video", ("webm",), inline=True)
GP3 = FileType("video/3gpp", "video", ("3gp", "3gpp", "3g2"), inline=False)
M4A = FileType("audio/mp4", "audio", ("m4a", "m4b"), inline=True)
MP3 = FileType("audio/mpeg", "audio", ("mp3",), inline=True)
WAV = FileType("audio/wav", "audio", ("wav", "wave"), inline=True)
OGG = FileType("audio/ogg", "audio", ("ogg", "oga", "opus"), inline=True)

ACCEPTED = (
    *(JPEG, PNG, WEBP, GIF, HEIC, HEIF, AVIF, PDF, DOCX, XLSX, PPTX, ODT, RTF, TXT),
    *(MP4, MOV, WEBM, GP3, M4A, MP3, WAV, OGG),
)
ACCEPTED_EXTENSIONS = tuple(sorted({ending for kind in ACCEPTED for ending in kind.extensions}))
"""For the ``accept`` of a file input, each without its dot."""

_BY_OFFICE_EXTENSION = {kind.extensions[0]: kind for kind in (DOCX, XLSX, PPTX, ODT)}
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in ACCEPTED} | {
    "image/heic-sequence": HEIC,
    "image/heif-sequence": HEIF,
    "image/avif-sequence": AVIF,
    "text/rtf": RTF,
    "video/x-m4v": MP4,
    "video/3gpp2": GP3,
    "audio/x-m4a": M4A,
    "audio/x-mp4a-latm": M4A,
    "audio/mp3": MP3,
    "audio/x-wav": WAV,
    "audio/vnd.wave": WAV,
}
_BRANDS = {b"qt  ": MOV, b"M4A ": M4A, b"M4B ": M4A, b"avif": AVIF, b"heic": HEIC, b"mif1": HEIF}

_OTHERWISE = "Choose a photo, PDF, Office file, text, sound or video"
_REFUSED = {
    "text/html": ("is a web page", "Save the page as PDF and choose that"),
    "text/xml": ("is a web page or XML", "Save it as PDF and choose that"),
    "image/svg+xml": ("is an SVG drawing", "Save it as PNG or PDF and choose that"),
    "message/rfc822": ("is a saved e-mail or web page", "Save it as PDF and choose that"),
    "image/tiff": ("is a TIFF picture", "Save it as JPEG, PNG or PDF and choose that"),
    "image/bmp": ("is a BMP picture", "Save it as JPEG or PNG and choose that"),
    "text/x-php": ("is a program", _OTHERWISE),
    "text/x-shellscript": ("is a program", _OTHERWISE),
}
_FAMILIES = {
    "audio/": ("is sound of a kind we cannot play", "Save it as M4A, MP3, WAV or OGG"),
    "video/": ("is video of a kind we cannot play", "Save it as MP4, MOV, WebM or 3GP"),
    "image/": ("is a picture of a kind we cannot show", "Save it as JPEG or PNG"),
}
_STARTS = {
    b"MZ": ("is a program", _OTHERWISE),
    b"\x7fELF": ("is a program", _OTHERWISE),
    b"\xd0\xcf\x11\xe0": (
        "is an older Office file, or one with a password",
        "Save it as DOCX, XLSX, PPTX or PDF, without a password",
    ),
}


def of_media_type(media_type: str) -> FileType | None:
    """The type we took a stored file for, None for one we no longer take."""
    return next((kind for kind in ACCEPTED if kind.media_type == media_type), None)


def check_name(file_name: str) -> None:
    """Refuse by its ending what could never be taken, before its first byte. Raises WrongType."""
    ending = extension(file_name)
    if ending and ending not in ACCEPTED_EXTENSIONS:
        raise WrongType(f"“{file_name}” ends in .{ending}, which we do not take. {_OTHERWISE}")


def identify(head: bytes, file_name: str, open_whole: Callable[[], BinaryIO]) -> FileType:
    """The real type of a file, from its first HEAD bytes.

    ``open_whole`` gives the file as one can seek in it; it is called for Office files only.
    Raises WrongType with a message that names the file, says what it is and what to do.
    """
    if not head:
        raise WrongType(f"“{file_name}” is empty. Choose a file with something in it")
    if head.startswith(b"PK"):
        found = _office_type(file_name, open_whole)
    else:
        found = _type_of(head, file_name)
    _check_ending(found, file_name)
    return found


def _office_type(file_name: str, open_whole: Callable[[], BinaryIO]) -> FileType:
    try:
        with open_whole() as file:
            return _BY_OFFICE_EXTENSION[office_extension(file)]
    except NotAnOfficeFile as error:
        raise WrongType(f"“{file_name}” {error}") from error


def _type_of(head: bytes, file_name: str) -> FileType:
    media_type = str(_magic().from_buffer(head[:HEAD]))
    found = _BY_MEDIA_TYPE.get(media_type) or _missed_by_libmagic(head, media_type)
    if found is MP4 and extension(file_name) in M4A.extensions:
        return M4A  # phones record sound into the same container, and only the name tells
    if found in (None, TXT) and _is_note(head, media_type, file_name):
        return TXT
    if found is None or found is TXT:
        raise _refusal(head, media_type, file_name)
    return found


def _missed_by_libmagic(head: bytes, media_type: str) -> FileType | None:
    if media_type != "application/octet-stream":
        return None
    if head[4:8] == b"ftyp":
        brands = head[8 : min(int.from_bytes(head[:4], "big"), 128)]
        is_mp4 = b"mp4" in brands or b"iso" in brands
        return _BRANDS.get(head[8:12]) or (MP4 if is_mp4 else None)
    return MP3 if _frames_follow(head) else None


def _frames_follow(head: bytes) -> bool:
    """Whether two MPEG layer III frames follow each other after any padding."""
    at = len(head) - len(head.lstrip(b"\0"))
    first = _frame_length(head[at : at + 4])
    return first > 0 and _frame_length(head[at + first : at + first + 4]) > 0


def _frame_length(header: bytes) -> int:
    """Bytes from this frame header to the next, or 0 if it is none (ISO/IEC 11172-3, 2.4.2.3)."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, speed = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or speed == 3:
        return 0
    newest = version == 3
    bits = (_BITS_MPEG1 if newest else _BITS_MPEG2)[rate - 1] * 1000
    hertz = (44_100, 48_000, 32_000)[speed] >> {3: 0, 2: 1, 0: 2}[version]
    return (144 if newest else 72) * bits // hertz + (header[2] >> 1 & 1)


_BITS_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _is_note(head: bytes, media_type: str, file_name: str) -> bool:
    """Whether it is plain text, named as such: libmagic takes prose for many kinds of text."""
    if extension(file_name) not in {*TXT.extensions, ""} or media_type in _WEB:
        return False
    if media_type == "message/rfc822":
        return b"mime-version:" not in head.lower()
    return media_type.startswith("text/") or media_type in {"application/json"}


_WEB = {"text/html", "text/xml", "text/x-php", "text/x-shellscript", "text/x-msdos-batch"}


def _refusal(head: bytes, media_type: str, file_name: str) -> WrongType:
    what, instead = "is of a kind we do not take", _OTHERWISE
    if media_type in _REFUSED:
        what, instead = _REFUSED[media_type]
    elif media_type.startswith("text/"):
        what, instead = "holds only text", "Give it a name that ends in .txt"
    else:
        starts = [words for start, words in _STARTS.items() if head.startswith(start)]
        families = [words for start, words in _FAMILIES.items() if media_type.startswith(start)]
        what, instead = (*starts, *families, (what, instead))[0]
    return WrongType(f"“{file_name}” {what}. {instead}")


def _check_ending(found: FileType, file_name: str) -> None:
    """Refuse a name whose ending would open the download as something we never took."""
    ending = extension(file_name)
    if ending and ending not in ACCEPTED_EXTENSIONS:
        raise WrongType(
            f"“{file_name}” is {found.words}, but its name ends in .{ending}. "
            f"Give it a name that ends in .{found.extensions[0]}"
        )


@cache
def _magic() -> Any:
    """libmagic: PyPI's pinned copy, so that every machine gives the same answer, or the system's.

    Loading PyPI's file first makes python-magic find it, as both have the same name to the linker.
    """
    database = None
    spec = importlib.util.find_spec("pylibmagic")
    for folder in map(Path, (spec and spec.submodule_search_locations) or ()):
        library = folder / "libmagic.so.1"
        if library.exists():
            ctypes.CDLL(str(library))
            database = str(folder / "magic.mgc")
    import magic

    return magic.Magic(mime=True, magic_file=database)
