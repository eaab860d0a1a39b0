"""What an assessor signs when they sign a unit off, and the conditions of doing so."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.actors import Actor, Role
from portfolio.domain.coverage import UnitCoverage
from portfolio.domain.signature import (
    SignedAuthenticity,
    SignedDecision,
    SignedFile,
    SignedItem,
    SignedUnit,
    declaration_state,
    declaration_statement,
    fingerprint,
    sign_off_statement,
    stands,
)
from portfolio.domain.signoff import SignOffFacts
from portfolio.domain.states import DecisionStage, DeclarationState, EvidenceState
from portfolio.models.assessment import Decision, Declaration, SignOff, UnitProgress
from portfolio.queries import assessing, declarations, record_sheet, unit_places
from portfolio.queries.record_sheet import RecordSheet, SheetItem
from portfolio.queries.unit_places import UnitPlace

Statement = dict[str, Any]

SEEN = ("items", "decisions", "declaration")
"""The parts of a sign-off that were there before the assessor filled anything in."""


@dataclass(frozen=True)
class Prepared:
    """Everything a unit's pages and its sign-off rest on, as it is now."""

    sheet: RecordSheet
    coverage: UnitCoverage
    facts: SignOffFacts
    declarations: list[Declaration]
    """Every declaration given, the latest first."""
    sign_offs: list[SignOff]
    """Every sign-off given, the latest first."""
    place: UnitPlace | None
    unit: SignedUnit

    @property
    def declaration(self) -> Declaration | None:
        """The last declaration given, standing or void."""
        return self.declarations[0] if self.declarations else None

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off in force."""
        return next((one for one in self.sign_offs if one.withdrawn_at is None), None)

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
            self.declaration.content_sha256 if self.declaration else "",
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
    """The state of a unit and what signing it off would sign, in at most eight queries."""
    sheet = record_sheet.load(session, unit)
    place = unit_places.places(session, [unit.id]).get(unit.id)
    signed_unit = SignedUnit(
        str(unit.candidate_id), place.entry_code if place else "", unit.unit.reference
    )
    declared = declarations.given(session, unit.id)
    sign_offs = given(session, unit.id)
    coverage = sheet.coverage(signed_off=any(one.withdrawn_at is None for one in sign_offs))
    facts = SignOffFacts(
        coverage=coverage,
        declaration=_declaration_state(signed_unit, sheet, declared),
        signer_is_assessor=actor.role is Role.ASSESSOR
        and bool(assessing.judges(session, actor, [unit.id])),
        signer_is_the_candidate=unit.candidate.user_id == actor.user_id,
        frozen_items=tuple(
            item.evidence.code
            for item in sheet.items
            if item.evidence.state is EvidenceState.FROZEN
        ),
        items_being_checked=tuple(item.evidence.code for item in sheet.items if item.checking),
    )
    return Prepared(sheet, coverage, facts, declared, sign_offs, place, signed_unit)


def declared_now(unit: SignedUnit, sheet: RecordSheet, wording: str) -> Statement:
    """What a declaration would say now; the same as ``declarations.current_content``."""
    files = [
        SignedFile(item.evidence.code, file.name, file.size, file.sha256)
        for item in sheet.items
        for file in item.files
    ]
    items = [
        SignedItem(one.evidence.code, one.evidence.title, one.evidence.place) for one in sheet.items
    ]
    return declaration_statement(unit, files, items, wording)


def _declaration_state(
    unit: SignedUnit, sheet: RecordSheet, declared: list[Declaration]
) -> DeclarationState:
    if not declared:
        return DeclarationState.UNSIGNED
    last = declared[0]
    if last.voided_at is not None or not stands(last.content, last.content_sha256):
        return DeclarationState.VOID
    now = declared_now(unit, sheet, last.wording_version)
    return declaration_state(last.content_sha256, now)


def seen_part(statement: Statement) -> str:
    """The fingerprint of the parts of a statement that do not depend on the signer's answers."""
    return fingerprint({name: statement[name] for name in SEEN})


def given(session: Session, unit_id: UUID) -> list[SignOff]:
    """Every sign-off of the unit, withdrawn ones too, the latest first."""
    return list(
        session.scalars(
            select(SignOff)
            .options(joinedload(SignOff.signed_by), joinedload(SignOff.withdrawn_by))
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
