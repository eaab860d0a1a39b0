"""Unit numbers, reference numbers and criterion numbers: reading, checking and sorting them."""

import re
import unicodedata

REFERENCE_LETTERS = "ADFHJKLMRTY"
"""First letter of a unit reference, by the weighted sum of its digits modulo 11."""

QUALIFICATION_ENDINGS = "0123456789X"
"""Last character of a qualification number, by the same sum."""

_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
_REFERENCE = re.compile(r"([A-Z])/(\d{3})/(\d{4})", re.ASCII)
_QUALIFICATION_NUMBER = re.compile(r"(\d{3})/(\d{4})/([0-9X])", re.ASCII)
_CRITERION = re.compile(r"[1-9]\d*(\.[1-9]\d*)?", re.ASCII)
_ENTRY_CODE = re.compile(r"[0-9A-Z](?:[0-9A-Z.-]*[0-9A-Z])?", re.ASCII)
_REQUIREMENT = re.compile(r"ER([1-9]\d*)", re.ASCII)

_CYRILLIC = dict(zip("АВСЕНІЈКМОРЅТХУ", "ABCEHIJKMOPSTXY", strict=True))
_GREEK = dict(zip("ΑΒϹΕΖΗΙΚΜΝΟΡΤΧΥ", "ABCEZHIKMNOPTXY", strict=True))
_LOOK_ALIKES = str.maketrans(_CYRILLIC | _GREEK)


def plain_capitals(text: str) -> str:
    """The text in Latin capitals, without spaces or invisible characters.

    Full-width forms, and the Cyrillic and Greek capitals that look like Latin ones, become the
    Latin letter a reader sees.
    """
    if text.isascii() and text.isalnum():
        return text.upper()
    # Upper case first: a small lunate sigma only looks like C, NFKC makes it a Greek S.
    seen = unicodedata.normalize("NFKC", text.upper().translate(_LOOK_ALIKES))
    visible = (c for c in seen if unicodedata.category(c)[0] not in "ZC")
    return "".join(visible).upper().translate(_LOOK_ALIKES)


def normalise_unit_number(text: str) -> str:
    """A unit number as published, from one typed or imported with stray spaces and letters.

    Digits stay digits: a zero is never read as the letter O here.
    """
    return plain_capitals(text)


def is_entry_code(text: str) -> bool:
    """Whether it can stand in an address: letters and digits, points and dashes within."""
    return _ENTRY_CODE.fullmatch(text) is not None


def _weighted_remainder(digits: str) -> int:
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11


def is_sound_reference(reference: str) -> bool:
    """Whether a unit reference (A/123/4567) begins with the letter its digits ask for.

    The rule is worked out from published numbers, not from a published statement of it; a
    passing letter does not prove that the unit exists.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return False
    return match[1] == REFERENCE_LETTERS[_weighted_remainder(match[2] + match[3])]


def is_sound_qualification_number(number: str) -> bool:
    """Whether a qualification number (123/4567/8) ends in the character its digits ask for."""
    match = _QUALIFICATION_NUMBER.fullmatch(number)
    if match is None:
        return False
    return match[3] == QUALIFICATION_ENDINGS[_weighted_remainder(match[1] + match[2])]


def is_criterion_number(number: str) -> bool:
    """Whether it is an outcome number n, a criterion number n.m or a requirement number ERn, each
    counted from 1."""
    return _CRITERION.fullmatch(number) is not None or is_requirement_number(number)


def is_requirement_number(number: str) -> bool:
    """Whether it numbers an evidence requirement of an NVQ unit: ER1, ER2 (003 s3.17)."""
    return _REQUIREMENT.fullmatch(number) is not None


def place_of_requirement(number: str) -> int:
    """2 for ER2; raises ValueError for any other number."""
    match = _REQUIREMENT.fullmatch(number)
    if match is None:
        raise ValueError(f"{number} numbers no evidence requirement")
    return int(match[1])


def criterion_order(number: str) -> tuple[int, ...]:
    """Sort key: 1.10 follows 1.9, and evidence requirements follow every criterion."""
    if is_requirement_number(number):
        return 1, place_of_requirement(number)
    return 0, *(int(part) for part in number.split("."))
