"""A procedure in plain words, with its stages and deadlines in tables, and its versions."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure_changes import changes
from portfolio.extensions import db_session
from portfolio.models.procedure import Procedure, ProcedureVersion
from portfolio.queries import procedures as queries
from portfolio.web import procedure_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.htmx import page
from portfolio.web.loaders import own_centre
from portfolio.web.procedure_loaders import Published
from portfolio.web.procedures import blueprint, holding, shown


@blueprint.get("/<uuid:procedure_id>")
@requires(Permission.READ_PROCEDURE, procedure_loaders.procedure)
def procedure(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    session = db_session()
    version = queries.in_force(session, procedure.id)
    followed = queries.followed(session, actor.centre_id)
    return page(
        "procedures/procedure.html",
        row=procedure,
        draft=queries.draft(session, procedure.id),
        follows=followed.procedure_id == procedure.id,
        at_centre=own_centre(actor),
        press=DraftForm(),
        **_shown(actor, version),
    )


@blueprint.get("/<uuid:procedure_id>/versions/<int:procedure_version>")
@requires(Permission.READ_PROCEDURE, procedure_loaders.version)
def version(actor: Actor, published: Published) -> ResponseReturnValue:
    found = published.version
    return page("procedures/version.html", row=found.procedure, **_shown(actor, found))


@blueprint.get("/<uuid:procedure_id>/versions")
@requires(Permission.READ_PROCEDURE, procedure_loaders.procedure)
def versions(_actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    """Every published version; with ``from`` and ``to``, what the one changes of the other."""
    session = db_session()
    found = queries.versions_with_people(session, procedure.id)
    numbers = {version.number: version for version, _name in found}
    chosen = [request.args.get(name, type=int) for name in ("from", "to")]
    if any(number is not None and number not in numbers for number in chosen):
        abort(404)
    before, after = (numbers.get(number or 0) for number in chosen)
    both = (queries.read(before), queries.read(after)) if before and after else None
    return page(
        "procedures/versions.html",
        row=procedure,
        versions=found,
        before=before,
        after=after,
        changed=changes(*both) if both else None,
    )


def _shown(actor: Actor, version: ProcedureVersion | None) -> dict[str, Any]:
    """What both pages show of a version; nothing of a procedure never published."""
    if version is None:
        return {"version": None}
    said = queries.read(version)
    return {
        "version": version,
        "procedure": said,
        "tracks": shown.tracks(said),
        "categories": shown.categories(said),
        "unheld": holding.unheld(actor.centre_id, said),
    }
