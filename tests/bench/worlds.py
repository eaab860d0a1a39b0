"""Data of a chosen size for measurements, bulk-inserted into a migrated, empty database.

Every world holds the same things around its first candidate (one portfolio, one caseload, one
visit), so that a page can be compared between a small and a large one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.catalogue import read_shipped
from portfolio.domain.actors import Role
from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.audit import AuditEntry
from portfolio.models.base import Base
from portfolio.models.enrolment import (
    Assignment,
    Candidate,
    ChosenUnit,
    Enrolment,
    VerifierAccess,
)
from portfolio.models.notice import Notice
from portfolio.models.person import Centre, RoleGrant, SignIn, User
from portfolio.models.programme import CombinationRule, Qualification, UnitPlacement
from portfolio.queries.sign_ins import token_hash
from portfolio.services import catalogue
from tests.bench.portfolios import BenchUnit, Portfolio, sign, specifications

QUALIFICATION = "10380"
UNITS, CRITERIA_A_UNIT = 10, 5
CASELOAD = 40
VISITED = 12
SIGNED_UNITS = 3
"""Of the first portfolio."""


@dataclass(frozen=True)
class Size:
    """``items`` is what each candidate but the first has, one of them waiting for the assessor;
    the first has the portfolio of PORTFOLIO_ITEMS items."""

    centres: int
    candidates: int
    """In each centre."""
    items: int


PORTFOLIO_ITEMS = 60
A_CENTRE = Size(centres=1, candidates=200, items=1)
"""Data (a): 200 candidates, one portfolio; the others have handed in their first item."""
MANY_CENTRES = Size(centres=20, candidates=500, items=20)
"""Data (b): 10,000 candidates and 200,000 items of evidence, rows only."""
TINY = Size(centres=1, candidates=4, items=1)
FEW_CENTRES = Size(centres=2, candidates=50, items=4)


@dataclass(frozen=True)
class World:
    """What a measurement names: ids of the first portfolio and a sign-in token for each role."""

    ids: dict[str, UUID]
    tokens: dict[Role, str]
    file_keys: tuple[str, ...]


class Rows:
    """Rows waiting to be inserted, by table."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 -- ids of a test's rows
        self._waiting: dict[Any, list[dict[str, Any]]] = defaultdict(list)

    def id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def hex(self) -> str:
        return f"{self._random.getrandbits(256):064x}"

    def add(self, model: type[Base], **columns: Any) -> UUID:
        """Keep a row for the next ``write``; every row of a table names the same columns."""
        columns.setdefault("id", self.id())
        self._waiting[model.__table__].append(columns)
        made: UUID = columns["id"]
        return made

    def write(self, connection: Connection) -> None:
        """Insert what waits, parents before children."""
        for table in Base.metadata.sorted_tables:
            if rows := self._waiting.pop(table, None):
                connection.execute(insert(table), rows)


def build(session: Session, size: Size, seed: int = 1) -> World:
    """Fill the migrated, empty database behind ``session`` with a world of this size; commits."""
    catalogue.load(session, read_shipped())
    session.commit()
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA cache_size=-500000"))
    builder = _Builder(session, size, Rows(seed))
    for number in range(1, size.centres + 1):
        builder.centre(number)
        builder.rows.write(connection)
    sign(session, builder.signed, builder.assessor_id, builder.now)
    session.commit()
    return builder.world()


