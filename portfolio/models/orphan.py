"""Objects found in the store that no record names."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.models.base import BYTES, Base


class Orphan(Base):
    """One such object, from when it was found until long after it is deleted."""

    __tablename__ = "orphan"

    key: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int] = mapped_column(BYTES)
    written_at: Mapped[datetime]
    found_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
