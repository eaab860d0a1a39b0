"""A centre as its public pages show it: what it follows, and how it can be reached."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.procedure import Procedure
from portfolio.models.enrolment import Candidate
from portfolio.models.person import Centre
from portfolio.models.procedure import ServiceSettings
from portfolio.queries import procedures, service_settings


@dataclass(frozen=True)
class PublicService:
    """One centre's service, by its address."""

    centre: Centre
    procedure: Procedure
    """The one a case brought now would follow."""
    settings: ServiceSettings | None
    """None where nothing was set: then no address is shown, and none is guessed."""


def of_slug(session: Session, slug: str) -> PublicService | None:
    """The service under this address; None where no centre has it."""
    centre = session.scalar(select(Centre).where(Centre.slug == slug))
    if centre is None:
        return None
    followed = procedures.read(procedures.followed(session, centre.id))
    return PublicService(centre, followed, service_settings.settings_of(session, centre.id))


def centres(session: Session) -> list[Centre]:
    """All centres of the installation, for visitors who look for theirs."""
    return list(session.scalars(select(Centre).order_by(Centre.name, Centre.id)))


def candidate_of(session: Session, actor: Actor | None) -> Candidate | None:
    """The portfolio of whoever brings something while signed in as a candidate."""
    if actor is None:
        return None
    return session.scalar(
        select(Candidate).where(
            Candidate.user_id == actor.user_id, Candidate.centre_id == actor.centre_id
        )
    )
