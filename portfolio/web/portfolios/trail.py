"""The trail of a unit, criterion to sign-off, for whoever has to trust it."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor, Role
from portfolio.domain.criterion_words import counted_of
from portfolio.domain.date_words import day
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.permissions import Permission
from portfolio.domain.states import FileState
from portfolio.extensions import db_session
from portfolio.models.assessment import Decision, UnitProgress
from portfolio.models.evidence import Evidence
from portfolio.queries import appeals
from portfolio.queries import trail as trails
from portfolio.queries.trail import CriterionTrail, UnitTrail
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.filters import file_size
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint


@blueprint.get("/units/<uuid:unit_id>/trail")
@requires(Permission.READ_UNIT, loaders.unit)
def trail(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    found = trails.of_unit(db_session(), unit, released_only=actor.role is Role.CANDIDATE)
    return page(
        "portfolios/trail.html",
        unit=unit,
        trail=found,
        appeals=appeals.in_unit(db_session(), unit.id),
        criteria=[shown(one, found) for one in found.criteria],
        met=_met(found),
        demonstration_wording=bool(unit.specification and unit.specification.demonstration),
    )


def _met(found: UnitTrail) -> str:
    met = [
        one.criterion.criterion_number
        for one in found.criteria
        if any(decision.outcome == "Met" for decision in one.decisions)
    ]
    return counted_of(met, [one.criterion.criterion_number for one in found.criteria])


def shown(one: CriterionTrail, found: UnitTrail) -> dict[str, Any]:
    """One criterion as the trail component takes it."""
    signed = found.sign_off
    return {
        "number": one.criterion.criterion_number,
        "text": one.criterion.text,
        "evidence": [_item(item) for item in one.items],
        "decision": _decision(one.decisions),
        "earlier": [_earlier(old) for old in one.superseded],
        "sign_off": signed
        and {"state": "Achieved", "facts": f"{day(signed.signed_at)}, {signed.signed_by.name}"},
    }


def _earlier(old: Decision) -> str:
    why = f" {old.superseded_reason.rstrip('.')}." if old.superseded_reason else ""
    return f"{_facts(old)}. “{old.justification}”{why}"


def _item(item: Evidence) -> dict[str, str]:
    files = [file for file in item.current_files if file.state is FileState.STORED]
    size = sum(file.size for file in files)
    facts = f"{len(files)} files, {file_size(size)}" if len(files) > 1 else _kind(item)
    if item.shows_children:
        facts += f". Shows children, with permission from {item.permission_from}"
    return {
        "reference": item.code,
        "title": item.title,
        "facts": facts,
        "sha256": files[0].sha256 if files else "",
        "href": url_for("portfolios.evidence", evidence_id=item.id),
    }


def _kind(item: Evidence) -> str:
    return EvidenceType(item.kind).words if item.kind else "No type yet"


def _decision(decisions: list[Decision]) -> dict[str, str] | None:
    if not decisions:
        return None
    settling = next((one for one in reversed(decisions) if one.outcome == "Met"), decisions[-1])
    return {
        "state": settling.outcome.value,
        "methods": ", ".join(settling.methods),
        "reason": settling.justification,
        "facts": _facts(settling),
    }


def _facts(decision: Decision) -> str:
    who, when = decision.assessor.name, day(decision.decided_at)
    return f"{decision.outcome.value}, {who}, {when}, {decision.stage.value.lower()}"
