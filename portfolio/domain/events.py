"""What happened, in the past tense. The audit trail is a list of these."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True)
class Event:
    """``subject_id`` is the thing it happened to; ``subject_kind`` names its table."""

    name: ClassVar[str]
    subject_kind: ClassVar[str]
    subject_id: UUID

    def details(self) -> dict[str, Any]:
        """The other facts, as plain values for storage."""
        own = (field.name for field in fields(self) if field.name != "subject_id")
        return {name: _plain(getattr(self, name)) for name in own}


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (int, bool)) else str(value)


@dataclass(frozen=True)
class CentreAdded(Event):
    name: ClassVar[str] = "centre:added"
    subject_kind: ClassVar[str] = "centre"
    centre_name: str


@dataclass(frozen=True)
class SignedInEvent(Event):
    name: ClassVar[str] = "account:signed-in"
    subject_kind: ClassVar[str] = "sign_in"
    kept: bool


@dataclass(frozen=True)
class RoleTaken(Event):
    name: ClassVar[str] = "role:taken"
    subject_kind: ClassVar[str] = "sign_in"
    role: str


@dataclass(frozen=True)
class SignInEnded(Event):
    name: ClassVar[str] = "account:signed-out"
    subject_kind: ClassVar[str] = "sign_in"
