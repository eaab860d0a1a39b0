"""From statements in their levels to groups, units, outcomes and criteria with numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from portfolio.domain.errors import Refusals
from portfolio.domain.exchange import case_terms as terms
from portfolio.domain.exchange.content import ExchangedUnit, ExchangeFault, counted
from portfolio.domain.exchange.json_place import Place
from portfolio.domain.exchange.levels import level_out
from portfolio.domain.exchange.statements import Statement
from portfolio.domain.numbering import normalise_unit_number
from portfolio.domain.qualification import Group
from portfolio.domain.specification_content import (
    Parts,
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
    check_draft,
)

_REFERENCE = re.compile(r"\b([A-Z])/(\d{3})/(\d{4})\b", re.ASCII)
_UNIT_NUMBER = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
_OUTCOME_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_REQUIREMENTS = terms.REQUIREMENTS.casefold()
_LETTER = re.compile("[A-Z]", re.ASCII)
LONGEST_UNIT_NUMBER = 10


@dataclass
class Shape:
    """What became of the statements.

    `replaced` holds codes that gave way to numbers, `notes_lost` counts notes without a place.
    """

    groups: tuple[Group, ...] = ()
    units: tuple[ExchangedUnit, ...] = ()
    doubts: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    notes_lost: int = 0


def shape(statements: Sequence[Statement], title: str) -> Shape:
    """Groups and units of the framework of this title, with what a person should look at."""
    levelled = level_out(statements, title)
    found = Shape(doubts=list(levelled.doubts))
    letters = _letters([group for group, _ in levelled.groups])
    groups, units = [], []
    for letter, (statement, members) in zip(letters, levelled.groups, strict=True):
        mandatory = statement is not None and statement.own.flag("mandatory")
        found.notes_lost += statement is not None and bool(statement.guidance)
        group = Group(letter, statement.text if statement else "Units", mandatory)
        groups.append(group)
        units += [_unit(found, unit, group) for unit in members]
    if any(statement is None for statement, _ in levelled.groups):
        found.doubts.append("Units without a group are put in one optional group, Units.")
    found.groups, found.units = tuple(groups), _numbered(found, units)
    if found.replaced:
        found.doubts.append(
            f"{counted(len(found.replaced), 'code')} such as {found.replaced[0]} "
            f"{'gives' if len(found.replaced) == 1 else 'give'} way to numbers such as 1.1."
        )
    return found


def reference_in(*texts: str) -> str:
    """The first unit reference (A/123/4567) in the texts, empty where there is none."""
    for text in texts:
        match = _REFERENCE.search(text)
        if match is not None:
            return match[0]
    return ""


def _letters(groups: Sequence[Statement | None]) -> Sequence[str]:
    """The codes of the groups where they are letters of their own, else A, B, C and so on."""
    codes = [group.code if group else "" for group in groups]
    if all(_LETTER.fullmatch(code) for code in codes) and len(set(codes)) == len(codes):
        return codes
    if len(codes) > len(ascii_uppercase):
        raise ExchangeFault(f"The file has {len(codes)} groups of units, more than 26 letters")
    return ascii_uppercase[: len(codes)]


def _unit(found: Shape, statement: Statement, group: Group) -> ExchangedUnit:
    own = statement.own
    if own.flag("mandatory") and not group.mandatory:
        found.doubts.append(f"{statement.named} is mandatory in the file, its group here is not.")
    reference = own.line("reference", 100) or reference_in(statement.code)
    if not (statement.children or own.value):
        found.doubts.append(f"{statement.named} has nothing under it.")
    return ExchangedUnit(
        number=_own_number(own) or _unit_number(statement.code),
        group=group.letter,
        title=statement.text,
        reference=reference,
        mandatory=group.mandatory,
        credit=own.number("credit", 1_000),
        level=own.number("level", 8) if own.has("level") else statement.level,
        glh=own.number("glh"),
        kind=own.line("kind", 40),
        content=_content(found, statement),
    )


def _own_number(own: Place) -> str:
    number = normalise_unit_number(own.line("number", 40))
    return number if len(number) <= LONGEST_UNIT_NUMBER else ""


def _unit_number(code: str) -> str:
    number = normalise_unit_number(code)
    return number if _UNIT_NUMBER.fullmatch(number) else ""


def _content(found: Shape, statement: Statement) -> SpecificationContent:
    outcomes, requirements = _outcomes(found, statement)
    parts = statement.own.member("parts")
    content = SpecificationContent(
        outcomes=outcomes,
        requirements=requirements,
        parts=Parts(
            expires_on=parts.day("expires_on"),
            purpose=parts.text("purpose"),
            knowledge=parts.text("knowledge"),
            assessed_how=parts.text("assessed_how"),
            guidance=parts.text("guidance") or statement.guidance,
            nos_codes=parts.texts("nos_codes"),
            resources=parts.texts("resources"),
            document_url=parts.line("document_url", 2_000),
            source_name=parts.line("source_name"),
        ),
        demonstration=statement.own.flag("demonstration"),
    )
    try:
        check_draft(content)
    except Refusals as refusals:
        raise ExchangeFault(f"{statement.words}: {refusals}") from refusals
    return content


def _numbered(found: Shape, units: Sequence[ExchangedUnit]) -> tuple[ExchangedUnit, ...]:
    """The units with numbers of their own; one missing or used twice becomes U1, U2 and so on."""
    taken, numbered, made = set[str](), [], 0
    wanted = {unit.number for unit in units}
    for unit in units:
        number = unit.number
        while not number or number in taken:
            made += 1
            number = f"U{made}" if f"U{made}" not in wanted else ""
        if number != unit.number and unit.number:
            found.replaced.append(unit.number)
        taken.add(number)
        numbered.append(replace(unit, number=number))
    if made:
        found.doubts.append("Units without a number of their own are numbered U1, U2 and so on.")
    return tuple(numbered)


def _outcomes(
    found: Shape, unit: Statement
) -> tuple[tuple[WrittenOutcome, ...], tuple[WrittenCriterion, ...]]:
    asked = [one for one in unit.children if one.kind.casefold() == _REQUIREMENTS]
    judged = [one for one in unit.children if one not in asked]
    found.notes_lost += sum(bool(one.guidance) for one in unit.children)
    made = [str(n) for n in range(1, len(judged) + 1)]
    numbers = _kept(found, [one.code for one in judged], made, _OUTCOME_NUMBER)
    outcomes = tuple(
        WrittenOutcome(int(number), one.text, _criteria(found, one.children, f"{number}."))
        for number, one in zip(numbers, judged, strict=True)
    )
    return outcomes, _criteria(found, [c for one in asked for c in one.children], "ER")


def _criteria(
    found: Shape, statements: Sequence[Statement], before: str
) -> tuple[WrittenCriterion, ...]:
    codes = [one.code for one in statements]
    made = [f"{before}{n}" for n in range(1, len(codes) + 1)]
    pattern = re.compile(re.escape(before) + r"[1-9]\d{0,3}", re.ASCII)
    # Criteria may have gaps in their numbers, evidence requirements may not.
    numbers = made if before == "ER" else _kept(found, codes, made, pattern)
    return tuple(
        WrittenCriterion(number, one.text, one.own.text("guidance") or one.guidance)
        for number, one in zip(numbers, statements, strict=True)
    )


def _kept(
    found: Shape, codes: Sequence[str], made: Sequence[str], pattern: re.Pattern[str]
) -> Sequence[str]:
    """The codes where all are numbers of their own, else the numbers made for them."""
    if len(set(codes)) == len(codes) and all(pattern.fullmatch(code) for code in codes):
        return codes
    found.replaced += [
        code for code, number in zip(codes, made, strict=True) if code not in ("", number)
    ]
    return made
