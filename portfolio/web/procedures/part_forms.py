"""What is filled in about categories, outside bodies and replies of a draft."""

from collections.abc import Sequence
from typing import Any, Self

from wtforms import SelectField

from portfolio.domain.procedure import Body, Category, TrackKey
from portfolio.domain.procedure_editing import unused_key
from portfolio.domain.procedure_words import TRACK_NAMES
from portfolio.web.catalogue.fields import DraftForm, line, lines
from portfolio.web.procedures.forms import rows_of

OUTSIDE, STAYS = "outside", "stays"
WAYS = {
    OUTSIDE: "Outside bodies deal with it",
    STAYS: "Stays with the centre",
    **{
        key.value: f"Turned to {words}"
        for key, words in TRACK_NAMES.items()
        if key is not TrackKey.COMPLAINT
    },
}
NEW_ROWS = ("new1", "new2")


class CategoriesForm(DraftForm):
    """The base of ``over``, which adds a row for each category and two to add."""

    keys: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @classmethod
    def over(cls, categories: Sequence[Category], seen: str) -> Self:
        """The form with the categories as they stand, or as they were sent."""
        known = tuple(one.key for one in categories)
        shaped = rows_of(
            cls,
            [*known, *NEW_ROWS],
            label=lambda _key: line("Category", most=80),
            way=lambda _key: SelectField("Where it leads", choices=WAYS),
            why=lambda _key: line("Why outside bodies do not deal with it", most=300),
        )
        data: dict[str, Any] = {"seen": seen, **{f"{key}_way": STAYS for key in NEW_ROWS}}
        for one in categories:
            data[f"{one.key}_label"] = one.label
            data[f"{one.key}_way"] = one.redirects or (OUTSIDE if one.external else STAYS)
            data[f"{one.key}_why"] = one.why_not_external
        form: Self = shaped(data=data)
        form.known = known
        return form

    def categories(self) -> tuple[Category, ...]:
        """The categories as typed; a row without a name is taken out."""
        taken = list(self.known)
        found = []
        for key in self.keys:
            label = " ".join((self[f"{key}_label"].data or "").split())
            if not label:
                continue
            if key in NEW_ROWS:
                taken.append(unused_key("category", taken))
            way = self[f"{key}_way"].data
            redirects = None if way in {OUTSIDE, STAYS} else TrackKey(way)
            found.append(
                Category(
                    key=taken[-1] if key in NEW_ROWS else key,
                    label=label,
                    redirects=redirects,
                    external=way == OUTSIDE,
                    why_not_external="" if way == OUTSIDE else self[f"{key}_why"].data or "",
                )
            )
        return tuple(found)

    def placed(self, place: str) -> str:
        """The field of a fault like "categories.fees.why_not_external"."""
        key = [*place.split("."), ""][1]
        typed = [one for one in NEW_ROWS if self[f"{one}_label"].data]
        if key not in self.known and typed:
            key = typed[0]
        return f"{key}_why"


class BodiesForm(DraftForm):
    """The base of ``over``, which adds a row for each body and one to add."""

    keys: tuple[str, ...] = ()

    @classmethod
    def over(cls, bodies: Sequence[Body], seen: str) -> Self:
        """The form with the bodies as they stand, or as they were sent."""
        numbers = [f"body{n}" for n in range(1, len(bodies) + 2)]
        shaped = rows_of(
            cls,
            numbers,
            name=lambda _key: line("Name", most=120),
            deals_with=lambda _key: line("What it deals with", most=300),
            contact=lambda _key: lines("How to reach it", most=500),
        )
        data = {"seen": seen}
        for key, body in zip(numbers, bodies, strict=False):
            data |= {f"{key}_name": body.name, f"{key}_deals_with": body.deals_with}
            data[f"{key}_contact"] = body.contact
        form: Self = shaped(data=data)
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field; a body needs what it deals with."""
        fine = bool(super().validate(extra_validators))
        for key in self.keys:
            deals = self[f"{key}_deals_with"]
            if self[f"{key}_name"].data and not (deals.data or "").strip():
                deals.errors = ["Enter what it deals with"]
                fine = False
        return fine

    def bodies(self) -> tuple[Body, ...]:
        """The bodies as typed; a row without a name is taken out."""
        typed = [
            [
                (self[f"{key}_{part}"].data or "").strip()
                for part in ("name", "deals_with", "contact")
            ]
            for key in self.keys
        ]
        return tuple(Body(*parts) for parts in typed if parts[0])


class ReplyForm(DraftForm):
    subject = line("Subject", "Enter the subject", most=200)
    text = lines("Text", "Enter the text", most=6000)

    def said(self) -> dict[str, str]:
        """Subject and text as typed, lines as they are kept."""
        text = (self.text.data or "").replace("\r\n", "\n").strip()
        return {"subject": (self.subject.data or "").strip(), "text": text}
