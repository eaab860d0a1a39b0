"""What is left of a page without its words: pages with the same marks are judged alike."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import count

JUDGED = (
    *("id", "for", "type", "name", "method", "action", "style", "lang"),
    *("aria-label", "aria-labelledby", "charset", "encoding", "http-equiv"),
)
"""The attributes whose values the HTML parser or ``tests.client`` look at."""

_READ = re.compile(r'(?:<[^<>"]*+(?:"[^<>"]*+"[^<>"]*+)*+>[^<>]*+)++')
"""Tags whose quotes close before they do, and text: in such a page a tag is what it looks like."""
_UNUSUAL = re.compile(
    r"<!--|<!\[|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe-\U0010ffff]"
)
"""Comments, and all characters of which some are errors in HTML."""
_WRITTEN = r"&(?:amp|lt|gt|quot|#34|#39);"
_VALUE = re.compile(
    rf"""(\s(?!(?:{"|".join(JUDGED)})=)[a-z][a-z0-9:_-]*=")(?:[^"<>&]|{_WRITTEN})+\"""", re.ASCII
)
_WORDS = re.compile(rf">\s*(?:[^\s<>&]|{_WRITTEN})(?:[^<>&]|{_WRITTEN})*(?=<)")
_IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def marks(page: str) -> bytes | None:
    """A digest of the tags of ``page``, their attributes and the values that are judged.

    Words stand as one ``x``, and identities are numbered as they appear, so that equal ones stay
    equal and others do not. None for a page of which that cannot be said safely.
    """
    if _UNUSUAL.search(page) or not _READ.fullmatch(page.strip()):
        return None
    bare = _WORDS.sub(">x", _VALUE.sub(r'\1x"', page))
    numbers: dict[str, str] = {}
    numbering = count(1)
    bare = _IDENTITY.sub(
        lambda found: numbers.setdefault(found[0], f"identity-{next(numbering)}"), bare
    )
    return sha256(bare.encode()).digest()
