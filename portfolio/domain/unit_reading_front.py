"""Facts of a unit in the lines around its criteria: title, reference, level, credit, hours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portfolio.domain import unit_reading_facts as facts
from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import join, plain

OPENING = frozenset(("title", "reference", "unit_number", "unit"))
"""Facts that a unit begins with."""
LONGEST_LINE = 110
LONGEST_TITLE = 200
_QUALIFICATION = re.compile(
    r"\b(?:diploma|certificate|award|qualification|nvq|at least|minimum|total of)\b", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\s+(?=(?:(?:Unit )?Level|(?:Unit )?Credits?(?: value)?|GLH|Guided learning hours?"
    r"|Unit (?:reference|ref)(?: number)?)\s*[:=])"
)
"""Where another fact begins in one line, with a colon after its name."""
_OWN_NUMBER = re.compile(r"^(?:unit\s+)?[A-Z]{1,2}\s?\d{1,4}\s*[:.–—-]?\s+(?=[A-Z])", re.IGNORECASE)
"""The awarding organisation's own number before a title, as in "A14 Answer the telephone"."""
_GOES_ON = re.compile(r"(?:\b(?:and|or|the|a|an|of|to|in|for|with|at|on|by|from|their)|,|&)$", re.I)


@dataclass(frozen=True)
class Fact:
    index: int
    """Of the line among all that is said."""
    name: str
    value: str
    at: int
    labelled: bool = True


def facts_in(said: Sequence[Said], rest: Sequence[int]) -> list[Fact]:
    """Every fact the lines in ``rest`` tell, in their order."""
    found: list[Fact] = []
    pending: str | None = None
    for place, index in enumerate(rest):
        line = said[index]
        if line.role != "line":
            found += _told(index, line)
            continue
        if labels.is_contents_entry(line.text):
            continue
        here = list(_of_line(index, line))
        if not here and pending is not None and not labels.label(line.text):
            here = _waited_for(index, line, pending)
        found += here
        pending = _waiting(line)
        after = said[rest[place + 1]] if place + 1 < len(rest) else None
        if here and here[0].name == "title" and after and _runs_on(here[0].value, line, after):
            broken = "-" if line.text.endswith(("-", "‐")) else ""
            said_more = plain(join(f"{here[0].value}{broken}", after.text, frozenset()).text)
            found[-len(here)] = Fact(index, "title", said_more, line.at, here[0].labelled)
    return found


def _told(index: int, line: Said) -> list[Fact]:
    """The fact a table names itself."""
    if line.role == "unit":
        return [Fact(index, "unit", "", line.at)]
    if not line.role.startswith("fact:"):
        return []
    return list(_named(index, line, line.role.removeprefix("fact:"), line.text))


def _of_line(index: int, line: Said) -> Iterator[Fact]:
    told: set[str] = set()
    heading = facts.UNIT_HEADING.match(line.text)
    named = labels.label(line.text)
    if heading is not None and _is_title(heading[2]) and heading[2]:
        yield from _headed(index, line, heading)
        told |= {"title", "unit_number", "reference"}
    for part in _parts(line.text):
        label = labels.label(part)
        if label is not None and label.name in labels.FACTS and label.value:
            for fact in _named(index, line, label.name, label.value):
                if fact.name not in told:
                    told.add(fact.name)
                    yield fact
    if named is None or named.name in labels.FACTS:
        yield from (fact for fact in _unlabelled(index, line) if fact.name not in told)


def _parts(text: str) -> list[str]:
    """The line, and what stands in it after a wide space, a bar or another label."""
    parts = re.split(r"\t|\s+[|•]\s+|,\s+(?=[A-Z]|level|credit|glh)|;\s+", text)
    again = _ANOTHER.split(text)
    return [text, *parts, *again] if len(parts) + len(again) > 2 else [text]


