"""Every qualification of the installation with whose it is, for the operator."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.models.person import Centre
from portfolio.models.programme import CombinationRule, Qualification, UnitPlacement


@dataclass(frozen=True)
class Owned:
    """``centre`` is the owner's name, empty for what is shared; ``units`` stand in its latest
    version."""

    entry_code: str
    title: str
    centre: str
    versions: int
    draft: bool
    units: int


def owners(session: Session) -> list[Owned]:
    """Shared ones first, then centre by centre, by entry code."""
    ours = CombinationRule.qualification_id == Qualification.id
    published = select(func.count()).where(ours, CombinationRule.published_at.is_not(None))
    drafts = select(func.count()).where(ours, CombinationRule.published_at.is_(None))
    units = select(func.count()).where(
        UnitPlacement.qualification_id == Qualification.id, UnitPlacement.until_version.is_(None)
    )
    rows = session.execute(
        select(
            Qualification.entry_code,
            Qualification.title,
            func.coalesce(Centre.name, ""),
            published.scalar_subquery(),
            drafts.scalar_subquery(),
            units.scalar_subquery(),
        )
        .outerjoin(Centre, Centre.id == Qualification.centre_id)
        .order_by(func.coalesce(Centre.name, ""), Qualification.entry_code)
    )
    return [
        Owned(code, title, centre, versions, bool(draft), count)
        for code, title, centre, versions, draft, count in rows
    ]
