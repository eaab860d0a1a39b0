"""Qualifications that will close for certification, and the candidates not finished by then."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.qualification_dates import reminder_due
from portfolio.domain.states import EnrolmentStatus
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.programme import CentreQualification, Qualification
from portfolio.queries.visibility import may_see

UNFINISHED = (EnrolmentStatus.ACTIVE, EnrolmentStatus.ON_BREAK)


@dataclass(frozen=True)
class Closing:
    """A qualification that will close for certification, and a centre's candidates not finished.

    ``reminder`` is how many days before the end it is to be told of: 180, 90 or 30.
    """

    centre_id: UUID
    qualification_id: UUID
    entry_code: str
    last_certification_on: date
    reminder: int
    unfinished: int


def closing(
    session: Session, today: date, centre_ids: Collection[UUID] | None = None
) -> list[Closing]:
    """Qualifications within a reminder's reach that have unfinished candidates, soonest first.

    Of the centres named, or of every centre.
    """
    last = func.coalesce(
        CentreQualification.last_certification_on, Qualification.last_certification_on
    )
    query = (
        select(
            Candidate.centre_id,
            Qualification.id,
            Qualification.entry_code,
            last.label("last"),
            func.count(Enrolment.id),
        )
        .join(Enrolment, Enrolment.candidate_id == Candidate.id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .outerjoin(
            CentreQualification,
            and_(
                CentreQualification.qualification_id == Qualification.id,
                CentreQualification.centre_id == Candidate.centre_id,
            ),
        )
        .where(Enrolment.status.in_(UNFINISHED), last >= today)
        .group_by(Candidate.centre_id, Qualification.id, Qualification.entry_code, last)
        .order_by(last, Qualification.entry_code)
    )
    if centre_ids is not None:
        query = query.where(Candidate.centre_id.in_(centre_ids))
    return [
        Closing(centre_id, qualification_id, code, day, reminder, unfinished)
        for centre_id, qualification_id, code, day, unfinished in session.execute(query)
        if (reminder := reminder_due(day, today)) is not None
    ]


def named(
    session: Session, actor: Actor, qualification_ids: Collection[UUID], most: int = 10
) -> dict[UUID, list[tuple[UUID, str]]]:
    """The first unfinished candidates of each, by name: their ids and names, in one query."""
    place = func.row_number().over(
        partition_by=Enrolment.qualification_id,
        order_by=(func.lower(Candidate.name), Candidate.id),
    )
    ranked = (
        select(Enrolment.qualification_id, Candidate.id, Candidate.name, place.label("place"))
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .where(
            may_see(actor),
            Enrolment.qualification_id.in_(qualification_ids),
            Enrolment.status.in_(UNFINISHED),
        )
        .subquery()
    )
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for qualification_id, candidate_id, name, _place in session.execute(
        select(ranked).where(ranked.c.place <= most).order_by(ranked.c.place)
    ):
        found[qualification_id].append((candidate_id, name))
    return found
