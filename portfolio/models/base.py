"""What every table shares: names of constraints, ids, times in UTC, words of states."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Enum,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


BYTES = BigInteger().with_variant(Integer(), "sqlite")
"""Sizes of files: PostgreSQL's integer ends just below 2 GiB."""


class UtcDateTime(TypeDecorator[datetime]):
    """Stores UTC, refuses naive values, returns aware ones on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        UUID: Uuid,
        str: Text,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


def words(states: type[StrEnum]) -> Enum:
    """A column that holds the words of ``states`` themselves, as the pages say them."""
    return Enum(
        states,
        native_enum=False,
        length=40,
        create_constraint=False,
        values_callable=lambda enum: [member.value for member in enum],
    )
