"""Telling everybody concerned of a published version, once each (R-314).

Part by part, so that no transaction grows with the centre: each part is a job of its own, and the
next one begins after the last person of it.
"""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import STAFF_ROLES
from portfolio.domain.document_events import VersionAnnounced
from portfolio.domain.states import EnrolmentStatus
from portfolio.models.document import Document, DocumentReader, DocumentVersion
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.person import RoleGrant
from portfolio.models.programme import CombinationRule
from portfolio.queries import documents as queries
from portfolio.queries.sign_ins import in_force
from portfolio.services import audit, notices
from portfolio.services.notices import News

PART = 200
"""People told in one transaction."""


def announce(session: Session, version_id: UUID, after: UUID | None) -> UUID | None:
    """Tell the next people after the one given; the last of them, or None when all are told.

    Nobody is told of a document that was withdrawn meanwhile: they could not open it.
    """
    version = session.get_one(DocumentVersion, version_id)
    if version.document.withdrawn_at is not None:
        return None
    everybody = _concerned(session, version)
    people = [one for one in sorted(everybody) if after is None or one > after]
    for user_id in people[:PART]:
        _tell(session, version, user_id, is_staff=everybody[user_id])
    if len(people) > PART:
        return people[PART - 1]
    document = version.document
    event = VersionAnnounced(document.id, document.title, version.number, len(everybody))
    audit.record(session, None, event, centre_id=document.centre_id)
    return None


def announce_qualification(session: Session, rule_id: UUID, centre_id: UUID) -> None:
    """Tell all staff of a centre that a qualification of its own has a new version, once each.

    Candidates stay under the version they began with, and learn of another when they are moved.
    """
    rule = session.get_one(CombinationRule, rule_id)
    qualification = rule.qualification
    text = f"{qualification.entry_code} has a new version, {rule.version}. See what changed"
    path = f"/catalogue/qualifications/{qualification.id}"
    for user_id in sorted(set(session.scalars(_staff(centre_id)))):
        key = f"qualification:published:{rule.id}:{user_id}"
        news = News(key, centre_id, "qualification:published", text, path)
        notices.tell(session, user_id, news)


def _concerned(session: Session, version: DocumentVersion) -> dict[UUID, bool]:
    """Who is to be told, and whether as staff: all staff, and candidates where ticked."""
    found: dict[UUID, bool] = {}
    if version.tells_candidates:
        found |= dict.fromkeys(session.scalars(_candidates(version.document)), False)
    return found | dict.fromkeys(session.scalars(_staff(version.document.centre_id)), True)


def _staff(centre_id: UUID) -> Select[UUID]:
    return select(RoleGrant.user_id).where(
        RoleGrant.centre_id == centre_id,
        RoleGrant.role.in_(sorted(STAFF_ROLES)),
        in_force(clock.today()),
    )


def _candidates(document: Document) -> Select[UUID]:
    """Candidates of the document's qualification, or of the centre where it is about none."""
    query = (
        select(Candidate.user_id)
        .join(Candidate.enrolments)
        .where(
            Candidate.centre_id == document.centre_id,
            Enrolment.status.in_((EnrolmentStatus.ACTIVE, EnrolmentStatus.ON_BREAK)),
        )
    )
    if document.qualification_id is not None:
        query = query.where(Enrolment.qualification_id == document.qualification_id)
    return query


def _tell(session: Session, version: DocumentVersion, user_id: UUID, *, is_staff: bool) -> None:
    if queries.reader(session, version.id, user_id) is not None:
        return
    session.add(
        DocumentReader(
            version_id=version.id, user_id=user_id, is_staff=is_staff, told_at=clock.now()
        )
    )
    document = version.document
    news = News(
        key=f"document:published:{version.id}:{user_id}",
        centre_id=document.centre_id,
        kind="document:published",
        text=_words(version),
        path=f"/documents/{document.id}",
    )
    notices.tell(session, user_id, news)


def _words(version: DocumentVersion) -> str:
    deed = "Read and confirm it" if version.asks_reading else "See what changed"
    return f"{version.document.title}, version {version.number} is published. {deed}"
