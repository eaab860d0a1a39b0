"""What is filled in about appeals: the decision appealed, the reviewer, the findings."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import Length

from portfolio.domain.appeals import (
    FINDING_WORDS,
    FINDINGS,
    MOST_WORDS,
    SIGN_OFF_WORDS,
    Appealed,
    Finding,
)
from portfolio.models.appeal import AppealPoint
from portfolio.services.appeal_letters import point_words
from portfolio.web.forms import Form

TOO_LONG = Length(max=MOST_WORDS, message="Enter 8,000 characters or fewer")


class NamingForm(Form):
    points = SelectMultipleField("Which decision is it against?", choices=[], validate_choice=False)


class ReviewerForm(Form):
    reviewer = RadioField("Who reviews it?", choices=[], validate_choice=False)


def review_form(points: Sequence[AppealPoint]) -> Form:
    """An outcome and reasons for each point, then what the letter adds."""
    fields: dict[str, Any] = {}
    for point in points:
        words = point_words(point)
        fields[f"finding-{point.id}"] = RadioField(
            words,
            choices=[SelectChoice(one.value, one.value) for one in FINDINGS],
            validate_choice=False,
            id=f"finding-{point.id}-group-1",
        )
        fields[f"reasons-{point.id}"] = TextAreaField(f"Your reasons, {words}", [TOO_LONG])
    fields["more"] = TextAreaField("What else the letter says (optional)", [TOO_LONG])
    fields["version"] = HiddenField()
    form: Form = type("ReviewForm", (Form,), fields)()
    return form


def findings(form: Form, points: Sequence[AppealPoint]) -> tuple[Finding, ...]:
    """What was chosen and written for each point; an outcome nobody offers is none."""
    known = {one.value: one for one in FINDINGS}
    return tuple(
        Finding(
            point.id,
            known.get(form[f"finding-{point.id}"].data or ""),
            form[f"reasons-{point.id}"].data or "",
        )
        for point in points
    )


def hints(point: AppealPoint) -> dict[str, str]:
    """What each outcome does, by its value."""
    words = FINDING_WORDS if point.kind is Appealed.CRITERION else SIGN_OFF_WORDS
    return {outcome.value: words[outcome] for outcome in FINDINGS}
