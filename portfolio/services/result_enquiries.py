"""Recording enquiries about results: whose, why, when the organisation was asked, what came."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.appeal_events import EnquiryAnswered, EnquiryRecorded
from portfolio.domain.cases import CaseState, EntryKind
from portfolio.domain.date_words import day
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import CaseKind
from portfolio.domain.result_enquiry import Enquiry, check
from portfolio.models.case import Case
from portfolio.models.result_enquiry import EnquiryCandidate, ResultEnquiry
from portfolio.queries import result_enquiries as queries
from portfolio.services import audit, case_log
from portfolio.services.case_log import Line


def save(session: Session, actor: Actor, case: Case, said: Enquiry) -> ResultEnquiry:
    """Keep what staff say of the enquiry (R-311).

    Raises Refusals beside each field, Refusal for a case that is no enquiry or is closed, Conflict
    when somebody else saved meanwhile.
    """
    found = _of(session, case)
    if (found.version if found else 0) != said.version:
        raise Conflict("Somebody changed this enquiry meanwhile. Look at it, then save")
    check(said, clock.today())
    offered = {one.id for one in queries.qualifications(session, case.centre_id)}
    if said.qualification_id and said.qualification_id not in offered:
        raise Refusal("Choose a qualification of the list", "qualification")
    of_it = {one.id for one in queries.units(session, said.qualification_id)}
    if said.unit_id and said.unit_id not in of_it:
        raise Refusal("Choose a unit of this qualification", "unit")
    before = found.result if found else ""
    enquiry = found or _begin(session, actor, case, said.reason)
    enquiry.reason, enquiry.reference = said.reason.strip(), said.reference.strip()
    enquiry.qualification_id, enquiry.unit_id = said.qualification_id, said.unit_id
    enquiry.asked_on = said.asked_on
    enquiry.result, enquiry.result_on = said.result.strip(), said.result_on
    session.flush()
    _note(session, actor, case, enquiry, came=enquiry.result != before)
    return enquiry


def name_candidates(
    session: Session, actor: Actor, case: Case, candidate_ids: Collection[UUID]
) -> ResultEnquiry:
    """Say whose results are asked about; these and no others. Refuses none, and other centres'."""
    enquiry = _of(session, case) or _begin(session, actor, case, case.said)
    known = queries.candidates(session, case.centre_id, "", candidate_ids)
    if not candidate_ids or len(known) != len(set(candidate_ids)):
        raise Refusal("Choose at least one candidate of the centre", "candidates")
    held = {one.candidate_id: one for one in enquiry.candidates}
    for candidate_id, row in held.items():
        if candidate_id not in candidate_ids:
            session.delete(row)
    session.add_all(
        EnquiryCandidate(enquiry_id=enquiry.id, candidate_id=one.id)
        for one in known
        if one.id not in held
    )
    session.flush()
    session.refresh(enquiry, ["candidates"])
    names = ", ".join(one.name for one in known)
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, "Whose results are asked", names))
    _record(session, actor, case, enquiry)
    return enquiry


def _of(session: Session, case: Case) -> ResultEnquiry | None:
    if case.kind is not CaseKind.ENQUIRY:
        raise Refusal("Only an enquiry about results asks about a result")
    if case.state is CaseState.CLOSED:
        raise Refusal("This case is closed")
    session.refresh(case, with_for_update={"of": Case})
    return queries.of_case(session, case.id)


def _begin(session: Session, actor: Actor, case: Case, reason: str) -> ResultEnquiry:
    enquiry = ResultEnquiry(
        case_id=case.id,
        reason=reason,
        qualification_id=case.qualification_id,
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
    )
    session.add(enquiry)
    session.flush()
    if case.candidate_id is not None:
        session.add(EnquiryCandidate(enquiry_id=enquiry.id, candidate_id=case.candidate_id))
        session.flush()
    session.refresh(enquiry, ["candidates"])
    return enquiry


def _note(
    session: Session, actor: Actor, case: Case, enquiry: ResultEnquiry, *, came: bool
) -> None:
    if came and enquiry.result and enquiry.result_on:
        title = f"The result came on {day(enquiry.result_on)}"
        case_log.note(session, case, actor, Line(EntryKind.CHANGE, title, enquiry.result))
        event = EnquiryAnswered(enquiry.id, case.reference, enquiry.result)
        audit.record(session, actor, event)
        return
    asked = f"Asked on {day(enquiry.asked_on)}" if enquiry.asked_on else "Not asked yet"
    words = f"{asked}. Reference: {enquiry.reference or 'none yet'}"
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, "Enquiry recorded", words))
    _record(session, actor, case, enquiry)


def _record(session: Session, actor: Actor, case: Case, enquiry: ResultEnquiry) -> None:
    candidates = tuple(one.candidate_id for one in enquiry.candidates)
    event = EnquiryRecorded(enquiry.id, case.reference, candidates, enquiry.reference)
    audit.record(session, actor, event)
