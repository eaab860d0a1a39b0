"""What whoever brought a case can do on its page."""

from flask import request
from wtforms import HiddenField, MultipleFileField, RadioField, SelectChoice, TextAreaField

from portfolio.domain.cases import Satisfaction
from portfolio.queries.followed_case import Followed
from portfolio.web.forms import Form
from portfolio.web.public_words import Fits

MOST_WORDS = 20_000


class AddForm(Form):
    """More words, more files; its seal says that it is ours."""

    class Meta(Form.Meta):
        csrf = False

    seal = HiddenField()
    words = TextAreaField("What do you want to add?", [Fits(MOST_WORDS)], id="add-words")
    files = MultipleFileField("Choose photos, recordings or documents", id="add-files")


class OwnForm(Form):
    """Of a page that a cookie opens, or the secret address of a private link.

    By the link its seal says that it is ours, so that a browser that keeps no cookies can send it.
    """

    seal = HiddenField()

    class Meta(Form.Meta):
        @property
        def csrf(self) -> bool:
            return "token" not in (request.view_args or {}) and bool(super().csrf)


class AcceptForm(OwnForm):
    """The outcome is accepted, which ends the case."""

    words = TextAreaField("Anything to add?", [Fits(MOST_WORDS)], id="accept-words")


class FurtherForm(OwnForm):
    """The case is taken to the next stage."""

    stage = RadioField("Where to?", validate_choice=False)
    reason = TextAreaField("What is still wrong?", [Fits(MOST_WORDS)], id="further-reason")

    def offer(self, followed: Followed) -> None:
        """Let them choose among the stages that are open to them now."""
        self.stage.choices = [
            SelectChoice(one.stage.key, one.stage.name) for one in followed.further
        ]
        if len(followed.further) == 1:
            self.stage.data = followed.further[0].stage.key


class ThoughtForm(OwnForm):
    """What they think of the outcome (R-291)."""

    satisfaction = RadioField(
        "Are you satisfied with the outcome?",
        choices=[
            SelectChoice(Satisfaction.SATISFIED.value, "Yes"),
            SelectChoice(Satisfaction.NOT_SATISFIED.value, "No"),
        ],
        validate_choice=False,
    )
    words = TextAreaField("Why?", [Fits(MOST_WORDS)], id="thought-words")

    @property
    def chosen(self) -> Satisfaction | None:
        said = self.satisfaction.data
        return Satisfaction(said) if said in set(Satisfaction) else None
