"""Who holds the offices a procedure names, as its pages show and flag them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain.actors import STAFF_ROLES
from portfolio.domain.procedure import Office, Procedure
from portfolio.domain.procedure_words import offices_of
from portfolio.extensions import db_session
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import people, service_settings
from portfolio.services.offices import BY_ROLE


@dataclass(frozen=True)
class Holding:
    """Somebody was named for an office; whether they still work here."""

    row: OfficeHolder
    works_here: bool


@dataclass(frozen=True)
class HeldOffice:
    """An office and who acts as it; ``by_role`` where nobody was named and a role of its name is
    enough."""

    office: Office
    named: tuple[Holding, ...]
    by_role: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether anybody acts as it at all."""
        return bool(self.by_role) or any(one.works_here for one in self.named)

    @property
    def for_all(self) -> bool:
        """Whether somebody acts as it wherever nobody else does."""
        return bool(self.by_role) or any(not one.row.provision_area for one in self.named)


def offices(centre_id: UUID, procedure: Procedure) -> list[HeldOffice]:
    """The offices the procedure names, then others somebody holds; two queries."""
    session = db_session()
    rows = service_settings.office_holders(session, centre_id)
    staff = people.holders(session, centre_id, tuple(STAFF_ROLES))
    here = {one.user_id for named in staff.values() for one in named}
    wanted = offices_of(procedure)
    found = []
    for office in (*wanted, *(one for one in Office if one not in wanted)):
        named = tuple(_holding(row, here) for row in rows if row.office is office)
        by_role = () if named or office not in BY_ROLE else staff[BY_ROLE[office]]
        if named or office in wanted:
            found.append(HeldOffice(office, named, tuple(one.name for one in by_role)))
    return found


def _holding(row: OfficeHolder, here: Collection[UUID]) -> Holding:
    return Holding(row, row.user_id in here)


def unheld(centre_id: UUID, procedure: Procedure) -> list[str]:
    """The offices the procedure names and nobody acts as, by name."""
    return [one.office.value for one in offices(centre_id, procedure) if not one.held]
