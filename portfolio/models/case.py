"""Complaints, appeals, enquiries, queries and feedback: one table, one tracker (AMB-22)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.cases import CaseState, Outcome, Relation, Satisfaction
from portfolio.domain.procedure import CaseKind, Channel, Office, TrackKey
from portfolio.models.base import Base, words
from portfolio.models.enrolment import Candidate
from portfolio.models.person import User
from portfolio.models.procedure import ProcedureVersion

TRACKED = (
    *("centre_id", "sort_at", "id", "clock_amber_at", "kind", "stage_name"),
    *("category_label", "formal", "with_id", "locked_at", "candidate_id"),
)
"""What the tracker counts, filters and sorts by, so that it reads only the cases it shows."""


class CaseCounter(Base):
    """The last number given to a kind of case in one year; numbers are never given twice."""

    __tablename__ = "case_counter"
    __table_args__ = (UniqueConstraint("centre_id", "kind", "year"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[CaseKind] = mapped_column(words(CaseKind))
    year: Mapped[int]
    last: Mapped[int]


class Case(Base):
    """What somebody brought to the centre, and where it stands."""

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("centre_id", "reference"),
        Index("ix_case_tracker", *TRACKED),
        Index("ix_case_centre_id_stage_name", "centre_id", "stage_name"),
        Index("ix_case_centre_id_category_label", "centre_id", "category_label"),
        Index("ix_case_centre_id_closed_at", "centre_id", "closed_at", "in_time"),
        Index("ix_case_centre_id_received_at", "centre_id", "received_at"),
        Index("ix_case_centre_id_with_id", "centre_id", "with_id", "state"),
    )

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[CaseKind] = mapped_column(words(CaseKind))
    reference: Mapped[str]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_version.id"))
    """The version of the procedure it began under, and keeps (R-258)."""
    track: Mapped[TrackKey] = mapped_column(words(TrackKey))
    category: Mapped[str]
    category_label: Mapped[str]
    channel: Mapped[Channel] = mapped_column(words(Channel))
    state: Mapped[CaseState] = mapped_column(words(CaseState), default=CaseState.OPEN)
    received_at: Mapped[datetime]
    issue_on: Mapped[date | None]
    """When what it is about happened, as far as was said."""

    name: Mapped[str]
    """Of the person it came from; words like "Not supplied" are the page's, not stored."""
    email: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    relation: Mapped[Relation] = mapped_column(words(Relation), default=Relation.PUBLIC)
    candidate_id: Mapped[UUID | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    """Set when a candidate of the centre brought it while signed in, or staff said so."""
    provision_area: Mapped[str] = mapped_column(default="")
    qualification_id: Mapped[UUID | None] = mapped_column(ForeignKey("qualification.id"))
    """An accredited qualification it is about: outside bodies may have to be told (R-280)."""
    said: Mapped[str]
    """The person's own words, never changed (R-303)."""
    summary: Mapped[str] = mapped_column(default="")
    """The centre's."""
    wanted: Mapped[str] = mapped_column(default="")
    """What would put it right, in the person's words."""
    equality: Mapped[bool] = mapped_column(default=False)
    characteristics: Mapped[list[str]] = mapped_column(default=list)
    search: Mapped[str] = mapped_column(default="")
    """Reference, name, category, words and summary in lower case, for one LIKE."""

    receiver_name: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """The quality coordinator or whoever sees it through to its end."""
    with_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """Whom it waits on now; None while nobody holds the office, which is flagged."""
    with_office: Mapped[Office] = mapped_column(words(Office), default=Office.COORDINATOR)
    procedure_sent_at: Mapped[datetime | None]
    """When the person was given the procedure (R-267)."""
    last_contact_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    """Referred to safeguarding: only its lead reads it from then on (R-294)."""

    stage_key: Mapped[str]
    stage_name: Mapped[str]
    formal: Mapped[bool] = mapped_column(default=False)
    clock_label: Mapped[str] = mapped_column(default="")
    """Of the open clock due next; empty where none runs."""
    clock_rule: Mapped[str] = mapped_column(default="")
    clock_started_at: Mapped[datetime | None]
    clock_amber_at: Mapped[datetime | None]
    clock_due_at: Mapped[datetime | None]
    """The moment after which it is late."""
    sort_at: Mapped[datetime]
    """Closest to its limit first: ``clock_due_at``, then what is paused, then what is closed."""

    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    in_time: Mapped[bool | None]
    """Of a closed one: whether every clock was stopped in time."""
    satisfaction: Mapped[Satisfaction | None] = mapped_column(words(Satisfaction))
    satisfaction_words: Mapped[str] = mapped_column(default="")
    continues_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"))
    """The case this one was turned from: an appeal begun as a complaint (R-259)."""
    edits: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": edits}  # noqa: RUF012 -- read by SQLAlchemy, not shared

    version: Mapped[ProcedureVersion] = relationship()
    candidate: Mapped[Candidate | None] = relationship()
    waits_on: Mapped[User | None] = relationship(foreign_keys=[with_id])
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    concerned: Mapped[list["CaseConcern"]] = relationship(back_populates="case")
    stages: Mapped[list["CaseStage"]] = relationship(
        back_populates="case", order_by="CaseStage.position"
    )

    def facts(self) -> Facts:
        return Facts(
            centre_id=self.centre_id,
            candidate_user_id=self.candidate.user_id if self.candidate else None,
            concerned_user_ids=frozenset(
                one.user_id for one in self.concerned if one.locked or self.locked_at is None
            ),
            locked=self.locked_at is not None,
        )


class CaseConcern(Base):
    """Somebody of the staff has, or had, to do with a case and may read it."""

    __tablename__ = "case_concern"
    __table_args__ = (UniqueConstraint("case_id", "user_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    office: Mapped[Office] = mapped_column(words(Office))
    locked: Mapped[bool] = mapped_column(default=False)
    """Also once it is locked: the safeguarding lead."""
    since: Mapped[datetime]

    case: Mapped[Case] = relationship(back_populates="concerned")
    user: Mapped[User] = relationship()


class CaseStage(Base):
    """A stage a case has entered, with what its form asks for (004 Appendix)."""

    __tablename__ = "case_stage"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]
    office: Mapped[Office] = mapped_column(words(Office))
    began_at: Mapped[datetime]
    began_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    asked_by_person: Mapped[bool] = mapped_column(default=False)
    """Whether the complainant took it there."""
    reason: Mapped[str] = mapped_column(default="")
    last_day: Mapped[date | None]
    """Until when it should have been brought (R-275, R-277, R-283)."""
    days_late: Mapped[int] = mapped_column(default=0)
    """Working days after ``last_day``; accepted all the same (AMB-23)."""
    late_decision: Mapped[str] = mapped_column(default="")
    """The quality coordinator's, with its reason."""
    acknowledged_at: Mapped[datetime | None]
    target_at: Mapped[datetime | None]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("senior_meeting.id"))
    investigate: Mapped[bool | None]
    investigation: Mapped[str] = mapped_column(default="")
    escalated_to: Mapped[str] = mapped_column(default="")
    dealt_by: Mapped[str] = mapped_column(default="")
    signed_off_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    """When the person got it in writing: what follows is counted from here."""
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    accepted_at: Mapped[datetime | None]
    """When the person accepted the outcome."""
    ended_at: Mapped[datetime | None]
    logged_on: Mapped[date | None]
    """When the log was brought up to date at its end (R-302)."""

    case: Mapped[Case] = relationship(back_populates="stages")
    clocks: Mapped[list["CaseClock"]] = relationship(
        back_populates="stage", order_by="CaseClock.due_at"
    )


class CaseClock(Base):
    """One deadline of one case: rule, start, due, and when it was met."""

    __tablename__ = "case_clock"
    __table_args__ = (
        UniqueConstraint("stage_id", "key"),
        Index("ix_case_clock_case_id", "case_id"),
        Index("ix_case_clock_stopped_at_due_at", "stopped_at", "due_at"),
        Index("ix_case_clock_indicator", "indicator", "due_at"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    stage_id: Mapped[UUID] = mapped_column(ForeignKey("case_stage.id"))
    key: Mapped[str]
    label: Mapped[str]
    rule: Mapped[str]
    """As the procedure says it: "10 working days", "immediately", "target date"."""
    starts: Mapped[str]
    """The start event in words, as pages show it."""
    stops: Mapped[str]
    started_at: Mapped[datetime]
    amber_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """The moment after which it is late."""
    due_on: Mapped[date | None]
    """The day, where the rule ends with one."""
    stopped_at: Mapped[datetime | None]
    extended_from: Mapped[datetime | None]
    """What it was due before the person was given a new timeline (R-308)."""
    indicator: Mapped[str] = mapped_column(default="")
    """The service standard it is counted under: "appeal.outcome"; empty for none."""

    stage: Mapped[CaseStage] = relationship(back_populates="clocks")


class CasePause(Base):
    """A time during which the clocks of a case stand still, for a stated reason."""

    __tablename__ = "case_pause"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reason: Mapped[str]
    paused_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
