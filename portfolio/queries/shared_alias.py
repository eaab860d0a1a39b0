"""Second names of tables, made once at import and used by the statements of every thread."""

from typing import TypeVar

from sqlalchemy.orm import aliased

from portfolio.models.base import Base

Model = TypeVar("Model", bound=Base)


def shared_alias(model: type[Model]) -> type[Model]:
    """An alias of ``model`` that is ready before any thread asks for it.

    SQLAlchemy finds the columns of an alias in an index that whoever asks first fills, without a
    lock. A second thread that comes meanwhile misses columns, names those of the table itself
    instead, and both the alias and the compiled statement keep the mistake: the page then fails
    until the process ends. Asking once while there is one thread only fills the index for good.
    """
    alias = aliased(model)
    alias.id.__clause_element__()
    return alias
