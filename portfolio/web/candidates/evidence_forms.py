"""Forms of adding and describing evidence."""

from typing import Any
from uuid import UUID

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from portfolio.domain.evidence import CANDIDATE_TYPES, EvidenceType
from portfolio.models.evidence import Evidence
from portfolio.services.evidence_writing import Description
from portfolio.web.forms import DateBoxes, Form, version_seen

MOST_WORDS = 10_000
"""Characters of a long answer."""
MOST_TITLE = 300

_YES_OR_NO = {"yes": True, "no": False}
_SAID = {True: "yes", False: "no", None: None}


class FilesForm(Form):
    """Three file inputs; the body is read by ``web.multipart``, so this only carries refusals."""

    files = MultipleFileField("Files", id="capture")


class PlaceForm(Form):
    """An item without a file: a physical original, described and kept somewhere."""

    place = StringField("Where the original is kept", [Length(max=MOST_TITLE)])


def _at_most(count: int, thing: str) -> Length:
    return Length(max=count, message=f"{thing} may have up to {count:,} characters")


class EvidenceForm(Form):
    """Step 2 of adding evidence; field names are those the rules name in their refusals."""

    files = Field("Files", id="files")
    criteria = SelectMultipleField("Criteria", id="picker", validate_choice=False)
    title = StringField("Title", [_at_most(MOST_TITLE, "The title")])
    type = SelectField(
        "Type",
        choices=[SelectChoice("", "Choose a type")]
        + [
            SelectChoice(kind.value, kind.words) for kind in EvidenceType if kind in CANDIDATE_TYPES
        ],
    )
    produced_on = DateBoxes("Date produced", thing="the date it was produced")
    shows = TextAreaField("What it shows", [_at_most(MOST_WORDS, "What it shows")])
    group_work = RadioField(
        "Did you make this with other people?",
        choices=[SelectChoice("no", "No, on my own"), SelectChoice("yes", "Yes")],
        default="no",
    )
    own_contribution = TextAreaField(
        "What you yourself did", [_at_most(MOST_WORDS, "What you yourself did")]
    )
    sources = TextAreaField("Sources you used", [_at_most(MOST_WORDS, "The sources")])
    sources_none = BooleanField("I used no other sources")
    location = StringField("Where the original is kept", [_at_most(MOST_TITLE, "The place")])
    shows_children = RadioField(
        "Does it show children?",
        choices=[SelectChoice("no", "No"), SelectChoice("yes", "Yes")],
        validate_choice=False,
    )
    permissions = SelectMultipleField("Which file is the permission?", validate_choice=False)
    permission_from = StringField(
        "Who gave the permission", [_at_most(MOST_TITLE, "Who gave the permission")]
    )
    details_confirmed = BooleanField("No other person’s details are in it, or I have hidden them")
    version = HiddenField()

    def description(self) -> Description:
        """What was typed and chosen, for the service."""
        return Description(
            version=version_seen(self.version.data),
            title=self.title.data or "",
            type=self.type.data or "",
            produced_on=self.produced_on.data,
            shows=self.shows.data or "",
            location=self.location.data or "",
            group_work=self.group_work.data == "yes",
            own_contribution=self.own_contribution.data or "",
            sources=self.sources.data or "",
            sources_none=bool(self.sources_none.data),
            details_confirmed=bool(self.details_confirmed.data),
            criteria=frozenset(map(posted_id, self.criteria.data or [])),
            shows_children=_YES_OR_NO.get(self.shows_children.data or ""),
            permission_files=frozenset(map(posted_id, self.permissions.data or [])),
            permission_from=self.permission_from.data or "",
        )


class WithdrawForm(Form):
    """Take an item back: to change it, or for good."""

    deed = RadioField(
        "What do you want to do?",
        choices=[
            SelectChoice("change", "Take it back to change it"),
            SelectChoice("withdraw", "Withdraw it for good"),
        ],
        default="change",
    )
    reason = StringField("Why (you may leave this empty)", [_at_most(MOST_TITLE, "The reason")])


def stored(evidence: Evidence) -> dict[str, Any]:
    """What the form shows of an item as it is stored."""
    return {
        "criteria": [str(tag.criterion_id) for tag in evidence.current_tags],
        "title": evidence.title,
        "type": evidence.kind,
        "produced_on": evidence.produced_on,
        "shows": evidence.description,
        "group_work": "yes" if evidence.group_work else "no",
        "own_contribution": evidence.own_contribution,
        "sources": evidence.sources,
        "sources_none": evidence.no_sources,
        "location": evidence.place,
        "shows_children": _SAID[evidence.shows_children],
        "permissions": [str(file.id) for file in evidence.permissions],
        "permission_from": evidence.permission_from,
        "details_confirmed": evidence.no_personal_details_at is not None,
        "version": str(evidence.version),
    }


def posted_id(text: str) -> UUID:
    """The id in a posted value; one no page of ours offers is left to the rules as unknown."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
