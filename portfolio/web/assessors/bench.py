"""What stands on the workbench, and what an assessor sends from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request, url_for

from portfolio.domain.actors import Actor
from portfolio.domain.criterion_words import criterion_name
from portfolio.domain.date_words import day
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.judging import Asked, Judgement, Sheet
from portfolio.domain.methods import METHODS
from portfolio.domain.states import DecisionOutcome, DecisionStage
from portfolio.models.assessment import Assessment, Decision
from portfolio.models.evidence import Evidence
from portfolio.queries import assessing, queue, unit_places
from portfolio.queries.assessing import ItemCriteria
from portfolio.queries.unit_places import UnitPlace
from portfolio.services.item_hold import Seen
from portfolio.web.assessors.forms import judge_form
from portfolio.web.forms import Form

OUTCOMES = {"met": DecisionOutcome.MET, "not": DecisionOutcome.NOT_YET}
SENT = {outcome.value: sent for sent, outcome in OUTCOMES.items()}


@dataclass(frozen=True)
class Bench:
    """One item on the workbench, with the criteria this assessor decides."""

    evidence: Evidence
    criteria: ItemCriteria
    assessment: Assessment | None
    places: dict[UUID, UnitPlace]
    waiting: Sequence[UUID]
    form: Form

    @property
    def versions(self) -> Seen:
        return Seen(self.evidence.version, self.assessment.version if self.assessment else 0)

    @property
    def kind(self) -> str:
        kind = self.evidence.kind
        return EvidenceType(kind).words if kind in set(EvidenceType) else kind

    @property
    def judged(self) -> int:
        return sum(bool(self._data("outcome", one)) for one in self.criteria.asked)

    def kept_by_another(self, actor: Actor) -> str:
        """Who else began to judge the item and kept a draft, empty when nobody did."""
        kept = self.assessment
        return kept.assessor.name if kept and kept.assessor_id != actor.user_id else ""

    @property
    def judges(self) -> list[dict[str, Any]]:
        """The criteria as the component takes them; the first undecided one stands open."""
        rows = [self._judge(one) for one in self.criteria.asked]
        first = next((row for row in rows if not row["outcome"]), rows[0] if rows else None)
        for row in rows:
            row["open"] = row is first
        return rows

    @property
    def fixed(self) -> list[dict[str, str]]:
        """Criteria of the item this assessor does not decide now, and why not."""
        criteria = self.criteria
        found = []
        for criterion_id, tag in criteria.tags.items():
            if criterion_id in criteria.locked:
                why = "signed off. Withdraw the sign-off to change a decision"
            elif criterion_id in criteria.others:
                why = "judged by another assessor"
            else:
                continue
            number = criterion_name(tag.criterion.criterion_number)
            found.append({"number": number, "unit": self.unit_words(tag.unit_id), "why": why})
        return found

    @property
    def units(self) -> list[str]:
        return [f"{self.unit_words(one)}, {title}" for one, title in self._titles().items()]

    @property
    def methods(self) -> list[dict[str, Any]]:
        bar = next((one.simulation_bar for one in self.criteria.asked if one.simulation_bar), None)
        return [
            {"code": code, "word": word, "barred": bar if code == "S" else None}
            for code, word in METHODS.items()
        ]

    @property
    def place_in_queue(self) -> int:
        ids = list(self.waiting)
        return ids.index(self.evidence.id) + 1 if self.evidence.id in ids else 0

    @property
    def previous(self) -> str | None:
        return self._neighbour(-1)

    @property
    def next(self) -> str | None:
        return self._neighbour(1)

    def unit_words(self, unit_id: UUID) -> str:
        return f"Unit {self.places[unit_id].number}" if unit_id in self.places else "Unit"

    def _titles(self) -> dict[UUID, str]:
        return {tag.unit_id: tag.unit.unit.title for tag in self.criteria.tags.values()}

    def _neighbour(self, step: int) -> str | None:
        at = self.place_in_queue - 1 + step if self.place_in_queue else 0
        if not 0 <= at < len(self.waiting) or self.waiting[at] == self.evidence.id:
            return None
        return url_for("assessors.workbench", evidence_id=self.waiting[at])

    def _judge(self, asked: Asked) -> dict[str, Any]:
        outcome = self._data("outcome", asked)
        errors = [
            message
            for part in ("outcome", "reason", "change")
            for message in self.form[f"{part}-{asked.criterion_id}"].errors
        ]
        decision = self.criteria.current.get(asked.criterion_id)
        tag = self.criteria.tags[asked.criterion_id]
        several = len(self._titles()) > 1
        return {
            "id": asked.criterion_id,
            "number": asked.name,
            "named": asked.name != asked.number,
            "text": tag.criterion.text,
            "guidance": tag.criterion.guidance,
            "note": self.criteria.notes.get(asked.criterion_id),
            "unit": self.unit_words(tag.unit_id) if several else "",
            "state": {"met": "Met", "not": "Not yet"}.get(outcome or "", "Tagged"),
            "outcome": outcome,
            "reason": self._data("reason", asked),
            "change": self._data("change", asked),
            "error": errors[0] if errors else None,
            "earlier": earlier_words(decision) if decision else "",
            "asks_change": bool(asked.earlier and asked.earlier.same_submission),
            "decided": decision is not None,
        }

    def _data(self, part: str, asked: Asked) -> str | None:
        data: str | None = self.form[f"{part}-{asked.criterion_id}"].data
        return data


def load(session: Any, actor: Actor, evidence: Evidence, form: Form | None = None) -> Bench:
    """The workbench of one item: what was typed, else what was kept, else what was decided."""
    criteria = assessing.item_criteria(session, actor, evidence)
    assessment = assessing.open_assessment(session, evidence.id)
    if form is None:
        form = judge_form(criteria.asked, formdata=None, data=_kept(criteria, assessment))
    return Bench(
        evidence=evidence,
        criteria=criteria,
        assessment=assessment,
        places=unit_places.places(session, criteria.unit_ids),
        waiting=queue.waiting_items(session, actor),
        form=form,
    )


def sheet_of(form: Form, asked: Sequence[Asked]) -> Sheet:
    """What was typed on the workbench, as the rules take it."""
    judgements = tuple(
        Judgement(
            one.criterion_id,
            OUTCOMES.get(form[f"outcome-{one.criterion_id}"].data or ""),
            form[f"reason-{one.criterion_id}"].data or "",
            form[f"change-{one.criterion_id}"].data or "",
        )
        for one in asked
    )
    stage = form.stage.data
    return Sheet(
        judgements,
        tuple(form.methods.data or ()),
        DecisionStage(stage) if stage in set(DecisionStage) else DecisionStage.SUMMATIVE,
        form.feedback.data or "",
    )


def seen() -> Seen:
    """The versions the page was built from; a page without them saw nothing."""
    try:
        return Seen(int(request.form["version"]), int(request.form["assessment_version"]))
    except (KeyError, ValueError):
        raise Refusal(
            "This page was not sent whole. Look at the item, then send it again"
        ) from None


def earlier_words(decision: Decision) -> str:
    """ "Met, Demo Assessor 1, 14 October 2026, summative: the justification"."""
    return (
        f"Decided before: {decision.outcome.value}, {decision.assessor.name}, "
        f"{day(decision.decided_at)}, {decision.stage.value.lower()}: {decision.justification}"
    )


def _kept(criteria: ItemCriteria, assessment: Assessment | None) -> dict[str, Any]:
    """The fields as last kept, or as last decided where nothing is kept."""
    data: dict[str, Any] = {}
    for asked in criteria.asked:
        key = asked.criterion_id
        if decision := criteria.current.get(key):
            data[f"outcome-{key}"] = SENT[decision.outcome.value]
            data[f"reason-{key}"] = decision.justification
            data["methods"] = list(decision.methods)
    if assessment is None:
        return data
    for key_text, noted in assessment.draft.items():
        data[f"outcome-{key_text}"] = SENT.get(noted["outcome"] or "")
        data[f"reason-{key_text}"] = noted["why"]
        data[f"change-{key_text}"] = noted["reason"]
    return data | {
        "methods": list(assessment.methods),
        "stage": assessment.stage.value,
        "feedback": assessment.feedback,
    }
