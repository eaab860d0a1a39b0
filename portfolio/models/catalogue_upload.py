"""Files somebody sent to make a qualification of, until it is saved or thrown away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.domain.actors import Facts
from portfolio.models.base import Base


class CatalogueUpload(Base):
    """A CASE package or .matrix that was read and waits for a person to look at what it holds."""

    __tablename__ = "catalogue_upload"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str]
    """Of the file, as it was sent."""
    content: Mapped[bytes]
    """The file, compressed by zlib."""
    created_at: Mapped[datetime] = mapped_column(index=True)

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
