"""How every deed on a case is asked for and done: a small page, kept once, refused in place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict, Refusal
from portfolio.models.case import Case
from portfolio.web import once
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page


@dataclass(frozen=True)
class Task:
    """The words of one page: what is done, its button, what follows, and what is said after."""

    title: str
    button: str
    said: str
    intro: str = ""
    note: str = ""


def keep(
    case: Case,
    form: Form,
    task: Task,
    do: Callable[[], object],
    then: str | None = None,
    **shown: Any,
) -> ResponseReturnValue:
    """Show the page of ``task``, or do it once the form is complete and go to ``then``.

    A refusal shows the page again with what was typed; a Conflict is the error handler's.
    """
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            do()
        except Conflict:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(task.said)
            return once.go_to(form, then or url_for("cases.case", case_id=case.id))
    status = 422 if form.is_submitted() else 200
    return page("cases/deed.html", status=status, case=case, form=form, task=task, **shown)
