"""A cohort: many candidates of one large qualification, every unit of it begun, for the tracker."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.catalogue import read_shipped
from portfolio.domain.actors import Role
from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment, Candidate, ChosenUnit, Enrolment
from portfolio.models.person import Centre, RoleGrant, SignIn, User
from portfolio.models.programme import CombinationRule, Qualification, UnitPlacement
from portfolio.queries.sign_ins import token_hash
from portfolio.services import catalogue
from tests.bench.worlds import Rows, World

QUALIFICATION, UNITS = "03456", 59
CANDIDATES, CASELOAD, DEEDS = 200, 25, 20
STATES = (*UnitState,)


def build(session: Session, candidates: int = CANDIDATES, seed: int = 1) -> World:
    """Fill the migrated, empty database behind ``session`` with a cohort; commits."""
    catalogue.load(session, read_shipped())
    session.flush()
    cohort = _Cohort(session, seed)
    for number in range(candidates):
        cohort.candidate(number)
    cohort.rows.write(session.connection())
    session.commit()
    return World({}, {Role.ADMINISTRATOR: cohort.token}, ())


class _Cohort:
    """One centre, an administrator who is signed in, and assessors with a caseload each."""

    def __init__(self, session: Session, seed: int) -> None:
        self.rows, self.now = Rows(seed), clock.now()
        self.random = Random(seed)  # noqa: S311 -- how a test's candidates get on
        qualification = session.scalars(
            select(Qualification).where(Qualification.entry_code == QUALIFICATION)
        ).one()
        self.qualification_id = qualification.id
        self.rule_id = session.scalars(
            select(CombinationRule.id).where(CombinationRule.qualification_id == qualification.id)
        ).one()
        self.units = [
            (unit_id, mandatory)
            for unit_id, mandatory in session.execute(
                select(UnitPlacement.unit_id, UnitPlacement.mandatory)
                .where(UnitPlacement.qualification_id == qualification.id)
                .order_by(UnitPlacement.position)
            )
        ]
        assert len(self.units) == UNITS
        self.centre_id = self.rows.add(
            Centre, name="Demo Centre 1", number="00001", created_at=self.now
        )
        self.administrator = self._person(Role.ADMINISTRATOR, "Administrator 1")
        self.token = self._sign_in(self.administrator)
        self.assessor = self.administrator

    def candidate(self, number: int) -> None:
        """Registered on the qualification, with a page for every unit and some deeds."""
        if number % CASELOAD == 0:
            self.assessor = self._person(Role.ASSESSOR, f"Assessor {number // CASELOAD + 1}")
        user_id = self._person(Role.CANDIDATE, f"Candidate {number + 1}")
        candidate_id = self.rows.add(
            Candidate,
            centre_id=self.centre_id,
            user_id=user_id,
            name=f"Demo Candidate {number + 1}",
            location="Demo shop floor",
            born_on=datetime(1999, 3, 14).date(),  # noqa: DTZ001 -- a birthday has no zone
            created_at=self.now,
        )
        self._enrolment(candidate_id, user_id)
        for _ in range(DEEDS):
            self._deed(candidate_id, user_id)

    def _person(self, role: Role, label: str) -> UUID:
        user_id = self.rows.add(
            User,
            email=f"{label.lower().replace(' ', '-')}@centre.test",
            name=f"Demo {label}",
            privacy_read_at=self.now,
            privacy_version="1",
            originality_confirmed_at=self.now,
            created_at=self.now,
        )
        self.grant_id = self.rows.add(
            RoleGrant,
            user_id=user_id,
            centre_id=self.centre_id,
            role=role,
            starts_on=self.now.date() - timedelta(days=30),
            accepted_at=self.now,
            created_at=self.now,
        )
        return user_id

    def _sign_in(self, user_id: UUID) -> str:
        token = self.rows.hex()
        self.rows.add(
            SignIn,
            token_hash=token_hash(token),
            user_id=user_id,
            grant_id=self.grant_id,
            device="Measuring",
            created_at=self.now,
            last_seen_at=self.now + timedelta(days=1),
            idle_until=self.now + timedelta(days=1),
            expires_at=self.now + timedelta(days=1),
        )
        return token

    def _enrolment(self, candidate_id: UUID, user_id: UUID) -> None:
        day = self.now.date() - timedelta(days=90)
        enrolment_id = self.rows.add(
            Enrolment,
            candidate_id=candidate_id,
            qualification_id=self.qualification_id,
            rule_id=self.rule_id,
            starts_on=day,
            registered_on=day,
            informed_on=day,
            created_at=self.now - timedelta(days=90),
        )
        self.rows.add(
            Assignment,
            enrolment_id=enrolment_id,
            candidate_id=candidate_id,
            role=Role.ASSESSOR,
            user_id=self.assessor,
            began_at=self.now,
            began_by_id=self.administrator,
        )
        for unit_id, mandatory in self.units:
            self._unit(candidate_id, enrolment_id, user_id, unit_id, chosen=not mandatory)

    def _unit(
        self, candidate_id: UUID, enrolment_id: UUID, user_id: UUID, unit_id: UUID, *, chosen: bool
    ) -> None:
        """States by chance, which is what compresses worst."""
        self.rows.add(
            UnitProgress,
            candidate_id=candidate_id,
            unit_id=unit_id,
            state=self.random.choice(STATES),
            created_at=self.now,
        )
        if chosen:
            self.rows.add(
                ChosenUnit,
                enrolment_id=enrolment_id,
                unit_id=unit_id,
                chosen_by_id=user_id,
                chosen_at=self.now,
            )

    def _deed(self, candidate_id: UUID, user_id: UUID) -> None:
        self.rows.add(
            AuditEntry,
            at=self.now - timedelta(days=self.random.randrange(60)),
            centre_id=self.centre_id,
            candidate_id=candidate_id,
            actor_id=user_id,
            actor_role=Role.CANDIDATE.value,
            name="evidence:added",
            subject_kind="evidence",
            subject_id=self.rows.id(),
            details={"files": 1},
        )
