"""What happened to invitations, roles and what is opened to verifiers."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from portfolio.domain.events import Event


@dataclass(frozen=True)
class PersonInvited(Event):
    """``subject_id`` is the role grant that waits to be accepted."""

    name: ClassVar[str] = "person:invited"
    subject_kind: ClassVar[str] = "role_grant"
    role: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class InvitationSentAgain(Event):
    name: ClassVar[str] = "invitation:sent-again"
    subject_kind: ClassVar[str] = "role_grant"
    sent_times: int


@dataclass(frozen=True)
class InvitationRevoked(Event):
    name: ClassVar[str] = "invitation:revoked"
    subject_kind: ClassVar[str] = "role_grant"
    role: str


@dataclass(frozen=True)
class InvitationAccepted(Event):
    name: ClassVar[str] = "invitation:accepted"
    subject_kind: ClassVar[str] = "role_grant"
    role: str


@dataclass(frozen=True)
class RoleEnded(Event):
    """``last_day`` is None for a role that ended at once."""

    name: ClassVar[str] = "role:ended"
    subject_kind: ClassVar[str] = "role_grant"
    role: str
    last_day: date | None


@dataclass(frozen=True)
class AccessGranted(Event):
    name: ClassVar[str] = "access:granted"
    subject_kind: ClassVar[str] = "verifier_access"
    verifier_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class AccessEnded(Event):
    name: ClassVar[str] = "access:ended"
    subject_kind: ClassVar[str] = "verifier_access"
    verifier_id: UUID
