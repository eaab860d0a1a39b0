"""Active, on break, withdrawn or completed: where a registration stands."""

from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.registration_events import EnrolmentChanged
from portfolio.domain.states import EnrolmentStatus
from portfolio.models.enrolment import Enrolment
from portfolio.services import audit


def change(
    session: Session,
    actor: Actor,
    enrolment: Enrolment,
    status: EnrolmentStatus,
    *,
    seen: EnrolmentStatus,
    reason: str,
) -> None:
    """Give the registration another status, with the reason for it.

    ``seen`` is the status the person saw: raises Conflict when somebody changed it meanwhile, and
    Refusal for no change or no reason.
    """
    session.refresh(enrolment, ["status"], with_for_update=True)
    if enrolment.status is not seen:
        raise Conflict(f"Somebody else has just set this registration to {enrolment.status.value}")
    if status is seen:
        raise Refusal(f"This registration is {seen.value} already", "status")
    if not reason.strip():
        raise Refusal("Enter the reason for the change", "reason")
    enrolment.status = status
    event = EnrolmentChanged(enrolment.id, seen.value, status.value, reason.strip())
    audit.record(session, actor, event, candidate_id=enrolment.candidate_id)
    session.flush()
