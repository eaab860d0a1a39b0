"""Enquiries about results with whose results they are, and the candidates to choose from."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portfolio.models.enrolment import Candidate
from portfolio.models.programme import Qualification, Unit, UnitPlacement
from portfolio.models.result_enquiry import EnquiryCandidate, ResultEnquiry
from portfolio.queries.versions import visible

MOST_FOUND = 20
"""Candidates a search shows; a longer name brings fewer."""


def of_case(session: Session, case_id: UUID) -> ResultEnquiry | None:
    """What is recorded of the enquiry of a case; None before anything is."""
    return session.scalar(
        select(ResultEnquiry)
        .where(ResultEnquiry.case_id == case_id)
        .options(
            joinedload(ResultEnquiry.case),
            joinedload(ResultEnquiry.qualification),
            joinedload(ResultEnquiry.unit),
            selectinload(ResultEnquiry.candidates).joinedload(EnquiryCandidate.candidate),
        )
    )


def candidates(
    session: Session, centre_id: UUID, asked: str, ids: Collection[UUID] = ()
) -> Sequence[Candidate]:
    """Candidates of the centre whose name holds ``asked``, and those of ``ids``, by name."""
    named = func.lower(Candidate.name).contains(asked.strip().lower(), autoescape=True)
    wanted = or_(named, Candidate.id.in_(ids)) if asked.strip() else Candidate.id.in_(ids)
    return session.scalars(
        select(Candidate)
        .where(Candidate.centre_id == centre_id, wanted)
        .order_by(Candidate.id.in_(ids).desc(), Candidate.name, Candidate.id)
        .limit(MOST_FOUND + len(ids))
    ).all()


def qualifications(session: Session, centre_id: UUID) -> Sequence[Qualification]:
    """Those the centre sees, by code."""
    return session.scalars(
        select(Qualification)
        .where(visible(centre_id, Qualification))
        .order_by(Qualification.entry_code)
    ).all()


def units(session: Session, qualification_id: UUID | None) -> Sequence[Unit]:
    """The units a qualification lists or listed, by reference."""
    if qualification_id is None:
        return []
    return session.scalars(
        select(Unit)
        .where(
            Unit.id.in_(
                select(UnitPlacement.unit_id).where(
                    UnitPlacement.qualification_id == qualification_id
                )
            )
        )
        .order_by(Unit.reference)
    ).all()
