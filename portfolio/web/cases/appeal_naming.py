"""Staff say what an appeal is against, and who reviews it (R-259, R-304)."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.models.case import Case
from portfolio.queries import appeal_naming, result_enquiries
from portfolio.queries import appeals as queries
from portfolio.services import appeal_reviewers, appeals
from portfolio.web.access import requires
from portfolio.web.appeal_words import hint, words
from portfolio.web.cases import appeal_loaders, blueprint
from portfolio.web.cases.appeal_forms import NamingForm, ReviewerForm
from portfolio.web.cases.appeal_loaders import NamedAppeal
from portfolio.web.htmx import page
from portfolio.web.keeping import keep


@blueprint.route("/<uuid:case_id>/appeal", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, appeal_loaders.appeal_case)
def name_decision(actor: Actor, case: Case) -> ResponseReturnValue:
    """First the candidate, then the unit, then the decision; each step has its own address."""
    form, unit = NamingForm(), _unit(case)
    if unit is None:
        return _naming(case, None, form, 200)

    def deed() -> str:
        appeals.name_decision(db_session(), actor, case, unit, form.points.data or ())
        return url_for("cases.name_reviewer", case_id=case.id)

    kept = keep(form, deed, "The evidence is frozen as it is")
    return kept.answer or _naming(case, unit, form, kept.status)


@blueprint.route("/<uuid:case_id>/appeal/reviewer", methods=["GET", "POST"])
@requires(Permission.NAME_REVIEWER, appeal_loaders.named_appeal)
def name_reviewer(actor: Actor, named: NamedAppeal) -> ResponseReturnValue:
    form = ReviewerForm()

    def deed() -> str:
        chosen = _id(form.reviewer.data) or UUID(int=0)
        appeal_reviewers.assign(db_session(), actor, named.appeal, chosen)
        return url_for("cases.name_reviewer", case_id=named.case.id)

    kept = keep(form, deed, f"{named.case.reference} waits for its reviewer, who is told")
    return kept.answer or _reviewer(named, form, kept.status)


def _naming(
    case: Case, unit: UnitProgress | None, form: NamingForm, status: int
) -> ResponseReturnValue:
    session, asked = db_session(), request.args.get("name", "")[:200]
    candidate_id = case.candidate_id or _id(request.args.get("candidate"))
    candidate = (
        appeal_naming.candidate(session, case.centre_id, candidate_id) if candidate_id else None
    )
    offered = queries.of_unit(session, unit) if unit else []
    form.points.choices = [(one.key, words(one)) for one in offered]
    found = not candidate and result_enquiries.candidates(session, case.centre_id, asked)
    return page(
        "cases/name_decision.html",
        status=status,
        case=case,
        form=form,
        asked=asked,
        found=found or (),
        candidate=candidate,
        units=appeal_naming.judged_units(session, candidate.id) if candidate else (),
        unit=unit,
        offered=offered,
        hints={one.key: hint(one) for one in offered},
        named=queries.of_case(session, case.id) is not None,
    )


def _reviewer(named: NamedAppeal, form: ReviewerForm, status: int) -> ResponseReturnValue:
    appeal = named.appeal
    barred = {one.user_id: one.part for one in appeal.involved}
    offered = queries.deciders(db_session(), named.case.centre_id, barred)
    form.reviewer.choices = [SelectChoice(str(one.user_id), one.name) for one in offered]
    if not form.is_submitted() and appeal.reviewer_id:
        form.reviewer.data = str(appeal.reviewer_id)
    return page(
        "cases/name_reviewer.html",
        status=status,
        case=named.case,
        appeal=appeal,
        form=form,
        offered=offered,
    )


def _unit(case: Case) -> UnitProgress | None:
    """The unit the address names, of the candidate the case or the address names."""
    candidate_id = case.candidate_id or _id(request.args.get("candidate"))
    unit_id = _id(request.args.get("unit"))
    if candidate_id is None or unit_id is None:
        return None
    found = appeal_naming.unit(db_session(), candidate_id, unit_id)
    return found if found and found.candidate.centre_id == case.centre_id else None


def _id(text: str | None) -> UUID | None:
    """What an address says of an id; None for anything that is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
