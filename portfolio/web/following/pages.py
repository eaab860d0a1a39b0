"""The page of a case for whoever brought it, with the form that was refused, if one was."""

from dataclasses import dataclass, field

from flask import Response

from portfolio.domain.public_limits import FILE_BYTES, MOST_FILES
from portfolio.extensions import db_session
from portfolio.web import public_seal
from portfolio.web.following.forms import AcceptForm, AddForm, FurtherForm, ThoughtForm
from portfolio.web.following.ways import Way
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.public_reception import Reception


@dataclass
class Forms:
    """Those of the page; one that was sent and refused takes the place of an empty one."""

    add: AddForm = field(default_factory=lambda: AddForm(formdata=None))
    accept: AcceptForm = field(default_factory=lambda: AcceptForm(formdata=None))
    further: FurtherForm = field(default_factory=lambda: FurtherForm(formdata=None))
    thought: ThoughtForm = field(default_factory=lambda: ThoughtForm(formdata=None))

    @property
    def refused(self) -> Form | None:
        every = (self.add, self.accept, self.further, self.thought)
        return next((form for form in every if form.errors), None)


def show(way: Way, forms: Forms | None = None, came: Reception | None = None) -> Response:
    """The page as the case stands; refused, with everything that was typed and sent."""
    forms = forms or Forms()
    refused = forms.refused
    if refused:
        db_session().rollback()
    followed = way.followed()
    forms.further.offer(followed)
    seal = came.seal_again(way.purpose) if came else public_seal.fresh(way.purpose)
    for form in (forms.add, forms.accept, forms.further, forms.thought):
        form.seal.data = seal.text
    status = came.status if came else 422
    response = page(
        "following/case.html",
        status=status if refused else 200,
        way=way,
        followed=followed,
        forms=forms,
        form=refused,
        staged=came.staged() if came else [],
        most_files=MOST_FILES,
        file_bytes=FILE_BYTES,
    )
    return came.answered(response) if came and refused else response
