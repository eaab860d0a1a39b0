"""Names people give their files: made safe to keep, to show and to send back."""

import re
import unicodedata
from urllib.parse import quote

MOST_BYTES = 255
"""What common file systems take, in UTF-8."""

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks that turn the reading direction and can make ``gpj.exe`` look like ``exe.jpg``."""


def clean_file_name(name: str) -> str:
    """The last part of the path, in NFC, without control and direction marks, at most 255 bytes.

    Letters of every script stay. A name with nothing left becomes "file".
    """
    name = unicodedata.normalize("NFC", _DIRECTION.sub("", name))
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if _separates(letter) else letter for letter in name if not _hidden(letter))
    name = " ".join(name.split()).rstrip(". ")
    return _shortened(name) if name.strip(".") else "file"


def extension(name: str) -> str:
    """The ending after the last dot, in small letters, or "" if there is none.

    An ending that is not letters first ("12.11.2026") or is longer than five is part of the name.
    """
    found = re.search(r"[^.]\.([A-Za-z][A-Za-z0-9]{1,4})$", name)
    return found[1].lower() if found else ""


def content_disposition(name: str, *, inline: bool) -> str:
    """The header value that names a download in every script (RFC 6266, RFC 8187)."""
    kind = "inline" if inline else "attachment"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^ !#$&+.0-9A-Z^_`a-z{}~()\[\]@=,\'-]", "_", plain).strip()
    if not plain.rpartition(".")[0]:
        plain = f"file{plain if plain.startswith('.') else ''}"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _separates(letter: str) -> bool:
    return letter in "\t\n\r\v\f" or unicodedata.category(letter) in {"Zl", "Zp"}


def _hidden(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} and not _separates(letter)


def _shortened(name: str) -> str:
    """Cut the middle, never the ending, on a whole character."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    ending = f".{name.rpartition('.')[2]}" if extension(name) else ""
    stem = name.removesuffix(ending).encode()[: MOST_BYTES - len(ending)]
    return stem.decode(errors="ignore").rstrip() + ending
