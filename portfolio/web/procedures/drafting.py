"""The draft at hand: what every page that changes a part of it begins and ends with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain import procedure as domain
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure_checks import ProcedureFault
from portfolio.extensions import db_session
from portfolio.models.procedure import Procedure, ProcedureVersion
from portfolio.queries import procedures as queries
from portfolio.services import procedure_drafts
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import Outcome, keep
from portfolio.web.htmx import page

ENDED = "This draft was published or thrown away meanwhile, so there is nothing to change"
Change = Callable[[domain.Procedure], domain.Procedure]
Placed = Callable[[str], str]
"""From a place in the document to the field of the form it stands in."""


@dataclass(frozen=True)
class Drafting:
    """A procedure with its draft and what that says now."""

    row: Procedure
    version: ProcedureVersion
    says: domain.Procedure

    @property
    def home(self) -> str:
        """The page of the whole draft."""
        return url_for("procedures.draft", procedure_id=self.row.id)

    @property
    def seen(self) -> str:
        """What a form says its page was built from."""
        return str(self.version.edits)


def drafting(row: Procedure) -> Drafting:
    """The draft of the procedure; 404 where there is none, 409 for what was typed into it."""
    version = queries.draft(db_session(), row.id)
    if version is None:
        if request.method == "GET":
            abort(404)
        abort(409, ENDED)
    return Drafting(row, version, queries.read(version))


def kept_in(
    actor: Actor,
    of: Drafting,
    form: DraftForm,
    change: Change,
    *,
    said: str,
    placed: Placed = str,
) -> Outcome:
    """Keep the draft as ``change`` makes it; a fault stands beside the field ``placed`` names."""

    def deed() -> None:
        wanted = change(of.says)
        try:
            procedure_drafts.save(db_session(), actor, of.row, wanted, form.seen.data)
        except ProcedureFault as fault:
            raise _told(fault, wanted, placed) from fault

    return keep(
        form,
        deed,
        said=said,
        then=of.home,
        subject_id=of.row.id,
        seen_now=lambda: drafting(of.row).seen,
    )


def change_draft(
    actor: Actor,
    of: Drafting,
    form: DraftForm,
    change: Change,
    template: str,
    *,
    placed: Placed = str,
    **context: Any,
) -> ResponseReturnValue:
    """Keep the changed draft and go to its page, or show ``template`` with the form again."""
    kept = kept_in(actor, of, form, change, said="The draft is saved", placed=placed)
    if kept.answer is not None:
        return kept.answer
    return page(template, status=kept.status, form=form, of=of, conflict=kept.conflict, **context)


def _told(fault: ProcedureFault, wanted: domain.Procedure, placed: Placed) -> Refusal:
    """The fault for people: where it stands as the pages call it."""
    names = {stage.key: stage.name for track in wanted.tracks.values() for stage in track.stages}
    place = fault.field or ""
    parts = place.split(".")
    where = names.get(parts[3], "") if len(parts) > 3 else ""
    words = fault.words[:1].upper() + fault.words[1:]
    return Refusal(f"{where}: {fault.words}" if where else words, placed(place))
