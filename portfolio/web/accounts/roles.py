"""How the roles of a person are listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wtforms import HiddenField

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.date_words import day
from portfolio.models.person import RoleGrant
from portfolio.web.forms import Form


class RoleForm(Form):
    role = HiddenField()


@dataclass(frozen=True)
class RoleRow:
    """A role with its dates in words; ``open`` if one can act in it today."""

    grant: RoleGrant
    current: bool
    open: bool
    dates: str


def role_rows(grants: Sequence[RoleGrant], actor: Actor | None) -> list[RoleRow]:
    """Rows for the list of roles: those in force first."""
    today = clock.today()
    rows = [
        RoleRow(
            grant=grant,
            current=actor is not None and actor.grant_id == grant.id,
            open=in_force(grant, today),
            dates=dates(grant, today),
        )
        for grant in grants
    ]
    return sorted(rows, key=lambda row: not row.open)


def in_force(grant: RoleGrant, today: date) -> bool:
    return (
        grant.revoked_at is None
        and grant.starts_on <= today
        and (grant.ends_on is None or grant.ends_on >= today)
    )


def dates(grant: RoleGrant, today: date) -> str:
    """From when to when, as a person would say it today."""
    if grant.revoked_at is not None:
        return f"Ended on {day(grant.revoked_at)}"
    if grant.ends_on is not None and grant.ends_on < today:
        return f"From {day(grant.starts_on)}, ended on {day(grant.ends_on)}"
    since = f"{'From' if grant.starts_on > today else 'Since'} {day(grant.starts_on)}"
    return f"{since}, until {day(grant.ends_on)}" if grant.ends_on else since
