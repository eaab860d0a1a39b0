"""The draft at hand: what every page that changes a part of it begins and ends with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.qualification_structure import Structure
from portfolio.extensions import db_session
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries import qualification_drafts
from portfolio.services import qualification_drafts as service
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.htmx import page

ENDED = "This draft was published or thrown away meanwhile, so there is nothing to change"


@dataclass(frozen=True)
class Drafting:
    """A qualification with its draft and what that says now."""

    qualification: Qualification
    rule: CombinationRule
    structure: Structure

    @property
    def home(self) -> str:
        """The page of the whole draft."""
        return url_for("catalogue.draft", qualification_id=self.qualification.id)


def drafting(qualification: Qualification) -> Drafting:
    """The draft of the qualification; 404 where there is none, 409 for what was typed into it."""
    rule = qualification_drafts.draft(db_session(), qualification)
    if rule is None:
        if request.method == "GET":
            abort(404)
        abort(409, ENDED)
    return Drafting(qualification, rule, structure_now(qualification, rule))


def structure_now(qualification: Qualification, rule: CombinationRule) -> Structure:
    return qualification_drafts.structure(db_session(), qualification.id, rule)


def change_draft(
    actor: Actor,
    of: Drafting,
    form: DraftForm,
    change: Callable[[Structure], Structure],
    *,
    template: str,
    said: str = "The draft is saved",
    **context: Any,
) -> ResponseReturnValue:
    """Keep the changed draft and go to its page, or show ``template`` with the form again."""

    def deed() -> None:
        wanted = change(of.structure)
        service.save(db_session(), actor, of.qualification, wanted, form.seen.data)

    kept = keep(
        form,
        deed,
        said=said,
        then=of.home,
        subject_id=of.qualification.id,
        seen_now=lambda: of.structure.fingerprint,
    )
    if kept.answer is not None:
        return kept.answer
    return page(template, status=kept.status, form=form, of=of, conflict=kept.conflict, **context)