class _Builder:
    """Writes centre by centre; the first centre's first people are who the world names."""

    def __init__(self, session: Session, size: Size, rows: Rows) -> None:
        self.size, self.rows, self.now = size, rows, clock.now()
        qualification = session.scalars(
            select(Qualification).where(Qualification.entry_code == QUALIFICATION)
        ).one()
        self.qualification_id = qualification.id
        self.rule_id = session.scalars(
            select(CombinationRule.id).where(CombinationRule.qualification_id == qualification.id)
        ).first()
        self.units = self._units(session)
        self.ids: dict[str, UUID] = {}
        self.tokens: dict[Role, str] = {}
        self.file_keys: tuple[str, ...] = ()
        self.signed: list[UUID] = []
        self.assessor_id = UUID(int=0)

    def _units(self, session: Session) -> list[BenchUnit]:
        """All mandatory units and enough optional ones, five criteria each."""
        placements = session.scalars(
            select(UnitPlacement)
            .where(UnitPlacement.qualification_id == self.qualification_id)
            .order_by(UnitPlacement.mandatory.desc(), UnitPlacement.position)
            .limit(UNITS)
        )
        return specifications(self.rows, placements, CRITERIA_A_UNIT, self.now)

    def world(self) -> World:
        return World(self.ids, self.tokens, self.file_keys)

    def centre(self, number: int) -> None:
        """One centre with its staff, its candidates and their evidence."""
        self.centre_id = self.rows.add(
            Centre, name=f"Demo Centre {number}", number=f"{number:05d}", created_at=self.now
        )
        administrator = self._person(Role.ADMINISTRATOR, f"Administrator {number}")
        verifier = self._person(Role.VERIFIER, f"Verifier {number}")
        staff = (administrator, administrator)
        for index in range(self.size.candidates):
            if index % CASELOAD == 0:
                label = f"{number}-{index // CASELOAD + 1}"
                assessor = self._person(Role.ASSESSOR, f"Assessor {label}")
                staff = (assessor, self._person(Role.IQA, f"Quality Assurer {label}"))
            candidate_id = self._candidate(f"{number}-{index + 1}", staff, administrator)
            if index < VISITED:
                self._open_to(verifier, candidate_id, administrator)

    def _person(self, role: Role, label: str) -> UUID:
        """A user with a role; the first of each role gets the sign-in the world gives out."""
        user_id = self.rows.add(
            User,
            email=f"{label.lower().replace(' ', '-')}@centre.test",
            name=f"Demo {label}",
            privacy_read_at=self.now,
            privacy_version="1",
            originality_confirmed_at=self.now,
            created_at=self.now,
        )
        grant_id = self.rows.add(
            RoleGrant,
            user_id=user_id,
            centre_id=self.centre_id,
            role=role,
            starts_on=self.now.date() - timedelta(days=30),
            accepted_at=self.now,
            created_at=self.now,
        )
        if role not in self.tokens:
            self.tokens[role] = self._sign_in(user_id, grant_id)
        return user_id

    def _sign_in(self, user_id: UUID, grant_id: UUID) -> str:
        token = self.rows.hex()
        self.rows.add(
            SignIn,
            token_hash=token_hash(token),
            user_id=user_id,
            grant_id=grant_id,
            device="Measuring",
            created_at=self.now,
            # Noting once a minute that it is in use would fall on one page or another by chance.
            last_seen_at=self.now + timedelta(days=1),
            idle_until=self.now + timedelta(days=1),
            expires_at=self.now + timedelta(days=1),
        )
        return token

    def _candidate(self, label: str, staff: tuple[UUID, UUID], administrator: UUID) -> UUID:
        first = "candidate_id" not in self.ids
        items = PORTFOLIO_ITEMS if first else self.size.items
        user_id = self._person(Role.CANDIDATE, f"Candidate {label}")
        candidate_id = self.rows.add(
            Candidate,
            centre_id=self.centre_id,
            user_id=user_id,
            name=f"Demo Candidate {label}",
            location="Demo shop floor",
            born_on=datetime(1999, 3, 14).date(),  # noqa: DTZ001 -- a birthday has no zone
            last_evidence_number=items,
            created_at=self.now,
        )
        enrolment_id = self._enrolment(candidate_id, user_id)
        self._assign(enrolment_id, candidate_id, staff, administrator)
        portfolio = Portfolio(
            self.rows, self.units, self.centre_id, candidate_id, user_id, staff[0], self.now
        )
        portfolio.add_items(items, judged=items if first else items - 1)
        states = portfolio.add_units(achieved=SIGNED_UNITS if first else 0)
        self._trace(candidate_id, user_id, portfolio, states)
        if first:
            self._name(candidate_id, enrolment_id, portfolio)
            self.signed, self.assessor_id = portfolio.progress[:SIGNED_UNITS], staff[0]
        elif "waiting_id" not in self.ids:
            self.ids["waiting_id"] = portfolio.items[-1]
        return candidate_id

    def _name(self, candidate_id: UUID, enrolment_id: UUID, portfolio: Portfolio) -> None:
        self.ids |= {
            "candidate_id": candidate_id,
            "enrolment_id": enrolment_id,
            "unit_id": portfolio.progress[0],
            "evidence_id": portfolio.items[0],
        }
        self.file_keys = tuple(portfolio.file_keys)

    def _enrolment(self, candidate_id: UUID, user_id: UUID) -> UUID:
        enrolment_id = self.rows.add(
            Enrolment,
            candidate_id=candidate_id,
            qualification_id=self.qualification_id,
            rule_id=self.rule_id,
            starts_on=self.now.date() - timedelta(days=90),
            registered_on=self.now.date() - timedelta(days=90),
            informed_on=self.now.date() - timedelta(days=90),
            created_at=self.now,
        )
        for unit in self.units:
            if not unit.mandatory:
                self.rows.add(
                    ChosenUnit,
                    enrolment_id=enrolment_id,
                    unit_id=unit.unit_id,
                    chosen_by_id=user_id,
                    chosen_at=self.now,
                )
        return enrolment_id

    def _assign(
        self, enrolment_id: UUID, candidate_id: UUID, staff: tuple[UUID, UUID], by: UUID
    ) -> None:
        for role, user_id in zip((Role.ASSESSOR, Role.IQA), staff, strict=True):
            self.rows.add(
                Assignment,
                enrolment_id=enrolment_id,
                candidate_id=candidate_id,
                role=role,
                user_id=user_id,
                began_at=self.now,
                began_by_id=by,
            )

    def _open_to(self, verifier: UUID, candidate_id: UUID, by: UUID) -> None:
        self.rows.add(
            VerifierAccess,
            centre_id=self.centre_id,
            user_id=verifier,
            candidate_id=candidate_id,
            starts_on=self.now.date() - timedelta(days=1),
            ends_on=self.now.date() + timedelta(days=30),
            granted_by_id=by,
            created_at=self.now,
        )

    def _trace(
        self, candidate_id: UUID, user_id: UUID, portfolio: Portfolio, states: list[UnitState]
    ) -> None:
        """Two entries of the trail for each item, one for each achieved unit, and some news."""
        for subject_id, name, kind, details in self._deeds(portfolio, states):
            self.rows.add(
                AuditEntry,
                at=self.now,
                centre_id=self.centre_id,
                candidate_id=candidate_id,
                actor_id=user_id,
                actor_role=Role.CANDIDATE.value,
                name=name,
                subject_kind=kind,
                subject_id=subject_id,
                details=details,
            )
        for number in range(3):
            self.rows.add(
                Notice,
                key=f"{candidate_id}-{number}",
                user_id=user_id,
                centre_id=self.centre_id,
                kind="evidence:accepted",
                text="Your evidence was accepted",
                path="/",
                created_at=self.now,
                read_at=self.now if number else None,
            )

    def _deeds(
        self, portfolio: Portfolio, states: list[UnitState]
    ) -> Iterator[tuple[UUID, str, str, dict[str, Any]]]:
        for item in portfolio.items:
            yield item, "evidence:added", "evidence", {"files": 1}
            yield item, "evidence:submitted", "evidence", {"to": EvidenceState.SUBMITTED.value}
        for unit_id, state in zip(portfolio.progress, states, strict=True):
            if state is UnitState.ACHIEVED:
                yield unit_id, "unit:signed-off", "unit", {"role": Role.ASSESSOR.value}
