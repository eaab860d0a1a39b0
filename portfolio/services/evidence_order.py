"""Putting the items of a portfolio in the order in which they read best."""

from uuid import UUID

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict
from portfolio.domain.evidence_events import EvidenceMoved
from portfolio.domain.evidence_order import moved, new_ranks
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, item_code
from portfolio.queries import portfolio_index
from portfolio.services import audit


def move(
    session: Session, actor: Actor, candidate: Candidate, evidence_id: UUID, to: int, version: int
) -> None:
    """Give an item place ``to`` in the index, counted from 1; its code stays (R-098).

    ``version`` is the candidate's ``index_version`` the page was built from: Conflict when the
    order has changed since. Refuses an unknown item or place. A change of order changes nothing
    that is signed or judged, so it is possible in every state.
    """
    before = portfolio_index.ranks(session, candidate.id)
    order = [one for one, _rank in before]
    after = moved(order, evidence_id, to)
    _claim(session, candidate.id, version)
    ranks = new_ranks(before, after)
    if ranks:
        session.execute(
            update(Evidence)
            .where(Evidence.id.in_(ranks))
            .values(place_in_index=case(ranks, value=Evidence.id)),
            execution_options={"synchronize_session": False},
        )
    number = session.get_one(Evidence, evidence_id).item_number
    event = EvidenceMoved(
        evidence_id, item_code(number), before=order.index(evidence_id) + 1, after=to
    )
    audit.record(session, actor, event, candidate_id=candidate.id)


def _claim(session: Session, candidate_id: UUID, version: int) -> None:
    """Let one mover at a time go on, and only one who saw the order as it is."""
    claimed = session.execute(
        update(Candidate)
        .where(Candidate.id == candidate_id, Candidate.index_version == version)
        .values(index_version=version + 1)
        .returning(Candidate.id)
    )
    if claimed.one_or_none() is None:
        raise Conflict("You moved an item in another window")
