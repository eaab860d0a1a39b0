"""One stage of a draft as a form: who acts, how it is reached, what follows, by when."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Self, TypeVar

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from portfolio.domain.deadlines import Rule
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import (
    Channel,
    ClockRule,
    Moment,
    Office,
    Special,
    Stage,
    Track,
    Within,
)
from portfolio.domain.procedure_checks import STOPS
from portfolio.domain.procedure_editing import ladder_lines, parse_ladder, unused_key
from portfolio.domain.procedure_fields import FORM_FIELDS
from portfolio.web.catalogue.fields import DraftForm, line, lines
from portfolio.web.procedures.forms import RULE_WORDS, rows_of, rule_given

T = TypeVar("T")
NEW = "new"
"""The row of a deadline that is not there yet."""
FLAGS = ("formal", "in_writing", "begins", "at_meeting", "tells_administrator")
STARTS = [one.value for one in Moment if one is not Moment.ANSWERED]


class OutsideForm(DraftForm):
    """A stage outside the centre: only how it is called is the centre's to say."""

    name = line("Name of the stage", "Enter the name", most=80)
    short = line("Short name", "Enter a short name, for the row of steps", most=30)
    what_happens = lines("What happens in it", most=1000)
    office = SelectField("Who acts", choices=[one.value for one in Office])

    @classmethod
    def over(cls, track: Track, stage: Stage, seen: str) -> Self:
        """The form with the stage as it stands, or as it was sent."""
        form: Self = cls(data={**_about(stage), "seen": seen})
        return form

    def stage(self, before: Stage) -> Stage:
        """The stage as typed; only after the form was found complete."""
        return replace(
            before,
            name=" ".join((self.name.data or "").split()),
            short=" ".join((self.short.data or "").split()),
            what_happens=(self.what_happens.data or "").strip(),
            office=Office(self.office.data),
        )


