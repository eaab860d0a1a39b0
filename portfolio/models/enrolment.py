"""Candidates of a centre, what they are registered on, and who works with them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts, Role
from portfolio.domain.states import EnrolmentStatus
from portfolio.domain.uln import UlnStatus, uln_status
from portfolio.domain.unit_wishes import Wish
from portfolio.models.base import Base, words
from portfolio.models.person import Centre, User
from portfolio.models.programme import CombinationRule, Qualification, Unit


class Candidate(Base):
    """A person as candidate of one centre: the profile of form RD01 (002 s5.19)."""

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("centre_id", "user_id"),
        Index(
            "uq_candidate_centre_id_uln",
            "centre_id",
            "uln",
            unique=True,
            sqlite_where=text("uln IS NOT NULL AND uln <> '9999999999'"),
            postgresql_where=text("uln IS NOT NULL AND uln <> '9999999999'"),
        ),
    )

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str]
    location: Mapped[str]
    born_on: Mapped[date]
    uln: Mapped[str | None]
    candidate_number: Mapped[str | None]
    """The awarding body's number for this person, the same for every claim (002 s7.1)."""
    publicly_funded: Mapped[bool] = mapped_column(default=False)
    access_needs: Mapped[str] = mapped_column(default="")
    last_evidence_number: Mapped[int] = mapped_column(default=0)
    """The reference codes E-01, E-02 … are never given twice."""
    index_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Bumped when the candidate moves an item in the index."""
    profile_version: Mapped[int] = mapped_column(default=1)
    """Bumped when the profile changes; numbering items of evidence must not disturb it."""
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()
    centre: Mapped[Centre] = relationship()

    @property
    def uln_status(self) -> UlnStatus:
        """Whether the number kept is blank, temporary or valid, which is all a claim asks."""
        return uln_status(self.uln)

    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="candidate", order_by="Enrolment.created_at"
    )

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id, candidate_user_id=self.user_id)


class Enrolment(Base):
    """A candidate registered on a qualification."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("candidate_id", "qualification_id"),)

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"))
    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"), index=True)
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("combination_rule.id"))
    status: Mapped[EnrolmentStatus] = mapped_column(
        words(EnrolmentStatus), default=EnrolmentStatus.ACTIVE
    )
    starts_on: Mapped[date]
    registered_on: Mapped[date]
    registration_confirmed_on: Mapped[date | None]
    """When the awarding body confirmed the registration or entry (RD01)."""
    informed_on: Mapped[date | None]
    """When the candidate was told title, level and awarding body (002 s1)."""
    matched_note: Mapped[str] = mapped_column(default="")
    """How staff matched the qualification to the candidate's needs before entry (002 s1.3)."""
    initial_assessment_on: Mapped[date | None]
    initial_assessment_outcome: Mapped[str] = mapped_column(default="")
    progress_version: Mapped[int] = mapped_column(default=1)
    """Bumped by every deed that changes progress; an open page asks for it."""
    created_at: Mapped[datetime]

    candidate: Mapped[Candidate] = relationship(back_populates="enrolments")
    qualification: Mapped[Qualification] = relationship()
    rule: Mapped[CombinationRule] = relationship()
    chosen: Mapped[list["ChosenUnit"]] = relationship(back_populates="enrolment")

    def facts(self) -> Facts:
        return self.candidate.facts()


class ChosenUnit(Base):
    """A unit the candidate plans to do for this enrolment; mandatory ones are always chosen."""

    __tablename__ = "chosen_unit"
    __table_args__ = (UniqueConstraint("enrolment_id", "unit_id"),)

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    chosen_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship(back_populates="chosen")
    unit: Mapped[Unit] = relationship()


class UnitWish(Base):
    """A unit wanted in the plan of an enrolment, or left out of it, while it is still open."""

    __tablename__ = "unit_wish"
    __table_args__ = (UniqueConstraint("enrolment_id", "unit_id"),)

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    wish: Mapped[Wish] = mapped_column(words(Wish))
    wished_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    wished_at: Mapped[datetime]


class Assignment(Base):
    """Who assesses or quality-assures an enrolment, from when to when; rows are never rewritten."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("role IN ('Assessor', 'Internal quality assurer')", name="staff_role"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        Index(
            "uq_assignment_current",
            "enrolment_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_assignment_user_id_role", "user_id", "role", "ended_at", "candidate_id"),
        Index("ix_assignment_candidate_id", "candidate_id", "user_id"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    began_at: Mapped[datetime]
    began_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    enrolment: Mapped[Enrolment] = relationship()


class VerifierAccess(Base):
    """One candidate opened to an external verifier, from a date until a date."""

    __tablename__ = "verifier_access"
    __table_args__ = (Index("ix_verifier_access_user_id_candidate_id", "user_id", "candidate_id"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    granted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    candidate: Mapped[Candidate] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
