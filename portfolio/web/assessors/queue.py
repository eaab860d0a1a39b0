"""What waits on the assessor, and the candidates they work with."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import assessor_candidates
from portfolio.queries import queue as queues
from portfolio.queries.queue import Queue, QueueRow, Wanted
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.assessors import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

PAGE = 25


@blueprint.get("/queue")
@requires(Permission.READ_QUEUE, loaders.own_centre)
def queue(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    wanted = Wanted(*(_asked(name) for name in ("q", "why", "candidate", "unit")))
    found = queues.load(db_session(), actor, wanted)
    pages = max(1, -(-len(found.found) // PAGE))
    at = min(max(request.args.get("page", 1, type=int), 1), pages)
    return page(
        "assessors/queue.html",
        "queue-list",
        queue=found,
        rows=[(row, _address(row)) for row in found.found[(at - 1) * PAGE : at * PAGE]],
        oldest=_address(found.every[0]) if found.every else None,
        page=at,
        pages=pages,
        stats=_stats(found),
        candidates=_options("Anybody", {str(row.candidate_id): row.name for row in found.every}),
        units=_options("Any unit", {u.title: u.words for row in found.every for u in row.units}),
        aim=queues.AIM_DAYS,
    )


@blueprint.get("/candidates")
@requires(Permission.READ_CANDIDATES, loaders.own_centre)
def candidates(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    search = _asked("q")
    at = request.args.get("page", 1, type=int)
    found = assessor_candidates.load(db_session(), actor, search, at)
    return page("assessors/candidates.html", "candidate-list", found=found, search=search)


def _asked(name: str) -> str:
    return request.args.get(name, "").strip()[:100]


def _address(row: QueueRow) -> str:
    if row.evidence_id:
        return url_for("assessors.workbench", evidence_id=row.evidence_id)
    return url_for("assessors.sign_off", unit_id=row.units[0].unit_id)


def _options(first: str, options: dict[str, str]) -> list[tuple[str, str]]:
    return [("", first), *sorted(options.items(), key=lambda option: option[1])]


def _stats(found: Queue) -> list[dict[str, Any]]:
    late = found.late
    oldest = f"late, oldest {late[0].days} days" if late else "late"
    here = url_for("assessors.queue")
    return [
        {"figure": len(found.every), "words": "waiting", "href": here},
        {
            "figure": len(late),
            "words": oldest,
            "family": "warn" if late else None,
            "icon": "clock" if late else None,
            "href": f"{here}?why=Late",
        },
        {
            "figure": found.count(queues.READY),
            "words": "ready to sign off",
            "href": f"{here}?why=Ready+to+sign",
        },
        {
            "figure": found.count(queues.RESUBMITTED),
            "words": "resubmitted",
            "href": f"{here}?why=Resubmitted",
        },
    ]
