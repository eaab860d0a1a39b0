"""Rules of combination as data: what a set of achieved units must add up to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from portfolio.domain.errors import Refusal


class RuleFault(Refusal):
    """A stored or shipped rule of combination that cannot be read."""


@dataclass(frozen=True)
class LevelRule:
    """The least credit at a level; `or_above` and `optional_only` are stored readings of it."""

    level: int
    credit: int
    or_above: bool
    optional_only: bool

    def counts(self, level: int, *, mandatory: bool) -> bool:
        """Whether credit of a unit at this level, mandatory or not, counts towards the rule."""
        if mandatory and self.optional_only:
            return False
        return level >= self.level if self.or_above else level == self.level

    @property
    def words(self) -> str:
        """The clause as the progress panel names it."""
        named = f"Level {self.level} or above" if self.or_above else f"Level {self.level}"
        return f"{named}, optional units" if self.optional_only else named


@dataclass(frozen=True)
class DoubtfulUnit:
    """A unit that another list of the handbook gives in a group, and the rule's list does not.

    It gives no credit (AMB-04). `listed_in` says where it is listed.
    """

    number: str
    reference: str
    group: str
    credit: int
    level: int
    listed_in: str


@dataclass(frozen=True)
class RuleOfCombination:
    """What a qualification asks for, in credits. Group letters are those of the qualification.

    `optional_min` is None where no figure is stated. A group in `group_maxima` counts whole
    units only, up to its figure. `source` says where the figures are printed. `undecided` names
    the readings of the level clause that are open, "comparison" and "scope"; None where those
    are that it takes literally.
    """

    total_min: int
    mandatory_credit: int
    level: LevelRule
    optional_min: int | None = None
    group_minima: Mapping[str, int] = field(default_factory=dict)
    group_maxima: Mapping[str, int] = field(default_factory=dict)
    one_per_group: tuple[str, ...] = ()
    source: str = ""
    undecided: tuple[str, ...] | None = None
    doubtful_units: tuple[DoubtfulUnit, ...] = ()

    def is_open(self, reading: str) -> bool:
        """Whether the "comparison" or the "scope" of the level clause can be read in two ways.

        By default the literal words leave it open, and words beyond them settle it: the Diploma
        says "or above" (002 s2.2), the NVQs never do (AMB-01, AMB-02).
        """
        if self.undecided is not None:
            return reading in self.undecided
        literal = {"comparison": not self.level.or_above, "scope": self.level.optional_only}
        return literal[reading]

    def with_level(
        self, *, or_above: bool | None = None, optional_only: bool | None = None
    ) -> Self:
        """The same rule with another reading of its level clause; what was open stays open."""
        still_open = tuple(name for name in ("comparison", "scope") if self.is_open(name))
        level = replace(
            self.level,
            or_above=self.level.or_above if or_above is None else or_above,
            optional_only=self.level.optional_only if optional_only is None else optional_only,
        )
        return replace(self, level=level, undecided=still_open)

    def following(self, before: Self) -> Self:
        """This rule with what no form asks for, as the rule had it that it takes the place of.

        Doubtful units stay doubtful, and what could be read in two ways is not settled by
        choosing the other reading.
        """
        same = (self.level.or_above, self.level.optional_only) == (
            before.level.or_above,
            before.level.optional_only,
        )
        still_open = tuple(name for name in ("comparison", "scope") if before.is_open(name))
        return replace(
            self,
            undecided=before.undecided if same else still_open,
            doubtful_units=before.doubtful_units,
        )

    def to_dict(self) -> dict[str, Any]:
        """The rule as plain values, to be stored as JSON beside what was decided under it."""
        stored: dict[str, Any] = {
            "total_min": self.total_min,
            "mandatory_credit": self.mandatory_credit,
            "optional_min": self.optional_min,
            "group_minima": dict(self.group_minima),
            "group_maxima": dict(self.group_maxima),
            "one_per_group": list(self.one_per_group),
            "level": {
                "level": self.level.level,
                "credit": self.level.credit,
                "comparison": "or above" if self.level.or_above else "exactly",
                "scope": "optional" if self.level.optional_only else "all",
            },
            "source": self.source,
        }
        if self.undecided is not None:
            stored["undecided"] = list(self.undecided)
        if self.doubtful_units:
            stored["doubtful_units"] = [asdict(unit) for unit in self.doubtful_units]
        return stored

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """The rule held in `stored`; raises RuleFault naming the part that is wrong."""
        optional_min = stored.get("optional_min")
        undecided = stored.get("undecided")
        return cls(
            total_min=_credit(stored, "total_min"),
            mandatory_credit=_credit(stored, "mandatory_credit"),
            level=_level_rule(stored.get("level")),
            optional_min=None if optional_min is None else _credit(stored, "optional_min"),
            group_minima=_credit_by_group(stored, "group_minima"),
            group_maxima=_credit_by_group(stored, "group_maxima"),
            one_per_group=tuple(stored.get("one_per_group", ())),
            source=str(stored.get("source", "")),
            undecided=None if undecided is None else tuple(undecided),
            doubtful_units=tuple(map(_doubtful_unit, stored.get("doubtful_units", ()))),
        )


def _credit(stored: Mapping[str, Any], name: str) -> int:
    value = stored.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RuleFault(f"The rule of combination needs a whole number for {name}", name)
    return value


def _credit_by_group(stored: Mapping[str, Any], name: str) -> dict[str, int]:
    figures = stored.get(name, {})
    if not isinstance(figures, Mapping):
        raise RuleFault(f"The rule of combination needs credit by group letter for {name}", name)
    return {letter: _credit(figures, letter) for letter in figures}


def _level_rule(stored: object) -> LevelRule:
    if not isinstance(stored, Mapping):
        raise RuleFault("The rule of combination has no level clause", "level")
    comparison, scope = stored.get("comparison"), stored.get("scope")
    if comparison not in ("exactly", "or above"):
        raise RuleFault("The level clause says neither 'exactly' nor 'or above'", "level")
    if scope not in ("optional", "all"):
        raise RuleFault("The level clause covers neither 'optional' nor 'all' credit", "level")
    return LevelRule(
        level=_credit(stored, "level"),
        credit=_credit(stored, "credit"),
        or_above=comparison == "or above",
        optional_only=scope == "optional",
    )


def _doubtful_unit(stored: Mapping[str, Any]) -> DoubtfulUnit:
    if set(stored) != {field.name for field in fields(DoubtfulUnit)}:
        raise RuleFault("A doubtful unit is not told in full", "doubtful_units")
    return DoubtfulUnit(**stored)
