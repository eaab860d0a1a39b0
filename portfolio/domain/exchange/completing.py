"""What a file does not say and a person must, and putting their answers into it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.exchange.comparison import KnownUnit
from portfolio.domain.exchange.content import ExchangedQualification, ExchangedUnit
from portfolio.domain.numbering import (
    is_sound_qualification_number,
    is_sound_reference,
    plain_capitals,
)

_REFERENCE_FORM = re.compile(r"[A-Z]/\d{3}/\d{4}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{0,39}", re.ASCII)

HIGHEST_LEVEL = 8
MOST_CREDIT = 200


@dataclass(frozen=True)
class Missing:
    """A fact to be given: the field it is asked in, its words, what the file says, and why."""

    field: str
    label: str
    value: str
    why: str


def missing(
    qualification: ExchangedQualification, known: Mapping[str, KnownUnit]
) -> tuple[Missing, ...]:
    """Every fact without which nothing can be saved, or whose check character is wrong (R-007).

    Credit and level of a unit known by its reference come from the catalogue.
    """
    return (*_of_the_qualification(qualification), *_of_the_units(qualification, known))


def complete(
    qualification: ExchangedQualification, answers: Mapping[str, str]
) -> ExchangedQualification:
    """The qualification with the answers, by field, in place of what the file says.

    Raises Refusals naming each field whose answer is not what was asked. An empty answer leaves
    the file's word.
    """
    refusals: list[Refusal] = []
    facts = qualification.facts
    given = _Answers(answers, refusals)
    facts = replace(
        facts,
        entry_code=plain_capitals(given.code("entry_code", facts.entry_code)),
        number=plain_capitals(given.code("number", facts.number)),
        level=given.number("level", facts.level, 0, HIGHEST_LEVEL),
        awarding_body=given.line("awarding_body", facts.awarding_body),
    )
    units = tuple(
        replace(
            unit,
            reference=plain_capitals(given.code(f"reference-{n}", unit.reference)),
            credit=given.number(f"credit-{n}", unit.credit, 1, MOST_CREDIT),
            level=given.number(f"level-{n}", unit.level, 1, HIGHEST_LEVEL),
        )
        for n, unit in enumerate(qualification.units, start=1)
    )
    if refusals:
        raise Refusals(refusals)
    return replace(qualification, facts=facts, units=units)


class _Answers:
    def __init__(self, answers: Mapping[str, str], refusals: list[Refusal]) -> None:
        self._answers = answers
        self._refusals = refusals

    def line(self, field: str, held: str) -> str:
        return " ".join(self._answers.get(field, "").split())[:500] or held

    def code(self, field: str, held: str) -> str:
        answer = self._answers.get(field, "").strip()
        if answer and not _CODE.fullmatch(answer):
            self._refusals.append(
                Refusal("Use letters, numbers, slashes, dots and dashes only", field)
            )
            return held
        return answer or held

    def number(self, field: str, held: int | None, least: int, most: int) -> int | None:
        answer = self._answers.get(field, "").strip()
        if not answer:
            return held
        if answer.isascii() and answer.isdecimal() and least <= int(answer[:9]) <= most:
            return int(answer[:9])
        self._refusals.append(Refusal(f"Enter a whole number from {least} to {most}", field))
        return held


def _of_the_qualification(qualification: ExchangedQualification) -> Iterator[Missing]:
    facts = qualification.facts
    if not facts.entry_code:
        yield Missing("entry_code", "Entry code", "", "The file gives none")
    if not facts.number:
        yield Missing("number", "Qualification number", "", "The file gives none")
    elif not is_sound_qualification_number(facts.number):
        why = "The last character does not fit the digits before it"
        yield Missing("number", "Qualification number", facts.number, why)
    if facts.level is None:
        yield Missing("level", "Level", "", "The file gives none")
    if not facts.awarding_body:
        yield Missing("awarding_body", "Awarding organisation", "", "The file gives none")


def _of_the_units(
    qualification: ExchangedQualification, known: Mapping[str, KnownUnit]
) -> Iterator[Missing]:
    taken = set[str]()
    for n, unit in enumerate(qualification.units, start=1):
        label = f"Reference number of unit {unit.number}, {unit.title}"
        why = _wrong_reference(unit, taken)
        if why and (unit.reference not in known or unit.reference in taken):
            yield Missing(f"reference-{n}", label, unit.reference, why)
        taken.add(unit.reference)
        if unit.reference in known:
            continue
        for name, value, most in (
            ("Credit", unit.credit, MOST_CREDIT),
            ("Level", unit.level, HIGHEST_LEVEL),
        ):
            if not value or value > most:
                why = f"The file says {value}" if value else "The file gives none"
                yield Missing(f"{name.lower()}-{n}", f"{name} of unit {unit.number}", "", why)


def _wrong_reference(unit: ExchangedUnit, taken: set[str]) -> str:
    if not unit.reference:
        return "The file gives none"
    if unit.reference in taken:
        return "Another unit in the file has the same"
    if is_sound_reference(unit.reference):
        return ""
    if _REFERENCE_FORM.fullmatch(unit.reference):
        return "The letter does not fit the digits after it"
    return "It is not of the form A/123/4567"
