"""Electronic signatures: exactly what is signed, as bytes that give the same hash for ever."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portfolio.domain.numbering import criterion_order
from portfolio.domain.states import DeclarationState

DECLARATION_WORDINGS: dict[str, str] = {
    "declaration-1": (
        "The evidence listed here for this unit is my own work. Where other people took part, I "
        "have said what I did myself. Where I used words or ideas of others, I have named the "
        "source. I know that claiming work that is not mine can end in disqualification."
    ),
}
"""Every wording ever signed, by version; a version is never changed, only followed by another."""

SIGN_OFF_WORDINGS: dict[str, str] = {
    "sign-off-1": (
        "I have judged the candidate's own evidence against every criterion of this unit and "
        "found each one met. I checked that the work is the candidate's in the way stated here, "
        "and I am confident that it is. The evidence is valid and sufficient, and the candidate "
        "can work to this standard without help."
    ),
    "sign-off-2": (
        "I have judged the candidate's own evidence against every criterion and every evidence "
        "requirement of this unit and found each one met. I checked that the work is the "
        "candidate's in the way stated here, and I am confident that it is. The evidence is valid "
        "and sufficient, and the candidate can work to this standard without help."
    ),
}
"""The assessor's statements at sign-off, by version, under the same rule."""

DECLARATION_WORDING = "declaration-1"
SIGN_OFF_WORDING = "sign-off-2"


@dataclass(frozen=True)
class SignedFile:
    """A file as a signature covers it: its item's code, its name, its size in bytes, its hash."""

    evidence_code: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class SignedItem:
    """An item without a file, as a signature covers it: where its original is kept."""

    evidence_code: str
    title: str
    location: str


@dataclass(frozen=True)
class SignedDecision:
    """A decision as the assessor's sign-off covers it."""

    criterion: str
    outcome: str
    methods: tuple[str, ...]
    decision_id: str


@dataclass(frozen=True)
class SignedAuthenticity:
    """How the assessor checked that the work is the candidate's, as the sign-off covers it."""

    checks: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class SignedUnit:
    """Whose unit is signed: ids as text, and the published references."""

    candidate_id: str
    entry_code: str
    unit_reference: str


def declaration_statement(
    unit: SignedUnit,
    files: Iterable[SignedFile],
    items: Iterable[SignedItem] = (),
    wording: str = DECLARATION_WORDING,
) -> dict[str, Any]:
    """What the candidate signs for a unit; the order the files are given in makes no difference.

    Raises KeyError for a wording version that does not exist.
    """
    return {
        "kind": "declaration",
        "wording": wording,
        "text": DECLARATION_WORDINGS[wording],
        **_unit(unit),
        "files": sorted(
            (
                {"evidence": f.evidence_code, "name": f.name, "size": f.size, "sha256": f.sha256}
                for f in files
            ),
            key=lambda entry: (entry["evidence"], entry["name"], entry["sha256"]),
        ),
        "items": sorted(
            ({"evidence": i.evidence_code, "title": i.title, "kept": i.location} for i in items),
            key=lambda entry: entry["evidence"],
        ),
    }


def sign_off_statement(
    unit: SignedUnit,
    assessor_id: str,
    decisions: Iterable[SignedDecision],
    authenticity: SignedAuthenticity,
    declaration_sha256: str,
    wording: str = SIGN_OFF_WORDING,
) -> dict[str, Any]:
    """What the assessor signs: every decision, how authenticity was checked, the declaration.

    Raises KeyError for a wording version that does not exist.
    """
    return {
        "kind": "sign-off",
        "wording": wording,
        "text": SIGN_OFF_WORDINGS[wording],
        **_unit(unit),
        "assessor": assessor_id,
        "decisions": [
            {
                "criterion": d.criterion,
                "outcome": d.outcome,
                "methods": list(d.methods),
                "decision": d.decision_id,
            }
            for d in sorted(decisions, key=lambda d: criterion_order(d.criterion))
        ],
        "authenticity": {"checks": sorted(authenticity.checks), "note": authenticity.note},
        "declaration": declaration_sha256,
    }


def canonical(statement: Mapping[str, Any]) -> bytes:
    """The statement as JSON in UTF-8 with sorted keys and no spare spaces.

    Raises TypeError for anything but text, whole numbers, truth values, None, lists and
    mappings with text keys: nothing else has only one way of being written.
    """
    _refuse_ambiguous(statement)
    return json.dumps(
        statement, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def fingerprint(statement: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical statement, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(statement)).hexdigest()


def stands(statement: Mapping[str, Any], signed_sha256: str) -> bool:
    """Whether what was signed is still what is there."""
    return fingerprint(statement) == signed_sha256


def declaration_state(signed_sha256: str | None, statement: Mapping[str, Any]) -> DeclarationState:
    """The state of a declaration against the unit's evidence as it is now.

    `statement` is built with the wording version that was signed, so that a newer wording voids
    nothing; evidence added, replaced or taken away does (R-121).
    """
    if signed_sha256 is None:
        return DeclarationState.UNSIGNED
    return DeclarationState.SIGNED if stands(statement, signed_sha256) else DeclarationState.VOID


def _unit(unit: SignedUnit) -> dict[str, str]:
    return {
        "candidate": unit.candidate_id,
        "qualification": unit.entry_code,
        "unit": unit.unit_reference,
    }


def _refuse_ambiguous(value: object) -> None:
    if isinstance(value, Mapping):
        for name, held in value.items():
            if not isinstance(name, str):
                raise TypeError(f"a signed statement cannot hold the key {name!r}")
            _refuse_ambiguous(held)
    elif isinstance(value, list):
        for held in value:
            _refuse_ambiguous(held)
    elif value is not None and not isinstance(value, str | int):
        raise TypeError(f"a signed statement cannot hold {value!r}")
