"""How a centre runs its service: addresses, offices, bank holidays."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.procedure import Office, Procedure
from portfolio.models.person import User
from portfolio.models.procedure import HolidayChange, OfficeHolder, ServiceSettings


def settings_of(session: Session, centre_id: UUID) -> ServiceSettings | None:
    """The centre's settings; None while it has entered none, which is nothing set."""
    return session.scalar(select(ServiceSettings).where(ServiceSettings.centre_id == centre_id))


def office_holders(session: Session, centre_id: UUID) -> list[OfficeHolder]:
    """Who holds which office now, by office, area and name, in one query."""
    return list(
        session.scalars(
            select(OfficeHolder)
            .join(OfficeHolder.user)
            .options(joinedload(OfficeHolder.user))
            .where(OfficeHolder.centre_id == centre_id, OfficeHolder.ended_at.is_(None))
            .order_by(OfficeHolder.office, OfficeHolder.provision_area, User.name, User.id)
        )
    )


def holiday_changes(session: Session, centre_id: UUID) -> list[HolidayChange]:
    """The days the centre added or took away, in order."""
    return list(
        session.scalars(
            select(HolidayChange)
            .where(HolidayChange.centre_id == centre_id)
            .order_by(HolidayChange.day)
        )
    )


def unset_addresses(settings: ServiceSettings | None, procedure: Procedure) -> list[str]:
    """What the procedure needs an address for and the centre has not entered, in words.

    Nothing is sent to an address that is not set, and none is ever assumed (R-296).
    """
    stages = [stage for track in procedure.tracks.values() for stage in track.stages]
    director = any(stage.office is Office.MANAGING_DIRECTOR for stage in stages)
    wanted = {
        "complaints_inbox": ("complaints inbox", True),
        "admin_address": ("administration address", any(s.tells_administrator for s in stages)),
        "head_office": ("head office", director),
        "director_contact": ("contact of the Managing Director", director),
    }
    return [
        words
        for name, (words, needed) in wanted.items()
        if needed and not (settings and getattr(settings, name))
    ]
