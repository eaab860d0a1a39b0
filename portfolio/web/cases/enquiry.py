"""An enquiry about results as staff keep it: whose, why, when asked, what came (R-311)."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.result_enquiry import MOST_WORDS, Enquiry
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.models.result_enquiry import ResultEnquiry
from portfolio.queries import result_enquiries as queries
from portfolio.services import result_enquiries
from portfolio.web.access import requires
from portfolio.web.cases import appeal_loaders, blueprint
from portfolio.web.forms import DateBoxes, Form, version_seen
from portfolio.web.htmx import page
from portfolio.web.keeping import keep

_TOO_LONG = Length(max=MOST_WORDS, message="Enter 8,000 characters or fewer")
_SHORT = Length(max=200, message="Enter 200 characters or fewer")


class EnquiryForm(Form):
    version = HiddenField()
    reason = TextAreaField("Why the result is asked about", [_TOO_LONG])
    qualification = SelectField("Qualification", choices=[], validate_choice=False)
    unit = SelectField("Unit", choices=[], validate_choice=False)
    reference = StringField("The awarding organisation’s reference", [_SHORT])
    asked_on = DateBoxes("Day it was asked", "the day it was asked")
    result = TextAreaField("Result", [_TOO_LONG])
    result_on = DateBoxes("Day the result came", "the day the result came")


class CandidatesForm(Form):
    candidates = SelectMultipleField("Whose results?", choices=[], validate_choice=False)


@blueprint.route("/<uuid:case_id>/enquiry", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, appeal_loaders.enquiry_case)
def enquiry(actor: Actor, case: Case) -> ResponseReturnValue:
    found = queries.of_case(db_session(), case.id)
    form = EnquiryForm()
    if not form.is_submitted():
        _fill(form, case, found)

    def deed() -> str:
        result_enquiries.save(db_session(), actor, case, _said(form))
        return url_for("cases.enquiry", case_id=case.id)

    kept = keep(form, deed, "The enquiry is saved")
    return kept.answer or _shown(case, found, form, kept.status)


@blueprint.route("/<uuid:case_id>/enquiry/candidates", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, appeal_loaders.enquiry_case)
def enquiry_candidates(actor: Actor, case: Case) -> ResponseReturnValue:
    """Those named already stay ticked, with those a search finds below them."""
    form = CandidatesForm()

    def deed() -> str:
        ids = {one for text in form.candidates.data or () if (one := _id(text))}
        result_enquiries.name_candidates(db_session(), actor, case, ids)
        return url_for("cases.enquiry", case_id=case.id)

    kept = keep(form, deed)
    return kept.answer or _candidates(case, form, kept.status)


def _said(form: EnquiryForm) -> Enquiry:
    return Enquiry(
        reason=form.reason.data or "",
        qualification_id=_id(form.qualification.data),
        unit_id=_id(form.unit.data),
        reference=form.reference.data or "",
        asked_on=form.asked_on.data,
        result=form.result.data or "",
        result_on=form.result_on.data,
        version=version_seen(form.version.data),
    )


def _fill(form: EnquiryForm, case: Case, found: ResultEnquiry | None) -> None:
    """What is kept so far, or the case's own words before anything is."""
    form.version.data = str(found.version) if found else "0"
    form.reason.data = found.reason if found else case.summary or case.said
    qualification_id = found.qualification_id if found else case.qualification_id
    form.qualification.data = str(qualification_id or "")
    if found is None:
        return
    form.unit.data = str(found.unit_id or "")
    form.reference.data, form.result.data = found.reference, found.result
    form.asked_on.process(None, found.asked_on)
    form.result_on.process(None, found.result_on)


def _shown(
    case: Case, found: ResultEnquiry | None, form: EnquiryForm, status: int
) -> ResponseReturnValue:
    session = db_session()
    form.qualification.choices = [
        ("", "Not said"),
        *(
            (str(one.id), f"{one.entry_code} {one.title}")
            for one in queries.qualifications(session, case.centre_id)
        ),
    ]
    units = queries.units(session, _id(form.qualification.data))
    form.unit.choices = [
        ("", "The qualification as a whole"),
        *((str(one.id), f"{one.reference} {one.title}") for one in units),
    ]
    return page("cases/enquiry.html", status=status, case=case, found=found, form=form)


def _candidates(case: Case, form: CandidatesForm, status: int) -> ResponseReturnValue:
    session, asked = db_session(), request.args.get("name", "")[:200]
    found = queries.of_case(session, case.id)
    named = {one.candidate_id for one in found.candidates} if found else set()
    if found is None and case.candidate_id:
        named = {case.candidate_id}
    ticked = {one for text in form.candidates.data or () if (one := _id(text))}
    offered = queries.candidates(session, case.centre_id, asked, named | ticked)
    form.candidates.choices = [(str(one.id), one.name) for one in offered]
    if not form.is_submitted():
        form.candidates.data = [str(one) for one in named]
    return page(
        "cases/enquiry_candidates.html",
        status=status,
        case=case,
        form=form,
        asked=asked,
        offered=offered,
    )


def _id(text: str | None) -> UUID | None:
    """What a form says of an id; None for anything that is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
