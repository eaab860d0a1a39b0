"""What a candidate signs for a unit, and what has been signed: every item and file as it is now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.signature import (
    DECLARATION_WORDING,
    DECLARATION_WORDINGS,
    SignedFile,
    SignedItem,
    SignedUnit,
    declaration_state,
    declaration_statement,
    fingerprint,
    stands,
)
from portfolio.domain.states import DeclarationState, EvidenceState
from portfolio.models.assessment import Declaration, SignOff, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.programme import (
    Unit,
)
from portfolio.queries.evidence import is_counted
from portfolio.queries.unit_places import UnitPlace, places

NOT_SIGNED_FOR = frozenset({EvidenceState.DRAFT, EvidenceState.WITHDRAWN, EvidenceState.RETURNED})
"""Still worked on, taken back, or hidden until replaced: no evidence of the unit now."""

Statement = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A unit's declaration as its page shows it.

    ``statement`` is what would be signed now; ``given`` every signature, the latest first.
    """

    place: UnitPlace | None
    statement: Statement
    state: DeclarationState
    given: list[Declaration]

    @property
    def sha256(self) -> str:
        """Of the statement, sent back with the signature to prove what was seen."""
        return fingerprint(self.statement)

    @property
    def standing(self) -> Declaration | None:
        """The signature that holds now, None for an unsigned or void one."""
        return self.given[0] if self.state is DeclarationState.SIGNED else None


@dataclass(frozen=True)
class Standing:
    """The declaration of a unit: its state, and the last one given, standing or void."""

    state: DeclarationState
    last: Declaration | None


def signed_off() -> Exists:
    """Whether the ``UnitProgress`` of the query around it is signed off now."""
    return exists().where(SignOff.unit_id == UnitProgress.id, SignOff.withdrawn_at.is_(None))


def statements(
    session: Session, unit_ids: Collection[UUID], wordings: Mapping[UUID, str] | None = None
) -> dict[UUID, Statement]:
    """What a declaration of each unit would say now, in four queries whatever their number.

    ``wordings`` names the wording version of a unit where it is not the one in use, so that a
    newer wording leaves an older signature whole.
    """
    where = places(session, unit_ids)
    items = _items(session, unit_ids)
    files = _files(session, chain.from_iterable(items.values()))
    units = session.execute(
        select(UnitProgress.id, UnitProgress.candidate_id, Unit.reference)
        .join(UnitProgress.unit)
        .where(UnitProgress.id.in_(unit_ids))
    )
    return {
        unit_id: declaration_statement(
            SignedUnit(
                str(candidate_id),
                where[unit_id].entry_code if unit_id in where else "",
                reference,
            ),
            [
                SignedFile(item.code, file.name, file.size, file.sha256)
                for item in items[unit_id]
                for file in files[item.id]
            ],
            [SignedItem(item.code, item.title, item.place) for item in items[unit_id]],
            (wordings or {}).get(unit_id, DECLARATION_WORDING),
        )
        for unit_id, candidate_id, reference in units
    }


def current_content(
    session: Session, unit: UnitProgress, wording: str = DECLARATION_WORDING
) -> Statement:
    """Exactly what the candidate would sign for this unit now."""
    return statements(session, [unit.id], {unit.id: wording})[unit.id]


def sheet(session: Session, unit: UnitProgress) -> Sheet:
    """Everything the declaration page of this unit shows, in six queries."""
    statement = current_content(session, unit)
    signatures = given(session, unit.id)
    last = signatures[0] if signatures else None
    now = None
    if last is not None and last.voided_at is None:
        version = last.wording_version
        now = statement | {"wording": version, "text": DECLARATION_WORDINGS[version]}
    place = places(session, [unit.id]).get(unit.id)
    return Sheet(place, statement, _standing(last, now).state, signatures)


def given(session: Session, unit_id: UUID) -> list[Declaration]:
    """Every declaration of the unit, void ones too, the latest first."""
    return list(
        session.scalars(
            select(Declaration)
            .options(joinedload(Declaration.signed_by))
            .where(Declaration.unit_id == unit_id)
            .order_by(Declaration.signed_at.desc(), Declaration.voided_at.is_(None).desc())
        )
    )


def standing(session: Session, unit_id: UUID) -> Declaration | None:
    """The declaration that has not been voided, whether or not it still matches."""
    return session.scalar(
        select(Declaration).where(Declaration.unit_id == unit_id, Declaration.voided_at.is_(None))
    )


def standings(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """The declaration of each unit as it is now; the queries do not grow with the units."""
    last: dict[UUID, Declaration] = {}
    for declaration in session.scalars(
        select(Declaration)
        .where(Declaration.unit_id.in_(unit_ids))
        .order_by(Declaration.signed_at, Declaration.voided_at.is_(None))
    ):
        last[declaration.unit_id] = declaration
    whole = [unit_id for unit_id, one in last.items() if one.voided_at is None]
    now = statements(session, whole, {i: last[i].wording_version for i in whole}) if whole else {}
    return {unit_id: _standing(last.get(unit_id), now.get(unit_id)) for unit_id in unit_ids}


def state(session: Session, unit: UnitProgress) -> DeclarationState:
    """Unsigned, Signed, or Void: signed, but the evidence has changed since."""
    return standings(session, [unit.id])[unit.id].state


def is_intact(session: Session, declaration: Declaration) -> bool:
    """Whether the signature still fits both what it kept and the unit's evidence now (R-128)."""
    wording = {declaration.unit_id: declaration.wording_version}
    now = statements(session, [declaration.unit_id], wording)[declaration.unit_id]
    return stands(declaration.content, declaration.content_sha256) and stands(
        now, declaration.content_sha256
    )


def _standing(last: Declaration | None, now: Statement | None) -> Standing:
    if last is None:
        return Standing(DeclarationState.UNSIGNED, None)
    if now is None or not stands(last.content, last.content_sha256):
        return Standing(DeclarationState.VOID, last)
    return Standing(declaration_state(last.content_sha256, now), last)


def _items(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, list[Evidence]]:
    """The items a declaration of each unit covers."""
    pairs = session.execute(
        select(EvidenceTag.unit_id, Evidence)
        .join(EvidenceTag.evidence)
        .where(
            EvidenceTag.unit_id.in_(unit_ids),
            EvidenceTag.removed_at.is_(None),
            Evidence.state.not_in(NOT_SIGNED_FOR),
        )
    )
    found: dict[UUID, dict[UUID, Evidence]] = defaultdict(dict)
    for unit_id, item in pairs:
        found[unit_id][item.id] = item
    return defaultdict(list, {unit_id: list(items.values()) for unit_id, items in found.items()})


def _files(session: Session, items: Iterable[Evidence]) -> dict[UUID, list[EvidenceFile]]:
    """The files that count, asked for afresh: a loaded item may not know its newest."""
    found: dict[UUID, list[EvidenceFile]] = defaultdict(list)
    for file in session.scalars(
        select(EvidenceFile).where(
            EvidenceFile.evidence_id.in_({item.id for item in items}), is_counted()
        )
    ):
        found[file.evidence_id].append(file)
    return found