class StageForm(OutsideForm):
    """The base of ``over``, which adds a row of fields for each deadline and one to add."""

    keys: tuple[str, ...] = ()

    channels = SelectMultipleField(
        "How a case can reach it", choices=[one.value for one in Channel]
    )
    in_writing = BooleanField("In writing only")
    begins = BooleanField("A case can begin at this stage")
    formal = BooleanField("It counts as formal in lists and reports")
    within_rule = line("Time to bring it", most=40)
    within_since = RadioField(
        "Counted from",
        choices={
            Moment.ISSUE.value: "When the issue arose",
            Moment.ANSWERED.value: "When it was answered in writing",
        },
    )
    tells = SelectMultipleField("Told when it begins", choices=[one.value for one in Office])
    at_meeting = BooleanField("It is put to the next senior management meeting")
    tells_administrator = BooleanField("Its form goes to the administration address when it ends")
    following = SelectMultipleField("What can follow", choices=[])
    ladder = lines("Told when a deadline passes", most=1000)
    fields = SelectMultipleField(
        "What its form asks for", choices={key: one.label for key, one in FORM_FIELDS.items()}
    )

    @classmethod
    def over(cls, track: Track, stage: Stage, seen: str) -> Self:
        """The form with the stage as it stands, or as it was sent."""
        shaped = rows_of(
            cls,
            [*(one.key for one in stage.clocks), NEW],
            label=lambda _key: line("What is to be done", most=120),
            rule=lambda _key: line("By when", most=40),
            starts=lambda _key: SelectField("Counted from when", choices=STARTS),
            stops=lambda _key: SelectField(
                "Met when", choices=[one.value for one in Moment if one in STOPS]
            ),
            amber=lambda _key: line("Due soon after", most=40),
            indicator=lambda _key: BooleanField("Published as a service standard"),
        )
        form: Self = shaped(data={**_about(stage), **_deadlines(stage.clocks), "seen": seen})
        order = [one.key for one in track.stages]
        later = track.stages[order.index(stage.key) + 1 :]
        form.following.choices = {one.key: one.name for one in later}
        return form

    def validate_channels(self, field: Field) -> None:
        if not field.data:
            raise ValidationError("Choose at least one way")

    def validate_within_rule(self, field: Field) -> None:
        rule_given(field.data)

    def validate_ladder(self, field: Field) -> None:
        try:
            parse_ladder(field.data or "")
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field, and each row of a deadline as one."""
        fine = bool(super().validate(extra_validators))
        for key in self.keys:
            fine = self._row_holds(key) and fine
        return fine

    def _row_holds(self, key: str) -> bool:
        label, rule, amber = (self[f"{key}_{name}"] for name in ("label", "rule", "amber"))
        if bool(label.data) != bool(rule.data):
            empty = rule if label.data else label
            empty.errors = ["Fill in both what is to be done and by when, or leave both empty"]
            return False
        for field in (rule, amber):
            try:
                _rule(field.data)
            except ValidationError as fault:
                field.errors = [str(fault)]
                return False
        return True

    def stage(self, before: Stage) -> Stage:
        """The stage as typed; only after the form was found complete."""
        within = rule_given(self.within_rule.data)
        flags: dict[str, Any] = {flag: bool(self[flag].data) for flag in FLAGS}
        return replace(
            super().stage(before),
            channels=_as_before(before.channels, map(Channel, self.channels.data)),
            within=Within(within, Moment(self.within_since.data)) if within else None,
            tells=_as_before(before.tells, map(Office, self.tells.data)),
            next=_as_before(before.next, self.following.data),
            ladder=parse_ladder(self.ladder.data or ""),
            fields=_as_before(before.fields, self.fields.data),
            clocks=tuple(self._clocks(before)),
            **flags,
        )

    def _clocks(self, before: Stage) -> Iterable[ClockRule]:
        taken = [one.key for one in before.clocks]
        for key in self.keys:
            typed = {name: self[f"{key}_{name}"].data for name in ("label", "rule", "amber")}
            rule = _rule(typed["rule"])
            if not rule:
                continue
            amber = _rule(typed["amber"])
            yield ClockRule(
                key=unused_key("deadline", taken) if key == NEW else key,
                label=typed["label"].strip(),
                rule=rule,
                starts=Moment(self[f"{key}_starts"].data),
                stops=Moment(self[f"{key}_stops"].data),
                amber_after=amber if isinstance(amber, Rule) else None,
                indicator=bool(self[f"{key}_indicator"].data),
            )


def placed(place: str) -> str:
    """The field of a fault like "tracks.complaint.stages.formal.clocks.target.rule"."""
    rest = place.split(".")[4:]
    if rest[:1] == ["clocks"] and len(rest) > 2:
        return f"{rest[1]}_{rest[2].replace('amber_after', 'amber')}"
    if rest[:1] == ["within"]:
        return "within_since"
    return {"next": "following"}.get(rest[0], rest[0]) if rest else ""


def _as_before(before: Iterable[T], ticked: Iterable[T]) -> tuple[T, ...]:
    """What is ticked, in the order it had; what is new stands last."""
    found = tuple(ticked)
    kept = tuple(one for one in before if one in found)
    return kept + tuple(one for one in found if one not in kept)


def _rule(words: str | None) -> Rule | Special | None:
    for special in Special:
        if (words or "").strip().lower() == special:
            return special
    try:
        return rule_given(words)
    except ValidationError as fault:
        raise ValidationError(f"{RULE_WORDS}, or immediately, or target date") from fault


def _about(stage: Stage) -> dict[str, Any]:
    return {
        **{name: getattr(stage, name) for name in ("name", "short", "what_happens", *FLAGS)},
        "office": stage.office.value,
        "channels": [one.value for one in stage.channels],
        "within_rule": str(stage.within.rule) if stage.within else "",
        "within_since": (stage.within.since if stage.within else Moment.ISSUE).value,
        "tells": [one.value for one in stage.tells],
        "following": list(stage.next),
        "ladder": ladder_lines(stage.ladder),
        "fields": list(stage.fields),
    }


def _deadlines(clocks: Iterable[ClockRule]) -> dict[str, Any]:
    data: dict[str, Any] = {
        f"{NEW}_starts": Moment.RECEIVED.value,
        f"{NEW}_stops": Moment.ANSWERED.value,
    }
    for one in clocks:
        data |= {
            f"{one.key}_label": one.label,
            f"{one.key}_rule": str(one.rule),
            f"{one.key}_starts": one.starts.value,
            f"{one.key}_stops": one.stops.value,
            f"{one.key}_amber": str(one.amber_after or ""),
            f"{one.key}_indicator": one.indicator,
        }
    return data
