"""What was found in a unit document: its units, and every doubt about them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FoundCriterion:
    """A criterion with its whole text; ``lines`` are the lines of the source it stands in."""

    number: str
    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class FoundOutcome:
    number: str
    text: str
    criteria: tuple[FoundCriterion, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class FoundUnit:
    """A unit as the document tells it; what was not found is empty or None."""

    reference: str = ""
    title: str = ""
    level: int | None = None
    credit: int | None = None
    glh: int | None = None
    outcomes: tuple[FoundOutcome, ...] = ()
    purpose: str = ""
    knowledge: str = ""
    assessed_how: str = ""
    evidence_requirements: str = ""
    guidance: str = ""
    nos_codes: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    expires_on: str = ""
    """ISO date."""
    origins: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By name of a part, the lines of the source it stands in."""

    @property
    def name(self) -> str:
        """How a doubt calls the unit."""
        return self.reference or self.title or "the unit"


@dataclass(frozen=True)
class Doubt:
    """Something a person must look at: about which unit, where in it, and why."""

    unit: int
    """Index of the unit in the reading; -1 for the document as a whole."""
    place: str
    """A part's name ("credit"), an outcome's or a criterion's number, or nothing."""
    words: str


@dataclass(frozen=True)
class SourceLine:
    page: int
    """Counted from 1; 0 where the source has none."""
    text: str


@dataclass(frozen=True)
class Reading:
    units: tuple[FoundUnit, ...]
    doubts: tuple[Doubt, ...]
    source: tuple[SourceLine, ...] = ()


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as ``units read --json`` prints it."""
    return {
        "units": [_unit(unit) for unit in reading.units],
        "doubts": [
            {
                "unit": reading.units[doubt.unit].name if doubt.unit >= 0 else None,
                "place": doubt.place,
                "words": doubt.words,
            }
            for doubt in reading.doubts
        ],
    }


def _unit(unit: FoundUnit) -> dict[str, Any]:
    return {
        "reference": unit.reference,
        "title": unit.title,
        "level": unit.level,
        "credit": unit.credit,
        "glh": unit.glh,
        "outcomes": [
            {
                "number": outcome.number,
                "text": outcome.text,
                "criteria": [
                    {"number": criterion.number, "text": criterion.text}
                    for criterion in outcome.criteria
                ],
            }
            for outcome in unit.outcomes
        ],
        "purpose": unit.purpose,
        "knowledge": unit.knowledge,
        "assessed_how": unit.assessed_how,
        "evidence_requirements": unit.evidence_requirements,
        "guidance": unit.guidance,
        "nos_codes": list(unit.nos_codes),
        "resources": list(unit.resources),
        "expires_on": unit.expires_on or None,
    }
