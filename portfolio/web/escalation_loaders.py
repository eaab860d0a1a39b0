"""From the id in a URL to an escalation the actor was told of."""

from uuid import UUID

from flask import abort

from portfolio.domain.actors import Actor
from portfolio.extensions import db_session
from portfolio.models.case_record import Escalation
from portfolio.queries import escalations


def own_escalation(actor: Actor, escalation_id: UUID) -> Escalation:
    """For whoever holds, or held, the office that was told; nobody else answers for them."""
    found = db_session().scalar(escalations.own(actor, escalation_id))
    return found if found is not None else abort(404)
