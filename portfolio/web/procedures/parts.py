"""Changing what a draft says of categories, outside bodies and replies."""

from collections.abc import Iterable
from dataclasses import replace

from flask import abort
from flask.typing import ResponseReturnValue

from portfolio.domain import procedure as domain
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import Template
from portfolio.domain.procedure_templates import FIELDS, NEEDED
from portfolio.models.procedure import Procedure
from portfolio.web import procedure_loaders
from portfolio.web.access import requires
from portfolio.web.procedure_loaders import DraftPart
from portfolio.web.procedures import blueprint
from portfolio.web.procedures.drafting import change_draft, drafting
from portfolio.web.procedures.part_forms import BodiesForm, CategoriesForm, ReplyForm


@blueprint.route("/<uuid:procedure_id>/draft/categories", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def edit_categories(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    of = drafting(procedure)
    form = CategoriesForm.over(of.says.categories, of.seen)
    return change_draft(
        actor,
        of,
        form,
        lambda before: replace(before, categories=form.categories()),
        "procedures/edit_categories.html",
        placed=form.placed,
    )


@blueprint.route("/<uuid:procedure_id>/draft/bodies", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def edit_bodies(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    of = drafting(procedure)
    form = BodiesForm.over(of.says.bodies, of.seen)
    return change_draft(
        actor,
        of,
        form,
        lambda before: replace(before, bodies=form.bodies()),
        "procedures/edit_bodies.html",
    )


@blueprint.route("/<uuid:procedure_id>/draft/replies/<reply_key>", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.reply)
def edit_reply(actor: Actor, part: DraftPart) -> ResponseReturnValue:
    of = drafting(part.procedure)
    reply = of.says.templates.get(part.part["reply"])
    if reply is None:
        abort(404)
    form = ReplyForm(data={"subject": reply.subject, "text": reply.text, "seen": of.seen})
    return change_draft(
        actor,
        of,
        form,
        lambda before: _with_reply(before, replace(reply, **form.said())),
        "procedures/edit_reply.html",
        placed=lambda _place: "text",
        reply=reply,
        known=FIELDS,
        needed=_in_braces(NEEDED.get(reply.key, ())),
    )


def _with_reply(before: domain.Procedure, reply: Template) -> domain.Procedure:
    return replace(before, templates={**before.templates, reply.key: reply})


def _in_braces(names: Iterable[str]) -> str:
    return ", ".join("{" + name + "}" for name in sorted(names))
