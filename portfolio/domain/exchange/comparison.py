"""What an import adds to the catalogue a centre sees, and where the two say different things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portfolio.domain.exchange.content import ExchangedQualification, ExchangedUnit
from portfolio.domain.registration import AGE_BANDS
from portfolio.domain.specification_content import SpecificationContent
from portfolio.domain.words import credits_of

_NOTHING = SpecificationContent()


@dataclass(frozen=True)
class KnownUnit:
    """A unit of the catalogue; `content` its criteria in use or drafted, if there are any.

    `glh` is None where it is not stated.
    """

    reference: str
    title: str
    credit: int
    level: int
    glh: int | None
    content: SpecificationContent | None = None


@dataclass(frozen=True)
class Comparison:
    """Units of the import by what becomes of them, and what a person should look at."""

    added: tuple[ExchangedUnit, ...]
    reused: tuple[ExchangedUnit, ...]
    doubts: tuple[str, ...]

    @property
    def new_criteria(self) -> tuple[ExchangedUnit, ...]:
        """Units that are given the outcomes and criteria of the file."""
        return tuple(unit for unit in (*self.added, *self.reused) if unit.content != _NOTHING)


def compare(qualification: ExchangedQualification, known: Mapping[str, KnownUnit]) -> Comparison:
    """What importing does beside the units known already, by their reference.

    A known unit stays as it is: where it has criteria, those of the file are not taken, which
    the unit under `reused` shows by having none.
    """
    added, reused, doubts = (
        [],
        [],
        [
            *_of_the_rule(qualification, known),
            *_of_the_facts(qualification),
        ],
    )
    for unit in qualification.units:
        held = known.get(unit.reference)
        if held is None:
            added.append(unit)
            continue
        doubts += _differences(unit, held)
        reused.append(replace(unit, content=_NOTHING) if held.content else unit)
    return Comparison(tuple(added), tuple(reused), tuple(doubts))


def _differences(unit: ExchangedUnit, held: KnownUnit) -> Iterator[str]:
    pairs = (
        ("is called", unit.title, held.title),
        ("has a credit of", unit.credit, held.credit),
        ("has Level", unit.level, held.level),
        ("has guided learning hours of", unit.glh, held.glh),
    )
    for words, file, here in pairs:
        if file not in (None, here) and here is not None:
            yield f"{unit.reference} {words} {file} in the file and {here} here: it stays {here}."
    if held.content and _criteria(unit.content) not in (_criteria(held.content), ((), ())):
        yield f"{unit.reference} has other criteria in the file than here: those here stay."


def _criteria(content: SpecificationContent) -> tuple[object, object]:
    return content.outcomes, content.requirements


def _of_the_facts(qualification: ExchangedQualification) -> Iterator[str]:
    unknown = [band for band in qualification.facts.age_bands if band not in AGE_BANDS]
    if unknown:
        yield f"No age group is called {', '.join(unknown)}: left out."


def _of_the_rule(
    qualification: ExchangedQualification, known: Mapping[str, KnownUnit]
) -> Iterator[str]:
    rule = qualification.rule
    if rule is None:
        yield (
            "The file has no rule of combination: the draft asks for nothing until you set what "
            "it takes to complete it."
        )
        return
    mandatory = sum(
        known[unit.reference].credit if unit.reference in known else unit.credit or 0
        for unit in qualification.units
        if unit.mandatory
    )
    if mandatory != rule.mandatory_credit:
        yield (
            f"The mandatory units come to {credits_of(mandatory)}, the rule of combination says "
            f"{rule.mandatory_credit}."
        )
