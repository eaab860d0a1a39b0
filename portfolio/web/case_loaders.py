"""From the id in a URL to a case, or a file of one, that the actor may know about."""

from uuid import UUID

from flask import abort

from portfolio.domain.actors import Actor
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries import case_page


def case(actor: Actor, case_id: UUID) -> Case:
    """A case for staff: keepers find every one of the centre, others those they have to do with."""
    found = db_session().scalar(case_page.found(actor, case_id))
    return found if found is not None else abort(404)
