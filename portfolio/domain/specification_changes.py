"""What differs between two versions of a unit's criteria, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from portfolio.domain.specification_content import SpecificationContent, WrittenCriterion

PART_WORDS = {
    "expires_on": "Expiry date",
    "purpose": "Purpose and aim",
    "knowledge": "Knowledge, understanding and skills",
    "assessed_how": "How it is assessed",
    "guidance": "Guidance",
    "nos_codes": "National occupational standards",
    "resources": "Resources",
    "document_url": "Address of the document",
    "source_name": "Document it was read from",
}


@dataclass(frozen=True)
class Change:
    """One difference: what it is about, how it read and how it reads; empty for new and gone."""

    what: str
    before: str = ""
    after: str = ""


def changes(before: SpecificationContent, after: SpecificationContent) -> tuple[Change, ...]:
    """Every difference, in the order of the document; none when both say the same."""
    return tuple(_all(before, after))


def named(number: str) -> str:
    """ "Criterion 1.2", "Evidence requirement 2"."""
    return (
        f"Evidence requirement {number[2:]}" if number.startswith("ER") else f"Criterion {number}"
    )


def _all(before: SpecificationContent, after: SpecificationContent) -> Iterator[Change]:
    yield from _texts(
        {f"Outcome {one.number}": one.text for one in before.outcomes},
        {f"Outcome {one.number}": one.text for one in after.outcomes},
    )
    was, now = _by_name(before), _by_name(after)
    yield from _texts(
        {name: one.text for name, one in was.items()}, {name: one.text for name, one in now.items()}
    )
    for name in now:
        if name in was and was[name].guidance != now[name].guidance:
            yield Change(f"Guidance on {_small(name)}", was[name].guidance, now[name].guidance)
    for part in fields(before.parts):
        held, wanted = getattr(before.parts, part.name), getattr(after.parts, part.name)
        if held != wanted:
            yield Change(PART_WORDS[part.name], _plain(held), _plain(wanted))
    if before.demonstration != after.demonstration:
        yield Change(
            "No longer marked as demonstration wording"
            if before.demonstration
            else "Marked as demonstration wording"
        )


def _by_name(content: SpecificationContent) -> dict[str, WrittenCriterion]:
    return {named(one.number): one for one in content.criteria}


def _texts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield Change(f"{name} is gone", before=before[name])
        elif name not in before:
            yield Change(f"{name} is new", after=after[name])
        elif before[name] != after[name]:
            yield Change(f"{name} reads differently", before[name], after[name])


def _small(name: str) -> str:
    return name[0].lower() + name[1:]


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return value or ""
