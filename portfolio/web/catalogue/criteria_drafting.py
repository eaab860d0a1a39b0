"""The draft of a unit's criteria at hand: what every page that changes a part of it shares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.specification_content import SpecificationContent
from portfolio.extensions import db_session
from portfolio.models.programme import Unit
from portfolio.models.specification import UnitSpecification
from portfolio.queries import specifications
from portfolio.services import specification_drafts
from portfolio.web.catalogue.drafting import ENDED
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.forms import version_seen
from portfolio.web.htmx import page


@dataclass(frozen=True)
class CriteriaDraft:
    """A unit with the centre's draft of its criteria and what that says now."""

    unit: Unit
    row: UnitSpecification
    content: SpecificationContent

    @property
    def home(self) -> str:
        """The page of the whole draft."""
        return url_for("catalogue.criteria_draft", unit_id=self.unit.id)


def criteria_drafting(unit: Unit, centre_id: UUID) -> CriteriaDraft:
    """The centre's draft; 404 where there is none, 409 for what was typed into it."""
    row = specifications.draft(db_session(), unit.id, centre_id)
    if row is None:
        if request.method == "GET":
            abort(404)
        abort(409, ENDED)
    return CriteriaDraft(unit, row, specifications.content_of(row))


def change_criteria(
    actor: Actor,
    of: CriteriaDraft,
    form: DraftForm,
    change: Callable[[SpecificationContent], SpecificationContent],
    *,
    template: str,
    said: str = "The draft is saved",
    **context: Any,
) -> ResponseReturnValue:
    """Keep the changed draft and go to its page, or show ``template`` with the form again."""

    def deed() -> None:
        specification_drafts.save_draft(
            db_session(), actor, of.unit, change(of.content), seen=version_seen(form.seen.data)
        )

    kept = keep(
        form,
        deed,
        said=said,
        then=of.home,
        subject_id=of.row.id,
        seen_now=lambda: str(of.row.edits),
    )
    if kept.answer is not None:
        return kept.answer
    return page(template, status=kept.status, form=form, of=of, conflict=kept.conflict, **context)
