"""How a unit is shown: its coverage, gaps, record sheet, conditions and signatures."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.criterion_words import counted_of, listed_criteria
from portfolio.domain.permissions import Permission
from portfolio.domain.signoff import AuthenticityCheck, Condition, Remedy, conditions
from portfolio.domain.states import CriterionState, DeclarationState, EvidenceState
from portfolio.models.assessment import Decision, SignOff, UnitProgress
from portfolio.models.evidence import Evidence
from portfolio.models.specification import REQUIREMENTS
from portfolio.queries import sign_off as signing
from portfolio.queries.record_sheet import SheetItem
from portfolio.queries.sign_off import Prepared
from portfolio.web.context import can
from portfolio.web.filters import day_and_time, fingerprint


@dataclass(frozen=True)
class UnitView:
    """A unit and everything its pages say about it, for one reader."""

    actor: Actor
    unit: UnitProgress
    prepared: Prepared

    @property
    def number(self) -> str:
        return self.prepared.place.number if self.prepared.place else ""

    @property
    def heading(self) -> str:
        title = self.unit.unit.title
        return f"Unit {self.number}: {title}" if self.number else title

    @property
    def judges(self) -> bool:
        """Whether the reader is the assessor of this unit."""
        return self.prepared.facts.signer_is_assessor and can(Permission.SIGN_OFF_UNIT, self.unit)

    @property
    def bricks(self) -> list[dict[str, str]]:
        states = self.prepared.coverage.states
        return [{"number": number, "state": state.value} for number, state in states.items()]

    @property
    def met(self) -> str:
        """How many are met: "12 of 12 criteria and 1 of 2 evidence requirements met"."""
        coverage = self.prepared.coverage
        return f"{counted_of(coverage.met, coverage.criteria)} met"

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """The criteria without accepted evidence, each set with what it waits for (R-151)."""
        words = {
            CriterionState.OPEN: "no evidence yet",
            CriterionState.TAGGED: "tagged, no decision yet",
            CriterionState.NOT_YET: "not yet",
        }
        states = self.prepared.coverage.states
        found = []
        for state, fact in words.items():
            numbers = [number for number, held in states.items() if held is state]
            if numbers:
                found.append((listed_criteria(numbers), fact))
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each criterion with its items and the decision that settles it."""
        sheet, states = self.prepared.sheet, self.prepared.coverage.states
        return [
            {
                "criterion": criterion,
                "state": states[criterion.criterion_number].value,
                "items": [self._linked(item) for item in sheet.items_of(criterion.id)],
                "decision": sheet.settled.get(criterion.id),
            }
            for criterion in sheet.criteria
        ]

    @property
    def items(self) -> list[dict[str, Any]]:
        """Every item of the unit, drafts for their candidate only."""
        own = self.actor.role is Role.CANDIDATE
        shown = (*self.prepared.sheet.items, *(self.prepared.sheet.drafts if own else ()))
        return [
            self._linked(item) | {"state": item.evidence.state.value, "checking": item.checking}
            for item in shown
        ]

    @property
    def files(self) -> list[dict[str, Any]]:
        """What a sign-off covers: every file with its fingerprint, and items without one."""
        shown: list[dict[str, Any]] = []
        for item in self.prepared.sheet.items:
            about = {"reference": item.evidence.code, "title": item.evidence.title}
            shown += [
                about | {"name": file.name, "size": file.size, "sha256": file.sha256}
                for file in item.files
            ]
            if not item.files:
                shown.append(about | {"kept": item.evidence.place})
        return shown

    @property
    def matrix(self) -> dict[str, Any]:
        """The record sheet as its component takes it."""
        sheet = self.prepared.sheet
        words = {criterion.id: criterion.criterion_number for criterion in sheet.criteria}
        return {
            "unit": self.number,
            "outcomes": [
                {
                    "number": outcome.number,
                    "title": outcome.text,
                    "requirements": outcome.kind == REQUIREMENTS,
                    "criteria": [
                        {"number": one.criterion_number, "text": one.text}
                        for one in sheet.criteria
                        if one.outcome_id == outcome.id
                    ],
                }
                for outcome in sheet.outcomes
            ],
            "items": [
                self._linked(item)
                | {
                    "methods": ", ".join(item.methods),
                    "cells": {words[one]: item.word(one) for one in words},
                }
                for item in sheet.items
            ],
            "decisions": {
                words[one]: _settled_word(decision)
                for one, decision in sheet.settled.items()
                if one in words
            },
        }

    @property
    def signatures(self) -> list[dict[str, str]]:
        """The boxes at the foot of the sheet; quality assurance signs only what it sampled."""
        declared = self.prepared.declaration
        stands = self.prepared.facts.declaration is DeclarationState.SIGNED
        signed = self.prepared.sign_off
        candidate = "Not signed"
        if declared and stands:
            candidate = (
                f"{declared.signed_by.name}, signed electronically "
                f"{day_and_time(declared.signed_at)}. SHA-256 "
                f"{fingerprint(declared.content_sha256)}"
            )
        assessor = "Not signed"
        if signed:
            assessor = (
                f"{signed.signed_by.name}, signed electronically "
                f"{day_and_time(signed.signed_at)}. SHA-256 {fingerprint(signed.content_sha256)}"
            )
        return [
            {"title": "Candidate: this work is my own", "words": candidate},
            {"title": "Assessor: the criteria are met", "words": assessor},
        ]

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """The conditions of sign-off; those about the signer are for the assessor alone."""
        return [
            {
                "met": one.stands,
                "words": one.name if one.stands else one.name[0].lower() + one.name[1:],
                "facts": one.facts if not one.stands else "",
                "remedy": remedy,
                "href": href,
            }
            for one in conditions(self.prepared.facts)
            if self.judges or one.remedy is not Remedy.ASSESSOR
            for remedy, href in [self._remedy(one)]
        ]

    @property
    def ready(self) -> bool:
        return all(one.stands for one in conditions(self.prepared.facts))

    @property
    def missing(self) -> int:
        return sum(not one["met"] for one in self.conditions)

    @property
    def printed_at(self) -> Any:
        return clock.now()

    def is_intact(self, sign_off: SignOff) -> bool:
        return signing.is_intact(sign_off, self.prepared)

    def checks(self, sign_off: SignOff) -> str:
        """How authenticity was checked, in words."""
        words = [AuthenticityCheck(one).words for one in sign_off.authenticity]
        if sign_off.authenticity_note:
            words.append(sign_off.authenticity_note)
        return "; ".join(words)

    def _remedy(self, condition: Condition) -> tuple[str, str]:
        if condition.stands:
            return "", ""
        if condition.remedy is Remedy.CRITERIA:
            return self._open_what_waits()
        if condition.remedy is Remedy.DECLARATION and can(Permission.DECLARE_UNIT, self.unit):
            return "Sign the declaration", f"/candidate/units/{self.unit.id}/declare"
        if condition.remedy is Remedy.EVIDENCE:
            for item in self.prepared.sheet.items:
                if item.evidence.state != "Frozen" and not item.checking:
                    continue
                return f"Open {item.evidence.code}", self._address(item.evidence)
        return "", ""

    def _open_what_waits(self) -> tuple[str, str]:
        """The item to look at next: one that waits, or was sent back."""
        wanted = {EvidenceState.SUBMITTED, EvidenceState.REFERRED}
        waiting = [i.evidence for i in self.prepared.sheet.items if i.evidence.state in wanted]
        waiting.sort(key=lambda one: one.state is not EvidenceState.SUBMITTED)
        if waiting:
            return f"Open {waiting[0].code}", self._address(waiting[0])
        return "See the gaps", "#coverage"

    def _linked(self, item: SheetItem) -> dict[str, Any]:
        evidence = item.evidence
        return {
            "reference": evidence.code,
            "title": evidence.title,
            "href": self._address(evidence),
        }

    def _address(self, evidence: Evidence) -> str:
        if self.judges and evidence.state in {EvidenceState.SUBMITTED, EvidenceState.REFERRED}:
            return url_for("assessors.workbench", evidence_id=evidence.id)
        return url_for("portfolios.evidence", evidence_id=evidence.id)


def _settled_word(decision: Decision) -> str:
    return "met" if decision.outcome.value == "Met" else "not yet"
