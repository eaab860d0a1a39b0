"""What the filters of the tracker offer: values its cases have, found without reading them all."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from portfolio.models.case import Case
from portfolio.models.person import User
from portfolio.queries.people import Named


def _each(column: InstrumentedAttribute[str], what: str) -> Select[Any]:
    found = _loosely(column).subquery()
    return select(literal_column(f"'{what}'"), found.c.value).where(found.c.value.is_not(None))


def _loosely(column: InstrumentedAttribute[Any]) -> Select[Any]:
    """The different values of an indexed column, jumping from each to the next in the index.

    DISTINCT would read all cases of the centre, of which there may be 20,000, for ten values.
    """

    def first(*where: Any) -> Any:
        return (
            select(column)
            .where(Case.centre_id == bindparam("centre"), *where)
            .order_by(column)
            .limit(1)
            .scalar_subquery()
        )

    steps = select(first(column.is_not(None)).label("value")).cte(
        f"each_{column.key}", recursive=True
    )
    steps = steps.union_all(select(first(column > steps.c.value)).where(steps.c.value.is_not(None)))
    return select(steps.c.value).where(steps.c.value.is_not(None))


_STAGES_AND_CATEGORIES = union_all(
    _each(Case.stage_name, "stage"), _each(Case.category_label, "category")
)
_HOLDERS = select(User.id, User.name).where(User.id.in_(_loosely(Case.with_id))).order_by(User.name)


def stages_and_categories(session: Session, centre_id: UUID) -> tuple[list[str], list[str]]:
    """The stages the centre's cases are in and what they are about, in one query."""
    rows = session.execute(_STAGES_AND_CATEGORIES, {"centre": centre_id}).all()
    return (
        sorted(value for what, value in rows if what == "stage"),
        sorted(value for what, value in rows if what == "category"),
    )


def holders(session: Session, centre_id: UUID) -> Sequence[Named]:
    """Whom a case of the centre waits on, or did when it ended, by name."""
    rows = session.execute(_HOLDERS, {"centre": centre_id})
    return [Named(user_id, name) for user_id, name in rows]
