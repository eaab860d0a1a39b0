"""What is opened to external verifiers: named candidates, from a day until a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.people_events import AccessEnded, AccessGranted
from portfolio.models.enrolment import Candidate, VerifierAccess
from portfolio.models.person import RoleGrant
from portfolio.queries.visibility import may_see
from portfolio.services import audit


@dataclass(frozen=True)
class Opening:
    """Which candidates are opened, and the first and last day on which they are open."""

    candidate_ids: Collection[UUID]
    starts_on: date
    ends_on: date


def grant(
    session: Session, actor: Actor, verifier: RoleGrant, opening: Opening
) -> list[VerifierAccess]:
    """Open candidates of the actor's centre to a verifier of that centre.

    A verifier who has yet to accept may be given access: it opens once they have. Raises Refusal
    beside "candidates", "starts_on" or "ends_on".
    """
    if verifier.centre_id != actor.centre_id or verifier.role is not Role.VERIFIER:
        raise Refusal("Choose an external verifier of this centre", "verifier")
    _check_dates(opening)
    candidates = _candidates(session, actor, verifier, opening)
    rows = [
        VerifierAccess(
            centre_id=actor.centre_id,
            user_id=verifier.user_id,
            candidate_id=candidate.id,
            starts_on=opening.starts_on,
            ends_on=opening.ends_on,
            granted_by_id=actor.user_id,
            created_at=clock.now(),
        )
        for candidate in candidates
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        event = AccessGranted(row.id, row.user_id, row.starts_on, row.ends_on)
        audit.record(session, actor, event, candidate_id=row.candidate_id)
    session.flush()
    return rows


def end(session: Session, actor: Actor, access: VerifierAccess) -> None:
    """Close a candidate to a verifier now, before the last day."""
    if access.revoked_at is not None or access.ends_on < clock.today():
        raise Refusal("This access has ended already")
    access.revoked_at = clock.now()
    event = AccessEnded(access.id, access.user_id)
    audit.record(session, actor, event, candidate_id=access.candidate_id)
    session.flush()


def _check_dates(opening: Opening) -> None:
    if opening.ends_on < clock.today():
        raise Refusal("The last day must be today or later", "ends_on")
    if opening.ends_on < opening.starts_on:
        raise Refusal("The last day must not be before the first", "ends_on")


def _candidates(
    session: Session, actor: Actor, verifier: RoleGrant, opening: Opening
) -> list[Candidate]:
    """The chosen candidates; every one must be of this centre and not open already."""
    if not opening.candidate_ids:
        raise Refusal("Choose at least one candidate", "candidates")
    found = list(
        session.scalars(
            select(Candidate)
            .where(may_see(actor), Candidate.id.in_(opening.candidate_ids))
            .order_by(Candidate.name)
        )
    )
    if len(found) != len(set(opening.candidate_ids)):
        raise Refusal("Choose candidates of this centre", "candidates")
    for candidate in found:
        if candidate.user_id == verifier.user_id:
            raise Refusal("A verifier's own portfolio cannot be opened to them", "candidates")
        if _is_open(session, verifier, candidate):
            raise Refusal(f"{candidate.name} is open to this verifier already", "candidates")
    return found


def _is_open(session: Session, verifier: RoleGrant, candidate: Candidate) -> bool:
    return bool(
        session.scalar(
            select(
                exists().where(
                    VerifierAccess.user_id == verifier.user_id,
                    VerifierAccess.candidate_id == candidate.id,
                    VerifierAccess.ends_on >= clock.today(),
                    VerifierAccess.revoked_at.is_(None),
                )
            )
        )
    )
