"""What a procedure may ask on its forms, beside the complainant's words (R-293, R-300)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    LINE = "One line"
    WORDS = "Several lines"
    DATE = "Date"
    YES_NO = "Yes or no"


@dataclass(frozen=True)
class FormField:
    """One field of a stage's form."""

    label: str
    kind: FieldKind = FieldKind.LINE
    when_it_happens: bool = False
    """Filled by the deed itself, never typed: the day a case was escalated (AMB-29)."""


FORM_FIELDS: Mapping[str, FormField] = {
    "complainant-name": FormField("Name of complainant"),
    "complaint-date": FormField("Date of complaint", FieldKind.DATE),
    "telephone": FormField("Telephone number of complainant"),
    "email": FormField("E-mail address of complainant"),
    "provision-area": FormField("Provision area"),
    "qualification": FormField("Qualification"),
    "receiver": FormField("Name of the person who received it"),
    "escalated-on": FormField("Date it was escalated", FieldKind.DATE, when_it_happens=True),
    "description": FormField("What the complaint is", FieldKind.WORDS),
    "dealt-with-by": FormField("Member of staff dealing with it"),
    "signed-off-on": FormField("Date signed off", FieldKind.DATE, when_it_happens=True),
    "investigation-needed": FormField("Needs further investigation", FieldKind.YES_NO),
    "escalated-to": FormField("Name of the person it was escalated to"),
    "investigation-notes": FormField(
        "Investigation notes: evidence, interviews and findings", FieldKind.WORDS
    ),
}
"""The eleven fields of 004's first form, and those its second form adds."""
