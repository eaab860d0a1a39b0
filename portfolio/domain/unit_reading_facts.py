"""Values of a unit's facts in words: reference, level, credit, guided learning hours, a date."""

import re
from datetime import date

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_WORDS[1:])})"
_REFERENCE = re.compile(r"(?<![A-Za-z0-9/])([A-Za-z])\s?[/\\]\s?(\d{3})\s?[/\\]\s?(\d{4})(?![\d/])")
_BARE_REFERENCE = re.compile(r"(?<![A-Za-z0-9/])([A-Z])[\s-]?(\d{3})[\s-]?(\d{4})(?![\d/])")
_NAMES = {
    "level": r"level(?:\s+of\s+unit)?",
    "credit": r"(?:QCF\s+)?credits?(?:\s+(?:value|points?))?",
    "glh": r"(?:hours?\s+)?(?:guided\s+learning(?:\s+hours?)?|glh)(?:\s*\(\s*(?:glh|hours?)\s*\))?",
}
_ANY_NAME = "|".join(f"(?P<{name}>{form})" for name, form in _NAMES.items())
_ANY_NAME_AFTER = _ANY_NAME.replace("(?P<", "(?P<n_")
_INLINE = re.compile(
    rf"(?<![\w.])(?:(?:{_ANY_NAME})\s*[:=–—-]?\s*(?P<after>{_NUMBER})(?![\w,]|\.\d)"
    rf"|(?P<before>{_NUMBER})\s*(?:{_ANY_NAME_AFTER})\b"
    r"|L\s?(?P<short>[1-8])(?![\w/]))",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"(?<![\w.])({_NUMBER})(?![\w])", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s./,-]+(\d{4})|(\d{4})-(\d{2})-(\d{2})"
)
UNIT_HEADING = re.compile(
    r"^unit\s+((?:[A-Z]{1,3}\s?)?\d{1,4}[A-Z]?|[A-Z]{1,2})\s*(?:[:–—-]|\t|\.(?=\s)|\s)\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)


def references(text: str) -> tuple[str, ...]:
    """Unit references in the text as A/123/4567, however their slashes are written."""
    found = [match for form in (_REFERENCE, _BARE_REFERENCE) for match in form.finditer(text)]
    found.sort(key=lambda match: match.start())
    return tuple(dict.fromkeys(f"{m[1].upper()}/{m[2]}/{m[3]}" for m in found))


def is_garbled(text: str) -> bool:
    """Whether a value that is no reference was meant as one: not an organisation's own number,
    and not a qualification's, as 500/1234/5."""
    digits = sum(letter.isdigit() for letter in text)
    return 6 <= digits <= 8 and re.fullmatch(r"\W*\d{3}/\d{4}/[\dX]\W*", text) is None


def without_reference(text: str) -> str:
    """The words beside a reference, without the brackets and dashes that held it."""
    rest = _BARE_REFERENCE.sub("", _REFERENCE.sub("", text))
    return re.sub(r"\s*[(\[]\s*[)\]]\s*", " ", rest).strip(" \t:;,–—-|()[]")


def number(text: str) -> int | None:
    """The first whole number of a value, in digits or in words up to twenty."""
    found = _FIRST.search(text.replace("\t", " "))
    return as_number(found[1]) if found else None


def as_number(text: str) -> int:
    """A number in digits or words as an int."""
    return int(text) if text.isdigit() else _WORDS.index(text.lower())


def level(text: str) -> int | None:
    """A level from its value: "3", "Three", "L3", "Level 3"."""
    found = re.search(r"(?<![\w])(?:level|l)?\s*([1-8])(?!\w)", text, re.IGNORECASE)
    if found:
        return int(found[1])
    return number(text)


def inline(text: str) -> dict[str, int]:
    """Level, credit and hours that the text names itself, as "Level 3, 5 credits, GLH 30".

    Each number is told once, by the name before it or else the name after it.
    """
    found: dict[str, int] = {}
    bare = _BARE_REFERENCE.sub(" ", _REFERENCE.sub(" ", text))
    for match in _INLINE.finditer(bare):
        said = match.groupdict()
        value = said["after"] or said["before"] or said["short"]
        name = "level" if said["short"] else ""
        name = name or next(one for one in _NAMES if said[one] or said[f"n_{one}"])
        found.setdefault(name, as_number(value))
    return found


def day(text: str) -> str:
    """A date as ISO, from 31/12/2027, 31 December 2027 or ISO itself; empty if it is none."""
    found = _DATE.search(text)
    if found is None:
        return ""
    if found[4]:
        year, month, of_month = int(found[4]), int(found[5]), int(found[6])
    else:
        named = found[2].lower()[:3]
        if not found[2].isdigit() and named not in _MONTHS:
            return ""
        month = int(found[2]) if found[2].isdigit() else _MONTHS.index(named) + 1
        year, of_month = int(found[3]), int(found[1])
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return ""
