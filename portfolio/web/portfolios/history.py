"""The audit trail of a portfolio, an item or a unit."""

from flask import request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.queries import audit_trail
from portfolio.queries.audit_trail import HistoryPage
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint
from portfolio.web.portfolios.history_words import sentence


@blueprint.get("/portfolios/<uuid:candidate_id>/history")
@requires(Permission.READ_HISTORY, loaders.candidate)
def history(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    found = audit_trail.of_candidate(db_session(), actor, candidate.id, _page())
    return _shown(found, "this portfolio", candidate)


@blueprint.get("/evidence/<uuid:evidence_id>/history")
@requires(Permission.READ_HISTORY, loaders.evidence)
def evidence_history(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    found = audit_trail.of_subject(db_session(), actor, evidence.id, _page())
    return _shown(found, evidence.code, evidence.candidate)


@blueprint.get("/units/<uuid:unit_id>/history")
@requires(Permission.READ_HISTORY, loaders.unit)
def unit_history(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    found = audit_trail.of_subject(db_session(), actor, unit.id, _page())
    return _shown(found, unit.unit.title, unit.candidate)


def _page() -> int:
    return request.args.get("page", 1, type=int)


def _shown(found: HistoryPage, thing: str, candidate: Candidate) -> ResponseReturnValue:
    events = [sentence(entry) for entry in found.entries]
    return page(
        "portfolios/history.html", found=found, events=events, thing=thing, candidate=candidate
    )
