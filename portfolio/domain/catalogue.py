"""Reading the catalogue: plain values to qualifications and units, refusing what contradicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portfolio.domain.errors import Refusal
from portfolio.domain.numbering import (
    is_sound_qualification_number,
    is_sound_reference,
    normalise_unit_number,
)
from portfolio.domain.qualification import Group, PlacedUnit, Qualification, Unit, UnitContent
from portfolio.domain.qualification_about import About
from portfolio.domain.registration import AGE_BANDS
from portfolio.domain.rule import RuleOfCombination


class CatalogueFault(Refusal):
    """The catalogue contradicts itself; the message names where."""


@dataclass(frozen=True)
class Catalogue:
    """Everything the catalogue ships: qualifications, units by reference, and unit content.

    `abouts` are the texts of qualifications by entry code: no rule rests on them.
    """

    qualifications: tuple[Qualification, ...]
    units: Mapping[str, Unit]
    contents: Mapping[str, UnitContent]
    abouts: Mapping[str, About] = field(default_factory=dict)

    def qualification(self, entry_code: str) -> Qualification:
        """The qualification with this entry code; KeyError when there is none."""
        for qualification in self.qualifications:
            if qualification.entry_code == entry_code:
                return qualification
        raise KeyError(entry_code)


def parse_units(entries: Sequence[Mapping[str, Any]]) -> dict[str, Unit]:
    """Units by reference.

    Raises CatalogueFault for a reference with a wrong check letter, or listed again with
    another credit, level or guided learning hours: one reference is one unit.
    """
    units: dict[str, Unit] = {}
    for entry in entries:
        unit = Unit(
            reference=entry["reference"],
            title=entry["title"],
            credit=entry["credit"],
            level=entry["level"],
            glh=entry["glh"],
            kind=entry["kind"],
        )
        if not is_sound_reference(unit.reference):
            raise CatalogueFault(f"Unit {unit.reference}: the check letter does not fit its digits")
        if unit.credit < 1 or unit.level < 1 or unit.glh < 0:
            raise CatalogueFault(
                f"Unit {unit.reference}: credit and level are at least 1, hours at least 0"
            )
        held = units.setdefault(unit.reference, unit)
        if held != unit:
            raise CatalogueFault(f"Unit {unit.reference} is listed twice with different facts")
    return units


def parse_qualification(entry: Mapping[str, Any], units: Mapping[str, Unit]) -> Qualification:
    """One qualification with its units placed; raises CatalogueFault naming what contradicts."""
    code = entry["entry_code"]
    if not is_sound_qualification_number(entry["number"]):
        raise CatalogueFault(f"{code}: the check character of {entry['number']} does not fit")
    unknown = [band for band in entry["age_bands"] if band not in AGE_BANDS]
    if unknown:
        raise CatalogueFault(f"{code}: no age band is called {', '.join(unknown)}")
    youngest = min((AGE_BANDS[band][0] for band in entry["age_bands"]), default=0)
    if youngest != (entry["min_age"] or 0):
        raise CatalogueFault(f"{code}: the least age is not that of the youngest age band")
    groups = tuple(Group(g["letter"], g["name"], g["mandatory"]) for g in entry["groups"])
    qualification = Qualification(
        entry_code=code,
        title=entry["title"],
        number=entry["number"],
        level=entry["level"],
        awarding_body=entry["awarding_body"],
        grading=entry["grading"],
        glh=entry["glh"],
        tqt=entry["tqt"],
        age_bands=tuple(entry["age_bands"]),
        min_age=entry["min_age"],
        closed_for_entry=entry["closed_for_entry"],
        last_entry_on=_date(entry["last_entry_on"]),
        last_certification_on=_date(entry["last_certification_on"]),
        simulation=entry["simulation"],
        groups=groups,
        units=_placed(code, entry["groups"], units),
        rule=RuleOfCombination.from_dict(entry["rule"]),
    )
    check_rule(qualification, qualification.rule)
    return qualification


def check_rule(qualification: Qualification, rule: RuleOfCombination) -> None:
    """Refuse a rule that does not fit the units of the qualification.

    Raises CatalogueFault when it names a group that is not there, or asks for another mandatory
    credit than the mandatory group holds.
    """
    code = qualification.entry_code
    letters = {group.letter for group in qualification.groups}
    named = {*rule.group_minima, *rule.group_maxima, *rule.one_per_group}
    if named - letters:
        missing = ", ".join(sorted(named - letters))
        raise CatalogueFault(f"{code}: the rule of combination names group {missing}, not listed")
    mandatory = [group for group in qualification.groups if group.mandatory]
    held = sum(placed.unit.credit for placed in qualification.units if placed.mandatory)
    if held != rule.mandatory_credit:
        headings = " and ".join(group.heading for group in mandatory) or "No mandatory group"
        raise CatalogueFault(
            f"{code}: {headings} holds {held} credits, the rule of combination says "
            f"{rule.mandatory_credit}",
            "mandatory_credit",
        )


def check_catalogue(catalogue: Catalogue) -> None:
    """Refuse two qualifications with one code, and content of units that are not listed."""
    codes = [qualification.entry_code for qualification in catalogue.qualifications]
    for code in codes:
        if codes.count(code) > 1:
            raise CatalogueFault(f"{code} is listed twice")
    for reference in catalogue.contents:
        if reference not in catalogue.units:
            raise CatalogueFault(f"Criteria are given for {reference}, which is no listed unit")
    for code in catalogue.abouts:
        if code not in codes:
            raise CatalogueFault(f"Texts are given for {code}, which is no listed qualification")


def _placed(
    code: str, groups: Sequence[Mapping[str, Any]], units: Mapping[str, Unit]
) -> tuple[PlacedUnit, ...]:
    placed: list[PlacedUnit] = []
    numbers, references = set[str](), set[str]()
    for group in groups:
        for number, reference in group["units"]:
            if reference not in units:
                raise CatalogueFault(f"{code}, unit {number}: {reference} is no listed unit")
            if number != normalise_unit_number(number):
                raise CatalogueFault(f"{code}, unit {number!r}: not written as a unit number")
            if number in numbers or reference in references:
                raise CatalogueFault(f"{code}, unit {number}: the number or reference comes twice")
            numbers.add(number)
            references.add(reference)
            placed.append(
                PlacedUnit(
                    unit=units[reference],
                    number=number,
                    group=group["letter"],
                    position=len(placed) + 1,
                    mandatory=group["mandatory"],
                )
            )
    return tuple(placed)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
