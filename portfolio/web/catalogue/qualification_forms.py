"""What is filled in about a centre's own qualification and its units."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired

from portfolio.domain.qualification import Group
from portfolio.domain.registration import AGE_BANDS
from portfolio.domain.rule import LevelRule, RuleOfCombination
from portfolio.services.centre_units import UnitFacts
from portfolio.services.qualifications import QualificationFacts
from portfolio.web.catalogue.fields import DraftForm, line, lines, whole
from portfolio.web.forms import Form

EXACTLY, OR_ABOVE = "exactly", "or above"
OPTIONAL, ALL = "optional", "all"


class FactsForm(DraftForm):
    entry_code = line("Entry code", "Enter the entry code", 20)
    number = line("Qualification number", "Enter the qualification number", 20)
    title = line("Title", "Enter the title")
    level = whole("Level", "Enter the level")
    awarding_body = line("Awarding organisation", "Enter the awarding organisation")
    grading = line("Grading")
    guided_hours = whole("Guided learning hours")
    total_hours = whole("Total qualification time, in hours")
    age_bands = SelectMultipleField(
        "Approved ages",
        choices=list(AGE_BANDS),
        validators=[InputRequired("Choose the approved ages")],
    )
    simulation = BooleanField("Evidence from simulated work is allowed")
    closed_for_entry = BooleanField("Closed for entry: nobody new is registered on it")

    def facts(self) -> QualificationFacts:
        """The facts as typed; only after the form was found complete."""
        return QualificationFacts(
            entry_code=self.entry_code.data or "",
            number=self.number.data or "",
            title=self.title.data or "",
            level=self.level.given,
            awarding_body=self.awarding_body.data or "",
            grading=self.grading.data or "",
            guided_hours=self.guided_hours.data,
            total_hours=self.total_hours.data,
            age_bands=tuple(self.age_bands.data),
            simulation=bool(self.simulation.data),
            closed_for_entry=bool(self.closed_for_entry.data),
        )


class UnitForm(DraftForm):
    reference = line("Reference", "Enter the reference", 20)
    title = line("Title", "Enter the title")
    credit = whole("Credit", "Enter the credit")
    level = whole("Level", "Enter the level")
    guided_hours = whole("Guided learning hours")

    def facts(self) -> UnitFacts:
        """The facts as typed; only after the form was found complete."""
        return UnitFacts(
            self.reference.data or "",
            self.title.data or "",
            self.credit.given,
            self.level.given,
            self.guided_hours.data,
        )


class GroupForm(DraftForm):
    letter = line("Letter", "Enter the letter of the group, from A to Z", 5)
    name = line("Name", "Enter the name of the group")
    nature = RadioField(
        "Units of this group are",
        choices={"mandatory": "Mandatory", "optional": "Optional"},
        validators=[InputRequired("Choose mandatory or optional")],
    )

    def group(self) -> Group:
        mandatory = self.nature.data == "mandatory"
        return Group(self.letter.data or "", self.name.data or "", mandatory)


class PlaceForm(DraftForm):
    number = line("Unit number in this qualification", "Enter the number of the unit here", 20)
    group = RadioField("Group", validators=[InputRequired("Choose the group")])


class ReasonForm(DraftForm):
    reason = lines("Why there is a new version", most=1000)


class PressForm(Form):
    """A single button: only the keys every form carries."""


class RuleForm(DraftForm):
    total_min = whole("Least credit in all", "Enter the least credit")
    mandatory_credit = whole("Mandatory credit", "Enter the mandatory credit, 0 for none")
    optional_min = whole("Least credit from optional units")
    level_credit = whole("Least credit at a level", "Enter the credit, 0 for none")
    level = whole("That level", "Enter the level")
    comparison = RadioField(
        "Which credit counts towards it",
        choices={EXACTLY: "Credit at exactly that level", OR_ABOVE: "At that level or above"},
    )
    scope = RadioField(
        "From which units",
        choices={OPTIONAL: "Optional units only", ALL: "All units, mandatory too"},
    )
    source = line("Where this is printed")

    groups: tuple[Group, ...] = ()

    @classmethod
    def over(cls, groups: Iterable[Group], rule: RuleOfCombination, **seen: Any) -> Self:
        """The form with three fields for each group, filled with ``rule`` unless it was sent."""
        own = tuple(groups)
        fields: dict[str, Any] = {"groups": own}
        for group in own:
            letter = group.letter
            fields[f"minimum_{letter}"] = whole(f"Least credit from Group {letter}")
            fields[f"maximum_{letter}"] = whole(f"Most credit that counts from Group {letter}")
            fields[f"one_{letter}"] = BooleanField(f"At least one unit from Group {letter}")
        return type("RuleOverGroupsForm", (cls,), fields)(data=_filled(own, rule) | seen)  # type: ignore[no-any-return]

    def rule(self) -> RuleOfCombination:
        """The rule as typed; only after the form was found complete."""
        return RuleOfCombination(
            total_min=self.total_min.given,
            mandatory_credit=self.mandatory_credit.given,
            level=LevelRule(
                level=self.level.given,
                credit=self.level_credit.given,
                or_above=self.comparison.data == OR_ABOVE,
                optional_only=self.scope.data == OPTIONAL,
            ),
            optional_min=self.optional_min.data,
            group_minima=self._figures("minimum"),
            group_maxima=self._figures("maximum"),
            one_per_group=tuple(
                group.letter for group in self.groups if self[f"one_{group.letter}"].data
            ),
            source=self.source.data or "",
        )

    def _figures(self, name: str) -> dict[str, int]:
        typed = {group.letter: self[f"{name}_{group.letter}"].data for group in self.groups}
        return {letter: figure for letter, figure in typed.items() if figure is not None}


def _filled(groups: Iterable[Group], rule: RuleOfCombination) -> dict[str, Any]:
    held: dict[str, Any] = {
        "total_min": rule.total_min,
        "mandatory_credit": rule.mandatory_credit,
        "optional_min": rule.optional_min,
        "level": rule.level.level,
        "level_credit": rule.level.credit,
        "comparison": OR_ABOVE if rule.level.or_above else EXACTLY,
        "scope": OPTIONAL if rule.level.optional_only else ALL,
        "source": rule.source,
    }
    for letter in (group.letter for group in groups):
        held[f"minimum_{letter}"] = rule.group_minima.get(letter)
        held[f"maximum_{letter}"] = rule.group_maxima.get(letter)
        held[f"one_{letter}"] = letter in rule.one_per_group
    return held
