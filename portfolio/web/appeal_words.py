"""Decisions that can be appealed, as the tick boxes of candidates and staff say them."""

from portfolio.domain.appeals import Appealed
from portfolio.domain.criterion_words import criterion_name
from portfolio.queries.appeals import Appealable
from portfolio.web.filters import day_and_time


def words(one: Appealable) -> str:
    """A decision as its tick box says it."""
    if one.decision is None or one.evidence is None:
        withdrawn = one.kind is Appealed.WITHDRAWN
        return "The sign-off was withdrawn" if withdrawn else "The unit was not signed off"
    number = criterion_name(one.decision.criterion.criterion_number)
    return f"{number} on {one.evidence.code}: Not yet"


def hint(one: Appealable) -> str:
    """Who decided it, when, and why."""
    if one.decision is not None:
        decision = one.decision
        when = day_and_time(decision.decided_at)
        return f"{decision.assessor.name}, {when}. “{decision.justification}”"
    if one.sign_off is not None and one.sign_off.withdrawn_by and one.decided_at:
        reason = one.sign_off.withdrawn_reason
        return f"{one.sign_off.withdrawn_by.name}, {day_and_time(one.decided_at)}. “{reason}”"
    return "Every criterion is met, and it is not signed off"
