"""What happens to accounts."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class PasswordChanged(Event):
    """``means`` is "profile", "reset" or "invitation"."""

    name: ClassVar[str] = "password:changed"
    subject_kind: ClassVar[str] = "user"
    means: str


@dataclass(frozen=True)
class PasswordResetRequested(Event):
    name: ClassVar[str] = "password:reset-requested"
    subject_kind: ClassVar[str] = "user"


@dataclass(frozen=True)
class PrivacyNoticeRead(Event):
    name: ClassVar[str] = "privacy-notice:read"
    subject_kind: ClassVar[str] = "user"
    version: str


@dataclass(frozen=True)
class OriginalityConfirmed(Event):
    name: ClassVar[str] = "originality:confirmed"
    subject_kind: ClassVar[str] = "user"
    version: str


@dataclass(frozen=True)
class DeliveryChosen(Event):
    name: ClassVar[str] = "notice-delivery:chosen"
    subject_kind: ClassVar[str] = "user"
    delivery: str


@dataclass(frozen=True)
class UploadTokenMade(Event):
    name: ClassVar[str] = "upload-token:made"
    subject_kind: ClassVar[str] = "upload_token"
    title: str
    """What its owner calls it."""


@dataclass(frozen=True)
class UploadTokenRevoked(Event):
    name: ClassVar[str] = "upload-token:revoked"
    subject_kind: ClassVar[str] = "upload_token"
    title: str
