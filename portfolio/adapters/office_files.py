"""What a ZIP container really is: an Office document, or something we do not take.

The limits keep a small file from unpacking into a huge one wherever it is opened later.
"""

import struct
import zlib
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MOST_ENTRIES = 2_000
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 100
_MOST_DIRECTORY = 2 * 1024 * 1024
_MOST_TYPES = 1024 * 1024

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_ZIP64_MARK = b"PK\x06\x07"

_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
_OPEN_DOCUMENT_TEXT = b"application/vnd.oasis.opendocument.text"


class NotAnOfficeFile(Exception):
    """The container is refused; the message says what it is and what to do instead."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(f"{what}. {instead}")


_DAMAGED = ("is damaged", "Save it again and choose the new copy")
_LOCKED = ("is protected by a password", "Save it without the password and choose that")
_MACROS = ("is an Office file with macros", "Save it without macros, as DOCX, XLSX, PPTX or PDF")
_ARCHIVE = ("is a ZIP archive", "Choose the files inside it, one by one")
_TOO_MUCH = ("unpacks to far more than it should", "Save it as PDF and choose that")


def office_extension(file: BinaryIO) -> str:
    """Which of docx, xlsx, pptx or odt the container is. Raises NotAnOfficeFile."""
    _check_directory(file)
    try:
        with ZipFile(file) as container:
            _check_entries(container)
            return _kind(container)
    except (BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise NotAnOfficeFile(*_DAMAGED) from error


def _check_directory(file: BinaryIO) -> None:
    """Look at the size of the directory before anything reads it into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 0xFFFF - _END.size))
    tail = file.read(0xFFFF + _END.size)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise NotAnOfficeFile(*_DAMAGED)
    end = _END.unpack_from(tail, at)
    entries, directory_size, comment = end[4], end[5], end[7]
    if at + _END.size + comment != len(tail) or tail[max(0, at - 20) : at][:4] == _ZIP64_MARK:
        raise NotAnOfficeFile(*_DAMAGED)
    if entries > MOST_ENTRIES or directory_size > _MOST_DIRECTORY:
        raise NotAnOfficeFile(*_TOO_MUCH)


def _check_entries(container: ZipFile) -> None:
    entries = container.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or unpacked > packed * MOST_RATIO:
        raise NotAnOfficeFile(*_TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotAnOfficeFile(*_LOCKED)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_leaves_the_folder(name) for name in names):
        raise NotAnOfficeFile(*_DAMAGED)


def _leaves_the_folder(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _kind(container: ZipFile) -> str:
    names = {name.lower() for name in container.namelist()}
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        raise NotAnOfficeFile(*_MACROS)
    if "mimetype" in names and _read(container, "mimetype").strip() == _OPEN_DOCUMENT_TEXT:
        return "odt"
    if "[content_types].xml" not in names:
        raise NotAnOfficeFile(*_ARCHIVE)
    types = _read(container, "[Content_Types].xml")
    if b"macroenabled" in types.lower():
        raise NotAnOfficeFile(*_MACROS)
    for part, kind in _MAIN_PARTS.items():
        if part in types:
            return kind
    raise NotAnOfficeFile(*_ARCHIVE)


def _read(container: ZipFile, name: str) -> bytes:
    """The beginning of an entry, however much it would unpack to."""
    try:
        with container.open(name) as entry:
            return entry.read(_MOST_TYPES)
    except KeyError as error:
        raise NotAnOfficeFile(*_DAMAGED) from error
