"""One candidate's portfolio, as everybody who works with it or checks it opens it."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.states import EvidenceState
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.queries import portfolio as portfolios
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint


@blueprint.get("/portfolios/<uuid:candidate_id>")
@requires(Permission.READ_PORTFOLIO, loaders.candidate)
def portfolio(_actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    session = db_session()
    views = portfolios.of_candidate(session, candidate.id)
    counts = portfolios.evidence_counts(session, candidate.id)
    return page(
        "portfolios/portfolio.html",
        candidate=candidate,
        views=views,
        counts={state.value: count for state, count in counts.items()},
        items=sum(count for state, count in counts.items() if state is not EvidenceState.DRAFT),
        demonstration_wording=any(
            unit.demonstration for view in views for unit in view.shown.progress.units
        ),
    )
