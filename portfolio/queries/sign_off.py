"""What an assessor signs when they sign a unit off, and the conditions of doing so."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor, Role
from portfolio.domain.signature import (
    SignedAuthenticity,
    SignedDecision,
    SignedUnit,
    fingerprint,
    sign_off_statement,
    stands,
)
from portfolio.domain.signoff import SignOffFacts
from portfolio.domain.states import DecisionStage, EvidenceState
from portfolio.models.assessment import Decision, SignOff, UnitProgress
from portfolio.queries import assessing, declarations, record_sheet
from portfolio.queries.coverage import coverage_of
from portfolio.queries.record_sheet import RecordSheet, SheetItem

Statement = dict[str, Any]

SEEN = ("items", "decisions", "declaration")
"""The parts of a sign-off that were there before the assessor filled anything in."""


@dataclass(frozen=True)
class Prepared:
    """Everything a sign-off of this unit needs, as it is now."""

    sheet: RecordSheet
    facts: SignOffFacts
    declaration: declarations.Standing
    unit: SignedUnit

    def statement(self, assessor_id: UUID, authenticity: SignedAuthenticity) -> Statement:
        """Exactly what the assessor signs."""
        signed = sign_off_statement(
            self.unit,
            str(assessor_id),
            [
                SignedDecision(
                    self._number(criterion_id),
                    decision.outcome.value,
                    tuple(decision.methods),
                    str(decision.id),
                )
                for item in self.sheet.items
                for criterion_id, decision in _summative(item)
            ],
            authenticity,
            self.declaration.last.content_sha256 if self.declaration.last else "",
        )
        return signed | {"items": [_item(item) for item in self.sheet.items]}

    @property
    def seen_sha256(self) -> str:
        """The fingerprint of what is on the page before anything is filled in."""
        return seen_part(self.statement(UUID(int=0), SignedAuthenticity((), "")))

    def _number(self, criterion_id: UUID) -> str:
        numbers = {one.id: one.criterion_number for one in self.sheet.criteria}
        return numbers.get(criterion_id, str(criterion_id))


def prepare(session: Session, actor: Actor, unit: UnitProgress) -> Prepared:
    """What signing off would rest on and sign; the queries do not grow with the unit."""
    sheet = record_sheet.load(session, unit)
    declaration = declarations.standings(session, [unit.id])[unit.id]
    place = declarations.places(session, [unit.id]).get(unit.id)
    is_assessor = actor.role is Role.ASSESSOR and bool(assessing.judges(session, actor, [unit.id]))
    facts = SignOffFacts(
        coverage=coverage_of(session, [unit.id])[unit.id],
        declaration=declaration.state,
        signer_is_assessor=is_assessor,
        signer_is_the_candidate=unit.candidate.user_id == actor.user_id,
        frozen_items=tuple(
            item.evidence.code
            for item in sheet.items
            if item.evidence.state is EvidenceState.FROZEN
        ),
    )
    entry_code = place.entry_code if place else ""
    signed = SignedUnit(str(unit.candidate_id), entry_code, unit.unit.reference)
    return Prepared(sheet, facts, declaration, signed)


def seen_part(statement: Statement) -> str:
    """The fingerprint of the parts of a statement that do not depend on the signer's answers."""
    return fingerprint({name: statement[name] for name in SEEN})


def given(session: Session, unit_id: UUID) -> list[SignOff]:
    """Every sign-off of the unit, withdrawn ones too, the latest first."""
    return list(
        session.scalars(
            select(SignOff)
            .where(SignOff.unit_id == unit_id)
            .order_by(SignOff.signed_at.desc(), SignOff.withdrawn_at.is_(None).desc())
        )
    )


def standing(session: Session, unit_id: UUID) -> SignOff | None:
    """The sign-off in force."""
    return session.scalar(
        select(SignOff).where(SignOff.unit_id == unit_id, SignOff.withdrawn_at.is_(None))
    )


def is_intact(sign_off: SignOff, prepared: Prepared) -> bool:
    """Whether the signature fits both what it kept and the record sheet as it is now (R-128)."""
    kept = stands(sign_off.content, sign_off.content_sha256)
    return kept and seen_part(sign_off.content) == prepared.seen_sha256


def _summative(item: SheetItem) -> list[tuple[UUID, Decision]]:
    """Always in the same order: what is signed must give the same fingerprint again."""
    found = ((i, one) for i, one in item.decisions.items() if one.stage is DecisionStage.SUMMATIVE)
    return sorted(found, key=lambda pair: str(pair[1].id))


def _item(item: SheetItem) -> dict[str, Any]:
    evidence = item.evidence
    return {
        "evidence": evidence.code,
        "title": evidence.title,
        "kept": evidence.place,
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256} for file in item.files
        ],
    }
