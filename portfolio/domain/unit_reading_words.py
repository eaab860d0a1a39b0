"""Words of a unit document: made clean, joined over line ends, and the numbers they begin with."""

import re
import unicodedata
from dataclasses import dataclass

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_BULLETS = "•◦▪▫‣⁃●○■□–—*·"
_GONE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None)
SOFT_HYPHEN = "\u00ad"

_DOTTED = re.compile(
    r"^[(\[]?(?:(?:A\.?\s?C\.?|P\.?C\.?|(?:assessment )?criteri(?:on|a)|"
    r"LO\s?\d{1,2}\s?[.,:/-]?\s?AC)\s?[:.]?\s*)?"
    r"(\d{1,2})[.](\d{1,2})(?![\d%]|[.,]\d)"
    r"(?:\s*[.:)\]]+|\s*[-–—](?=\s|$))?(?:\s+|(?=[A-Z“\"‘'(])|$)(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    r"^(?:learning\s+outcome|outcome|L\.?O\.?|element)\s*(?:no\.?|number)?\s*(\d{1,2})"
    r"(?![.]\d)\s*[.:)\]–—-]*\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SINGLE = re.compile(
    r"^[(\[]?(\d{1,2})(?![\d.,/%]*\d)\s*([.:)\]]+|[-–—](?=\s))?(?:\s+|$)(.*)$", re.DOTALL
)
_GLUED = re.compile(r"^(\d{1,2})[.)]?(?=[A-Z][a-z])(.*)$", re.DOTALL)
_NAMED_CRITERION = re.compile(
    r"^(?:A\.?C\.?|P\.?C\.?|(?:assessment )?criterion)\s*(\d{1,2})(?![.]\d)\s*[.:)\]–—-]*\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(r"^(?:\(([a-z])\)|([a-z])[.)])\s+(.*)$", re.DOTALL)
PHRASE = re.compile(r"^(?:be able to|understand|know|recognise|appreciate)\b", re.IGNORECASE)
LEARNER = re.compile(
    r"^(?:(?:on (?:successful )?completion of this unit,?|in this unit,?)\s+)?"
    r"(?:the |a |each )?(?:learners?|candidates?|students?|you) "
    r"(?:will(?: be able to| need to)?|can|is able to|should(?: be able to)?|must)"
    r"(?:\s*(?::|…|\.{2,3}|$)\s*|\s+(?-i:(?=Be able|Understand|Know)))",
    re.IGNORECASE,
)
_KEPT_BEFORE = re.compile(
    r"self|non|well|co|re|follow|face|on|off|e|long|short|full|part|day|one|two|three|cross|multi|"
    r"pre|post|up|in|high|low|first|second|third|problem|decision|customer|work|hands|end|start|"
    r"step|time|sub|inter|semi|anti|ex|mid|all|under|over|out|data|health"
)
"""Words that keep the hyphen after them."""
_KEPT_AFTER = re.compile(
    r"up|to|in|date|on|down|off|line|based|related|making|solving|led|centred|centered|face|out|"
    r"by|the|term|time|going|edge|operation|ordinate|ordination"
)
"""Words that keep the hyphen before them."""


def clean(text: str) -> str:
    """The words without invisible characters, ligatures and odd spaces; tabs and soft hyphens stay.

    Accents written apart are put on their letters.
    """
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    text = unicodedata.normalize("NFC", text.translate(_GONE))
    spaced = "".join("\t" if c == "\t" else " " if c.isspace() else c for c in text)
    spaced = "".join(c for c in spaced if c == "\t" or unicodedata.category(c) not in ("Cc", "Co"))
    return re.sub(r" *\t[ \t]*", "\t", re.sub(r" {2,}", " ", spaced)).strip()


def plain(text: str) -> str:
    """Cleaned words on one line, without tabs and soft hyphens."""
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


@dataclass(frozen=True)
class Joined:
    text: str
    guessed: bool = False
    """Whether a hyphen at a line's end was taken away without being sure."""


def join(before: str, after: str, known: frozenset[str]) -> Joined:
    """The text with one more line. A word broken with a hyphen is one word again.

    ``known`` are the words of the document in small letters: they say whether the hyphen belongs.
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return Joined(before or after)
    if before.endswith(SOFT_HYPHEN):
        return Joined(before.rstrip(SOFT_HYPHEN) + after)
    if is_bullet(after):
        return Joined(f"{before}\n{after}")
    broken = re.search(r"([A-Za-z]+)[-‐]$", before[-60:])
    rest = re.match(r"[a-z]+", after)
    if broken is None or rest is None:
        return Joined(f"{before}{'' if before.endswith(('/', '-', '‐')) else ' '}{after}")
    head, tail = broken[1].lower(), rest[0]
    if f"{head}-{tail}" in known:
        return Joined(before + after)
    if head + tail in known:
        return Joined(before[:-1] + after)
    if _KEPT_BEFORE.fullmatch(head) or _KEPT_AFTER.fullmatch(tail):
        return Joined(before + after, guessed=True)
    return Joined(before[:-1] + after, guessed=True)


def is_bullet(text: str) -> bool:
    """Whether the line is an item of a list with marks, not numbers."""
    return re.match(rf"^(?:[{_BULLETS}\uf0b7\uf0a7]|-|o)(?:\s|\t)", text) is not None


@dataclass(frozen=True)
class Numbered:
    """A line that begins with a number: ``minor`` is 0 for an outcome's."""

    major: int
    minor: int
    text: str
    named: bool = False
    """Whether a word says what the number is, as in "LO1" or "AC 1.1"."""
    marked: bool = False
    """Whether a full stop, a colon or a bracket follows it."""


def dotted(text: str) -> Numbered | None:
    """The criterion number n.m the line begins with."""
    found = _DOTTED.match(text)
    if found is None:
        return None
    major, minor = int(found[1]), int(found[2])
    if not major or not minor:
        return None
    return Numbered(major, minor, found[3].strip(), named=text[:1].isalpha())


def single(text: str) -> Numbered | None:
    """The outcome number n the line begins with, with or without a word before it."""
    found = _NAMED.match(text)
    if found is not None and int(found[1]):
        return Numbered(int(found[1]), 0, found[2].strip(), named=True)
    found = _SINGLE.match(text)
    if found is not None and int(found[1]):
        return Numbered(int(found[1]), 0, found[3].strip(), marked=bool(found[2]))
    found = _GLUED.match(text)
    if found is not None and int(found[1]):
        return Numbered(int(found[1]), 0, found[2].strip())
    return None


def within_outcome(text: str) -> Numbered | None:
    """A criterion's number without its outcome's: "a)", "AC 2" or "2." """
    found = _LETTER.match(text)
    if found is not None:
        letter = found[1] or found[2]
        return Numbered(0, ord(letter) - ord("a") + 1, found[3].strip(), marked=True)
    found = _NAMED_CRITERION.match(text) or _SINGLE.match(text)
    if found is None or not int(found[1]):
        return None
    return Numbered(0, int(found[1]), found[found.lastindex or 2].strip(), marked=True)


def without_learner(text: str) -> str:
    """The text without "The learner will:" or its like before it."""
    return LEARNER.sub("", text, count=1).strip()
