"""The groups of a draft: added, changed, taken out."""

from flask import abort
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.models.programme import Qualification
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.drafting import change_draft, drafting
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.qualification_forms import GroupForm
from portfolio.web.catalogue_loaders import Part


@blueprint.route("/qualifications/<uuid:qualification_id>/draft/groups", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def add_group(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    of = drafting(qualification)
    form = GroupForm(data={"seen": of.structure.fingerprint})
    return change_draft(
        actor,
        of,
        form,
        lambda structure: structure.with_group(form.group()),
        template="catalogue/draft_group.html",
        said="The group is added",
        group=None,
    )


@blueprint.route(
    "/qualifications/<uuid:qualification_id>/draft/groups/<letter>", methods=["GET", "POST"]
)
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_group)
def edit_group(actor: Actor, part: Part[str]) -> ResponseReturnValue:
    of = drafting(part.qualification)
    group = of.structure.group(part.part)
    if group is None:
        abort(404)
    nature = "mandatory" if group.mandatory else "optional"
    held = {"letter": group.letter, "name": group.name, "nature": nature}
    form = GroupForm(data=held | {"seen": of.structure.fingerprint})
    return change_draft(
        actor,
        of,
        form,
        lambda structure: structure.with_group(form.group(), instead_of=group.letter),
        template="catalogue/draft_group.html",
        group=group,
        removal=DraftForm(formdata=None, data={"seen": of.structure.fingerprint}),
    )


@blueprint.route(
    "/qualifications/<uuid:qualification_id>/draft/groups/<letter>/remove",
    methods=["GET", "POST"],
)
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_group)
def remove_group(actor: Actor, part: Part[str]) -> ResponseReturnValue:
    of = drafting(part.qualification)
    group = of.structure.group(part.part)
    if group is None:
        abort(404)
    return change_draft(
        actor,
        of,
        DraftForm(data={"seen": of.structure.fingerprint}),
        lambda structure: structure.without_group(group.letter),
        template="catalogue/remove_group.html",
        said=f"{group.heading} is taken out",
        group=group,
    )
