"""The index of a portfolio: what is in it, in the candidate's order, to read and to print."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor, Role
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.queries import portfolio_index
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint


@blueprint.get("/portfolios/<uuid:candidate_id>/index")
@requires(Permission.READ_PORTFOLIO, loaders.candidate)
def index(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    """Every item on one page, so that it prints as one list."""
    return page(
        "portfolios/index.html",
        candidate=candidate,
        index=portfolio_index.index_of(db_session(), actor, candidate.id),
        kinds={kind.value: kind.words for kind in EvidenceType},
        own=actor.role is Role.CANDIDATE,
    )
