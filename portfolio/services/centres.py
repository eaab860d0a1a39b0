"""Centres: added by whoever runs the system, with their first administrator."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.errors import Refusal
from portfolio.domain.events import CentreAdded
from portfolio.models.person import Centre
from portfolio.services import audit


def add(session: Session, name: str) -> Centre:
    """Add a centre. Raises Refusal for a name without letters."""
    name = " ".join(name.split())
    if not any(character.isalpha() for character in name):
        raise Refusal("Give the centre a name", "name")
    centre = Centre(name=name, created_at=clock.now())
    session.add(centre)
    session.flush()
    audit.record(session, None, CentreAdded(centre.id, name), centre_id=centre.id)
    session.flush()
    return centre
