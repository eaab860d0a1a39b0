"""The forms of those who publish: what a document is, and what its next version says."""

from collections.abc import Sequence
from uuid import UUID

from wtforms import BooleanField, FileField, HiddenField, SelectField, ValidationError
from wtforms.validators import InputRequired

from portfolio.domain.date_words import day
from portfolio.domain.document_rows import KeyUpdate, Price, pence
from portfolio.domain.documents import DocumentKind, Rights
from portfolio.domain.errors import Refusal
from portfolio.models.document import Document, DocumentVersion
from portfolio.models.programme import Qualification
from portfolio.services.document_versions import Written
from portfolio.services.documents import Description
from portfolio.web.catalogue.fields import whole
from portfolio.web.documents.fields import line, lines
from portfolio.web.forms import DateBoxes, Form

MOST_TEXT = 100_000
NONE = ""


class DocumentForm(Form):
    title = line("Title", "Enter the title")
    kind = SelectField("Kind", validate_choice=False)
    about = line("What it is for", most=300)
    qualification = SelectField("Qualification it belongs to", validate_choice=False)
    open_to_all = BooleanField("Anybody may read it, without signing in")
    copyright_of = line("Whose copyright it is")
    permission = line("Who permitted open publication, and when", most=300)

    def offer(self, qualifications: Sequence[Qualification]) -> None:
        """The choices of kind and qualification."""
        self.kind.choices = [("", "Choose"), *((one.value, one.value) for one in DocumentKind)]
        self.qualification.choices = [
            (NONE, "None"),
            *((str(one.id), f"{one.entry_code} {one.title}") for one in qualifications),
        ]

    def validate_kind(self, field: SelectField) -> None:
        if field.data not in set(DocumentKind):
            raise ValidationError("Choose what kind of document it is")

    def validate_qualification(self, field: SelectField) -> None:
        if field.data not in {value for value, _label in field.choices}:
            raise ValidationError("Choose a qualification of the list, or none")

    def description(self) -> Description:
        """What was typed; only after the form was found complete."""
        chosen = self.qualification.data
        return Description(
            kind=DocumentKind(self.kind.data),
            title=self.title.data,
            about=self.about.data,
            rights=Rights(
                bool(self.open_to_all.data),
                self.copyright_of.data,
                self.permission.data,
            ),
            qualification_id=UUID(chosen) if chosen else None,
        )


def described(document: Document) -> dict[str, object]:
    """The document as its form shows it."""
    return {
        "title": document.title,
        "kind": document.kind.value,
        "about": document.about,
        "qualification": str(document.qualification_id or NONE),
        "open_to_all": document.open_to_all,
        "copyright_of": document.copyright_of,
        "permission": document.permission,
    }


class VersionForm(Form):
    number = whole("Version number", "Enter the version number")
    dated_on = DateBoxes("Date of this version", thing="the date of this version")
    replaces = SelectField("Replaces", validate_choice=False)
    changed = lines("What changed", most=2000)
    text = lines("Text", most=MOST_TEXT)
    tells_candidates = BooleanField("Tell candidates too")
    asks_reading = BooleanField("Ask everybody told to say that they have read it")
    seen = HiddenField(default="0")

    def offer(self, published: Sequence[DocumentVersion]) -> None:
        """The versions that this one may replace."""
        self.replaces.choices = [
            (NONE, "None: this is the first version" if not published else "Choose the version"),
            *((str(one.number), _named(one)) for one in published),
        ]

    def written(self) -> Written:
        """What was typed; only after the form was found complete."""
        replaced = self.replaces.data or ""
        known = {value for value, _label in self.replaces.choices if value}
        return Written(
            number=self.number.given,
            dated_on=self.dated_on.data,
            replaces=int(replaced) if replaced in known else None,
            changed=self.changed.data,
            text=self.text.data,
            tells_candidates=bool(self.tells_candidates.data),
            asks_reading=bool(self.asks_reading.data),
        )


def drafted(draft: DocumentVersion) -> dict[str, object]:
    """The draft as its form shows it."""
    return {
        "number": draft.number,
        "dated_on": draft.dated_on,
        "replaces": str(draft.replaces.number) if draft.replaces else NONE,
        "changed": draft.changed,
        "text": draft.text,
        "tells_candidates": draft.tells_candidates,
        "asks_reading": draft.asks_reading,
        "seen": str(draft.edits),
    }


class PriceForm(Form):
    what = line("What is charged for", "Enter what is charged for")
    price = line("Price in pounds", "Enter the price", most=20)
    vat = line("VAT", "Say how VAT is dealt with, like “plus VAT at 20%” or “exempt”", most=100)

    def validate_price(self, field: SelectField) -> None:
        try:
            pence(field.data)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal

    def row(self) -> Price:
        """The line as typed; only after the form was found complete."""
        return Price(self.what.data, pence(self.price.data), self.vat.data)


class UpdateForm(Form):
    section = line("Section", "Enter the section, or “All sections”", most=100)
    change = line("What changed in it", "Enter what changed", most=500)
    version = line("With version", "Enter the version it came with", most=20)
    issued = line("Issued", "Enter when that version was issued, like “February 2026”", most=40)

    def row(self) -> KeyUpdate:
        """The row as typed; only after the form was found complete."""
        fields = (self.section, self.change, self.version, self.issued)
        return KeyUpdate(*(field.data for field in fields))


class FileForm(Form):
    """Shown only: its body is read as a stream, so that no field of it is ever validated."""

    file = FileField("File")


class NoticeForm(Form):
    title = line("Title", "Enter a title, like “New address from 1 May”")
    dated_on = DateBoxes(
        "Date", thing="the date", validators=[InputRequired("Enter the date of the notice")]
    )
    text = lines("Text", "Write what changes, and for whom", most=4000)


def _named(version: DocumentVersion) -> str:
    dated = f", {day(version.dated_on)}" if version.dated_on else ""
    return f"Version {version.number}{dated}"
