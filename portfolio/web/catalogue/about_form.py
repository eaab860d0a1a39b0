"""The texts of a qualification as a form: one statement a line, links by name and address."""

import re
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from portfolio.domain.errors import Refusal
from portfolio.domain.qualification_about import About, check_address, parse_about
from portfolio.web.forms import Form

MOST = 8000
_LINK = re.compile(r"(?P<title>.+?)\s+(?P<url>[a-z]+://\S+)(?:\s+(?P<what>.+))?")


def _lines(label: str) -> TextAreaField:
    return TextAreaField(
        label, validators=[Length(max=MOST, message=f"Enter {MOST:,} characters or fewer")]
    )


def statements(text: str | None) -> list[str]:
    """One statement a line, empty lines left out."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def links(text: str | None) -> list[dict[str, str]]:
    """Links from lines of "name https://address what for"; raises ValidationError naming a line."""
    found = []
    for number, line in enumerate(statements(text), 1):
        match = _LINK.fullmatch(line)
        try:
            check_address(match["url"] if match else "", f"Line {number}")
        except Refusal as refusal:
            message = f"Line {number}: write a name, then an address that begins with https://"
            raise ValidationError(message) from refusal
        found.append(
            {name: part or "" for name, part in match.groupdict().items()} if match else {}
        )
    return found


def points(text: str | None) -> list[dict[str, str]]:
    """Headings, each with the lines under it, between empty lines."""
    found = []
    for block in re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n").strip()):
        title, _, said = block.strip().partition("\n")
        if title and not said.strip():
            raise ValidationError(f"Write what there is to say under “{title.strip()}”")
        if title:
            found.append({"title": title.strip(), "text": " ".join(said.split())})
    return found


class AboutForm(Form):
    suitable_for = _lines("Suitable for")
    aims = _lines("Aims")
    progression = _lines("Where it leads")
    entry_requirements = _lines("Entry requirements")
    assessment_model = _lines("How it is assessed")
    guide = _lines("Guide for candidates")
    offered = BooleanField("It is taken in an apprenticeship")
    apprenticeship_title = StringField("Name of the apprenticeship", validators=[Length(max=200)])
    whom = _lines("Whom the apprenticeship is for")
    duration = _lines("How long the apprenticeship lasts")
    funding = _lines("Links to look up funding")
    performance = _lines("Links to performance information")
    units_page = _lines("Where the awarding organisation keeps the documents of units")

    def validate_guide(self, field: TextAreaField) -> None:
        points(field.data)

    def validate_funding(self, field: TextAreaField) -> None:
        links(field.data)

    def validate_performance(self, field: TextAreaField) -> None:
        links(field.data)

    def validate_units_page(self, field: TextAreaField) -> None:
        if len(links(field.data)) > 1:
            raise ValidationError("Enter one address only")

    def validate_whom(self, field: TextAreaField) -> None:
        given = [self.apprenticeship_title.data, field.data, self.duration.data]
        filled = [bool((one or "").strip()) for one in given]
        if (any(filled) or self.offered.data) and not all(filled):
            raise ValidationError(
                "Enter name, for whom and how long, or leave all of the apprenticeship empty"
            )

    def about(self) -> About:
        """The texts as typed; only after the form was found complete."""
        found: dict[str, Any] = {
            name: statements(self[name].data)
            for name in ("suitable_for", "aims", "progression", "assessment_model")
        }
        found |= {name: links(self[name].data) for name in ("funding", "performance")}
        found["entry_requirements"] = self.entry_requirements.data or ""
        found["guide"] = points(self.guide.data)
        found["units_page"] = next(iter(links(self.units_page.data)), None)
        if (self.whom.data or "").strip():
            found["apprenticeship"] = {
                "title": self.apprenticeship_title.data,
                "whom": self.whom.data,
                "duration": self.duration.data,
                "offered": bool(self.offered.data),
            }
        return parse_about(found)


def typed(about: About) -> dict[str, Any]:
    """What the form shows for texts that are kept."""
    said = about.apprenticeship
    return {
        "suitable_for": "\n".join(about.suitable_for),
        "aims": "\n".join(about.aims),
        "progression": "\n".join(about.progression),
        "entry_requirements": about.entry_requirements,
        "assessment_model": "\n".join(about.assessment_model),
        "guide": "\n\n".join(f"{point.title}\n{point.text}" for point in about.guide),
        "offered": bool(said and said.offered),
        "apprenticeship_title": said.title if said else "",
        "whom": said.whom if said else "",
        "duration": said.duration if said else "",
        "funding": "\n".join(f"{one.title} {one.url} {one.what}".strip() for one in about.funding),
        "performance": "\n".join(
            f"{one.title} {one.url} {one.what}".strip() for one in about.performance
        ),
        "units_page": f"{about.units_page.title} {about.units_page.url}"
        if about.units_page
        else "",
    }
