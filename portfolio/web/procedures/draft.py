"""The draft of a procedure as a whole: read, published or thrown away."""

from dataclasses import replace
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain import procedure as domain
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure_changes import changes
from portfolio.extensions import db_session
from portfolio.models.procedure import Procedure
from portfolio.queries import procedures as queries
from portfolio.services import procedure_drafts
from portfolio.web import procedure_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.about_form import statements
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.htmx import page
from portfolio.web.procedures import blueprint, shown
from portfolio.web.procedures.drafting import Drafting, change_draft, drafting
from portfolio.web.procedures.forms import WhyForm, WordsForm, rule_given


@blueprint.get("/<uuid:procedure_id>/draft")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def draft(_actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    of = drafting(procedure)
    return page(
        "procedures/draft.html",
        of=of,
        tracks=shown.tracks(of.says),
        categories=shown.categories(of.says),
        **_standing(of),
    )


@blueprint.route("/<uuid:procedure_id>/draft/words", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def edit_words(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    of = drafting(procedure)
    said = of.says
    form = WordsForm(
        data={
            "name": said.name,
            "source": said.source,
            "statement": said.statement,
            "plain_words": "\n\n".join(said.plain_words),
            "contact_every": str(said.contact_every or ""),
            "seen": of.seen,
        }
    )
    return change_draft(
        actor, of, form, lambda before: _worded(form, before), "procedures/edit_words.html"
    )


def _worded(form: WordsForm, before: domain.Procedure) -> domain.Procedure:
    return replace(
        before,
        name=" ".join((form.name.data or "").split()),
        source=form.source.data or before.source,
        statement=(form.statement.data or "").strip(),
        plain_words=tuple(statements(form.plain_words.data)),
        contact_every=rule_given(form.contact_every.data),
    )


@blueprint.route("/<uuid:procedure_id>/draft/publish", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def publish_draft(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    of = drafting(procedure)
    form = WhyForm(data={"seen": of.seen})
    kept = keep(
        form,
        lambda: procedure_drafts.publish(
            db_session(), actor, procedure, form.reason.data or "", form.seen.data
        ),
        said="Published. Cases that begin from now on are dealt with by it, once you follow it",
        then=url_for(".procedure", procedure_id=procedure.id),
        subject_id=procedure.id,
        seen_now=lambda: drafting(procedure).seen,
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "procedures/publish.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        **_standing(of),
    )


@blueprint.route("/<uuid:procedure_id>/draft/discard", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def discard_draft(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    of = drafting(procedure)
    form = DraftForm(data={"seen": of.seen})
    kept = keep(
        form,
        lambda: _discard(actor, procedure, form.seen.data),
        said="The draft is thrown away",
        then=url_for(".procedure", procedure_id=procedure.id),
        subject_id=procedure.id,
        seen_now=lambda: drafting(procedure).seen,
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "procedures/discard.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        **_standing(of),
    )


def _discard(actor: Actor, procedure: Procedure, seen: str) -> str | None:
    """Throw the draft away; where to go next, if the procedure was nothing but its draft."""
    gone = procedure_drafts.discard(db_session(), actor, procedure, seen)
    return url_for(".profiles") if gone else None


def _standing(of: Drafting) -> dict[str, Any]:
    """The version in force, and what the draft changes of it."""
    before = queries.in_force(db_session(), of.row.id)
    changed = changes(queries.read(before), of.says) if before else []
    return {"in_force": before, "changed": changed}
