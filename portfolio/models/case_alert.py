"""What was sent by the clock about cases: reminders and escalations, each once, and to whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.case_alerts import AlertKind
from portfolio.models.base import Base, words
from portfolio.models.case_record import Escalation
from portfolio.models.job import OutgoingMail
from portfolio.models.person import User


class CaseAlert(Base):
    """One person is told one thing once; several may go out in one mail (R-335)."""

    __tablename__ = "case_alert"
    __table_args__ = (
        Index("ix_case_alert_clock_id_kind_planned_at", "clock_id", "kind", "planned_at"),
        Index("ix_case_alert_case_id_queued_at", "case_id", "queued_at"),
    )

    key: Mapped[str] = mapped_column(unique=True)
    """What is told of what to whom: the mail's Message-ID comes from it."""
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    clock_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_clock.id"))
    escalation_id: Mapped[UUID | None] = mapped_column(ForeignKey("escalation.id"), unique=True)
    kind: Mapped[AlertKind] = mapped_column(words(AlertKind))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """None where there was nobody to tell, which is flagged."""
    text: Mapped[str]
    path: Mapped[str]
    planned_at: Mapped[datetime]
    """When it was due to be told: the deadline's own moment, whatever stood still since."""
    queued_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When the mail server took the mail; the notice's time where no mail could be sent."""
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("outgoing_mail.id"), index=True)

    user: Mapped[User | None] = relationship()
    mail: Mapped[OutgoingMail | None] = relationship()
    escalation: Mapped[Escalation | None] = relationship()