def _headed(index: int, line: Said, heading: re.Match[str]) -> Iterator[Fact]:
    """Number, title and perhaps reference of a heading such as "Unit 3: …"."""
    yield Fact(index, "title", title_words(heading[2]), line.at, labelled=True)
    yield Fact(index, "unit_number", heading[1], line.at)
    for reference in facts.references(heading[2])[:1]:
        yield Fact(index, "reference", reference, line.at)


def title_words(text: str) -> str:
    """The words of a title, without its reference, level and credit."""
    words = facts.without_reference(_ANOTHER.split(text.split("\t")[0] or text)[0])
    words = _OWN_NUMBER.sub("", words)
    return plain(re.sub(r"\s*[(–—-]?\s*\blevel\s+\d\b.*$", "", words, flags=re.I)).strip(" –—-(,")


def _is_title(text: str) -> bool:
    words = plain(text)
    return (
        len(words) <= LONGEST_TITLE
        and not words.endswith(".")
        and not words[:1].islower()
        and re.search(r"[A-Za-z]{2}", words) is not None
    )


def _named(index: int, line: Said, name: str, value: str) -> Iterator[Fact]:
    """The fact under its label, where the value is one of its kind."""
    references = facts.references(value)
    if name in ("reference", "unit_number", "title") and references:
        yield Fact(index, "reference", references[0], line.at)
        rest = facts.without_reference(value)
        if name == "title" and rest:
            yield Fact(index, "title", title_words(rest), line.at)
        return
    if name in ("level", "credit", "glh"):
        number = facts.level(value) if name == "level" else facts.number(value)
        if number is not None:
            yield Fact(index, name, str(number), line.at)
        yield from (one for one in _unlabelled(index, line) if one.name not in (name, "reference"))
    elif name == "title":
        heading = facts.UNIT_HEADING.match(value)
        text = title_words(heading[2] if heading and heading[2] else value)
        if _is_title(text):
            yield Fact(index, "title", text, line.at)
    elif name in labels.FACTS and value and (name != "reference" or facts.is_garbled(value)):
        yield Fact(index, name, plain(value), line.at)


def _unlabelled(index: int, line: Said) -> Iterator[Fact]:
    """Facts within a short line that is no sentence."""
    text = plain(line.text)
    if len(text) > LONGEST_LINE or text.endswith("."):
        return
    references = facts.references(text)
    if len(references) == 1:
        yield Fact(index, "reference", references[0], line.at, labelled=False)
    if _QUALIFICATION.search(text):
        return
    for name, number in facts.inline(text).items():
        yield Fact(index, name, str(number), line.at, labelled=False)


def _waiting(line: Said) -> str | None:
    """The label whose value stands on the next line."""
    found = labels.label(line.text)
    if found is not None and found.name in labels.FACTS and not found.value:
        return found.name
    return (
        "title"
        if re.fullmatch(r"unit\s+[A-Z]{0,3}\s?\d{1,4}\s*[:.–—-]?", line.text, re.I)
        else None
    )


def _waited_for(index: int, line: Said, name: str) -> list[Fact]:
    return list(_named(index, line, name, line.text))


def _runs_on(title: str, line: Said, after: Said) -> bool:
    """Whether the title goes on in the next line."""
    if after.role != "line" or after.starts or labels.label(after.text) or facts.inline(after.text):
        return False
    if abs(after.size - line.size) > 0.4 or after.bold != line.bold or facts.references(after.text):
        return False
    return after.text[:1].islower() or line.text.endswith("-") or _GOES_ON.search(title) is not None


def opening(line: Said) -> tuple[str, str] | None:
    """The title or the reference the line tells under a label or as a heading, with its name."""
    if line.role == "line" and labels.is_contents_entry(line.text):
        return None
    told = _told(0, line) if line.role != "line" else list(_of_line(0, line))
    opened = {fact.name: fact.value for fact in told if fact.labelled}
    name = next((one for one in ("title", "reference") if opened.get(one)), None)
    return None if name is None else (name, opened[name])
