"""The qualifications a centre sees, its own beside those shared by all centres."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries.versions import visible


@dataclass(frozen=True)
class Listed:
    """A qualification of the list; ``draft`` says that it has a version not yet published."""

    row: Qualification
    published: bool
    draft: bool

    @property
    def own(self) -> bool:
        return self.row.centre_id is not None


def is_published(centre_id: UUID | None) -> ColumnElement[bool]:
    """Whether a centre may register candidates on a version of the qualification."""
    return exists().where(
        CombinationRule.qualification_id == Qualification.id,
        CombinationRule.published_at.is_not(None),
        visible(centre_id, CombinationRule),
    )


def listed(session: Session, centre_id: UUID, *, with_drafts: bool) -> list[Listed]:
    """Those open for entry first, by code; ``with_drafts`` adds what nobody can be put on yet."""
    drafted = exists().where(
        CombinationRule.qualification_id == Qualification.id,
        CombinationRule.published_at.is_(None),
        visible(centre_id, CombinationRule),
    )
    query = (
        select(Qualification, is_published(centre_id), drafted)
        .where(visible(centre_id, Qualification))
        .order_by(Qualification.closed_for_entry, Qualification.entry_code)
    )
    if not with_drafts:
        query = query.where(is_published(centre_id))
    return [Listed(row, bool(out), bool(draft)) for row, out, draft in session.execute(query)]
