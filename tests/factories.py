"""Rows a test names, and no others; what must be chosen has no default."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters import passwords
from portfolio.catalogue import read_procedures
from portfolio.domain.actors import Actor, Role
from portfolio.domain.signature import fingerprint
from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.assessment import Declaration, SignOff, UnitProgress
from portfolio.models.enrolment import Assignment, Candidate, ChosenUnit, Enrolment, VerifierAccess
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.person import Centre, RoleGrant, User
from portfolio.models.programme import (
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.models.specification import (
    REQUIREMENTS,
    Criterion,
    LearningOutcome,
    UnitSpecification,
)
from portfolio.queries.declarations import current_content
from portfolio.services import procedures

numbers = count(1)


class Factory:
    """Makes rows in ``session``; every call flushes, so ids are there."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def _add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def centre(self, name: str | None = None) -> Centre:
        made: Centre = self._add(
            Centre(name=name or f"Demo Centre {next(numbers)}", created_at=clock.now())
        )
        return made

    def procedures(self) -> None:
        """The shipped procedures, as the catalogue brings them."""
        procedures.load(self.session, read_procedures())

    def user(self, name: str | None = None, **columns: Any) -> User:
        n = next(numbers)
        columns.setdefault("email", f"person{n}@centre.test")
        columns.setdefault("privacy_read_at", clock.now())
        columns.setdefault("originality_confirmed_at", clock.now())
        made: User = self._add(
            User(name=name or f"Demo Person {n}", created_at=clock.now(), **columns)
        )
        return made

    def password(self, user: User, password: str) -> User:
        """Give ``user`` a password, as accepting an invitation does."""
        user.password_hash = passwords.hash_password(password)
        self.session.flush()
        return user

    def grant(self, user: User, centre: Centre, role: Role, **columns: Any) -> RoleGrant:
        columns.setdefault("starts_on", clock.today() - timedelta(days=30))
        columns.setdefault("accepted_at", clock.now())
        made: RoleGrant = self._add(
            RoleGrant(
                user_id=user.id,
                centre_id=centre.id,
                role=role,
                created_at=clock.now(),
                **columns,
            )
        )
        return made

    def actor(self, user: User, centre: Centre, role: Role) -> Actor:
        grant = self.grant(user, centre, role)
        return Actor(user.id, user.name, role, centre.id, centre.name, grant.id)

    def candidate(self, centre: Centre, user: User | None = None, **columns: Any) -> Candidate:
        user = user or self.user(f"Demo Candidate {next(numbers)}")
        columns.setdefault("born_on", date(1999, 3, 14))
        columns.setdefault("location", "Demo shop floor")
        made: Candidate = self._add(
            Candidate(
                centre_id=centre.id,
                user_id=user.id,
                name=user.name,
                created_at=clock.now(),
                **columns,
            )
        )
        return made

    def unit(
        self, criteria: dict[int, int] | None = None, requirements: int = 0, **columns: Any
    ) -> Unit:
        """A unit; ``criteria`` maps outcome number to its number of criteria."""
        n = next(numbers)
        columns.setdefault("reference", f"T/{n:03d}/0000")
        columns.setdefault("title", f"Demo unit {n}")
        columns.setdefault("credit", 5)
        columns.setdefault("level", 3)
        unit: Unit = self._add(Unit(**columns))
        if criteria:
            self.specification(unit, criteria, requirements)
        return unit

    def specification(
        self, unit: Unit, criteria: dict[int, int], requirements: int = 0, **columns: Any
    ) -> UnitSpecification:
        columns = {"version": 1, "published_at": clock.now()} | columns
        made: UnitSpecification = self._add(
            UnitSpecification(
                unit_id=unit.id, demonstration=True, created_at=clock.now(), **columns
            )
        )
        for number, size in criteria.items():
            self._outcome(
                LearningOutcome(
                    specification_id=made.id, number=number, text=f"Demo outcome {number}"
                ),
                {f"{number}.{m}": f"Demo criterion {number}.{m}" for m in range(1, size + 1)},
            )
        if requirements:
            self._outcome(
                LearningOutcome(
                    specification_id=made.id,
                    number=max(criteria) + 1,
                    text="Evidence requirements",
                    kind=REQUIREMENTS,
                ),
                {f"ER{n}": f"Demo requirement {n}" for n in range(1, requirements + 1)},
            )
        return made

    def _outcome(self, outcome: LearningOutcome, texts: dict[str, str]) -> None:
        self._add(outcome)
        for place, (number, text) in enumerate(texts.items(), 1):
            self._add(
                Criterion(
                    specification_id=outcome.specification_id,
                    outcome_id=outcome.id,
                    criterion_number=number,
                    position=outcome.number * 100 + place,
                    text=text,
                )
            )

    def qualification(self, units: list[Unit], **columns: Any) -> Qualification:
        """A qualification of one mandatory group A holding ``units``, all of them needed."""
        n = next(numbers)
        made: Qualification = self._add(
            Qualification(
                entry_code=columns.pop("entry_code", f"T{n:04d}"),
                title=columns.pop("title", f"Demo qualification {n}"),
                number=f"601/{n:04d}/X",
                level=3,
                awarding_body="OCR",
                grading="pass/fail",
                closed_for_entry=False,
                facts_sha256="",
                **({"age_bands": ["16-18", "19+"]} | columns),
            )
        )
        self._add(UnitGroup(qualification_id=made.id, letter="A", name="Mandatory", mandatory=True))
        for position, unit in enumerate(units, 1):
            self._add(
                UnitPlacement(
                    qualification_id=made.id,
                    unit_id=unit.id,
                    unit_number=str(position),
                    group_letter="A",
                    mandatory=True,
                    position=position,
                )
            )
        return made

    def rule(
        self, qualification: Qualification, parameters: dict[str, Any], **columns: Any
    ) -> CombinationRule:
        columns = {"version": 1, "published_at": clock.now()} | columns
        made: CombinationRule = self._add(
            CombinationRule(
                qualification_id=qualification.id,
                parameters=parameters,
                created_at=clock.now(),
                **columns,
            )
        )
        return made

    def enrolment(
        self, candidate: Candidate, qualification: Qualification, rule: CombinationRule
    ) -> Enrolment:
        made: Enrolment = self._add(
            Enrolment(
                candidate_id=candidate.id,
                qualification_id=qualification.id,
                rule_id=rule.id,
                starts_on=clock.today(),
                registered_on=clock.today(),
                informed_on=clock.today(),
                created_at=clock.now(),
            )
        )
        for placement in qualification.placements:
            self.progress(candidate, placement.unit)
        return made

    def registered(self, candidate: Candidate, qualification: Qualification) -> Enrolment:
        """An enrolment under the rule the qualification came with; no unit is begun."""
        made: Enrolment = self._add(
            Enrolment(
                candidate_id=candidate.id,
                qualification_id=qualification.id,
                rule_id=qualification.rules[-1].id,
                starts_on=clock.today(),
                registered_on=clock.today(),
                created_at=clock.now() + timedelta(seconds=next(numbers)),
            )
        )
        return made

    def chosen(self, enrolment: Enrolment, unit: Unit) -> ChosenUnit:
        """An optional unit the candidate plans to do."""
        made: ChosenUnit = self._add(
            ChosenUnit(
                enrolment_id=enrolment.id,
                unit_id=unit.id,
                chosen_by_id=enrolment.candidate.user_id,
                chosen_at=clock.now(),
            )
        )
        return made

    def progress(self, candidate: Candidate, unit: Unit) -> UnitProgress:
        made: UnitProgress = self._add(
            UnitProgress(
                candidate_id=candidate.id,
                unit_id=unit.id,
                specification_id=unit.specifications[-1].id if unit.specifications else None,
                created_at=clock.now(),
            )
        )
        return made

    def assignment(self, enrolment: Enrolment, role: Role, user: User, by: User) -> Assignment:
        made: Assignment = self._add(
            Assignment(
                enrolment_id=enrolment.id,
                candidate_id=enrolment.candidate_id,
                role=role,
                user_id=user.id,
                began_at=clock.now(),
                began_by_id=by.id,
            )
        )
        return made

    def access(
        self, user: User, candidate: Candidate, by: User, ends_on: date | None = None
    ) -> VerifierAccess:
        made: VerifierAccess = self._add(
            VerifierAccess(
                centre_id=candidate.centre_id,
                user_id=user.id,
                candidate_id=candidate.id,
                starts_on=clock.today() - timedelta(days=1),
                ends_on=ends_on or clock.today() + timedelta(days=7),
                granted_by_id=by.id,
                created_at=clock.now(),
            )
        )
        return made

    def evidence(self, candidate: Candidate, **columns: Any) -> Evidence:
        candidate.last_evidence_number += 1
        columns.setdefault("state", EvidenceState.DRAFT)
        columns.setdefault("title", f"Demo item {candidate.last_evidence_number}")
        columns.setdefault("kind", "product")
        made: Evidence = self._add(
            Evidence(
                candidate_id=candidate.id,
                item_number=candidate.last_evidence_number,
                created_by_id=columns.pop("created_by_id", candidate.user_id),
                created_at=clock.now(),
                **columns,
            )
        )
        return made

    def file(self, evidence: Evidence, name: str = "demo.pdf", **columns: Any) -> EvidenceFile:
        n = next(numbers)
        columns.setdefault("key", f"c/{evidence.candidate.centre_id}/00/{n:032x}")
        columns.setdefault("sha256", f"{n:064x}")
        columns.setdefault("size", 1234)
        columns.setdefault("media_type", "application/pdf")
        columns.setdefault("state", FileState.STORED)
        columns.setdefault("uploaded_at", clock.now())
        made: EvidenceFile = self._add(
            EvidenceFile(
                evidence_id=evidence.id,
                candidate_id=evidence.candidate_id,
                name=name,
                position=n,
                uploaded_by_id=evidence.created_by_id,
                **columns,
            )
        )
        self.session.refresh(evidence, ["files"])
        return made

    def tag(self, evidence: Evidence, progress: UnitProgress, criterion_id: UUID) -> EvidenceTag:
        made: EvidenceTag = self._add(
            EvidenceTag(
                evidence_id=evidence.id,
                unit_id=progress.id,
                criterion_id=criterion_id,
                tagged_by_id=evidence.created_by_id,
                tagged_at=clock.now(),
            )
        )
        self.session.refresh(evidence, ["tags"])
        return made

    def declaration(self, progress: UnitProgress, **columns: Any) -> Declaration:
        """The candidate's signature under the unit's evidence as it is now."""
        content = current_content(self.session, progress)
        made: Declaration = self._add(
            Declaration(
                unit_id=progress.id,
                signed_by_id=progress.candidate.user_id,
                signed_role=Role.CANDIDATE.value,
                signed_at=columns.pop("signed_at", clock.now()),
                wording_version=content["wording"],
                content=content,
                content_sha256=fingerprint(content),
                **columns,
            )
        )
        return made

    def sign_off(self, progress: UnitProgress, by: User) -> SignOff:
        """The assessor's signature under the unit, standing."""
        made: SignOff = self._add(
            SignOff(
                unit_id=progress.id,
                candidate_user_id=progress.candidate.user_id,
                signed_by_id=by.id,
                signed_role=Role.ASSESSOR.value,
                signed_at=clock.now(),
                authenticity=["discussed"],
                wording_version="1",
                content={},
                content_sha256="0" * 64,
            )
        )
        return made

    def criteria(self, progress: UnitProgress) -> list[Criterion]:
        return list(
            self.session.scalars(
                select(Criterion)
                .where(Criterion.specification_id == progress.specification_id)
                .order_by(Criterion.position)
            )
        )
