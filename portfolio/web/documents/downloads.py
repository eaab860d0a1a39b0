"""What a centre's people take away: four downloads (R-319)."""

from collections.abc import Iterator, Sequence

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import spreadsheets
from portfolio.domain.actors import Actor, Facts, Role
from portfolio.domain.documents import DocumentKind
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.queries import documents as queries
from portfolio.queries.resource_list import resource_list
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.htmx import page


@blueprint.get("/downloads")
@requires(Permission.READ_DOCUMENTS, loaders.own_centre)
def downloads(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    rows = queries.listed(db_session(), actor.centre_id, publishing=False)
    forms = [row for row in rows if row.document.kind is DocumentKind.FORM]
    return page("documents/downloads.html", forms=forms, progress_url=_progress_url(actor))


@blueprint.get("/downloads/resources.csv")
@requires(Permission.READ_DOCUMENTS, loaders.own_centre)
def resources(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    """Everything is read before the first line is sent, so nothing in the database waits."""
    rows = list(_resources(actor))
    answer = Response(spreadsheets.lines(rows), mimetype="text/csv")
    name = f"resources-{clock.today().isoformat()}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _resources(actor: Actor) -> Iterator[Sequence[object]]:
    yield ["Unit reference", "Unit", "Level", "Resource"]
    for unit, named in resource_list(db_session(), actor.centre_id):
        for resource in named:
            yield [unit.reference, unit.title, unit.level, resource]


def _progress_url(actor: Actor) -> str:
    """Where this person follows progress: the tracker, or for a candidate their own units."""
    if allows(actor, Permission.READ_TRACKER, Facts(centre_id=actor.centre_id)):
        return url_for("tracker.grid")
    return url_for("candidates.units") if actor.role is Role.CANDIDATE else ""
