"""The profile of a candidate at one centre, and changes to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.registration_events import ProfileChanged
from portfolio.domain.uln import UlnStatus, normalise_uln, uln_status
from portfolio.models.enrolment import Candidate
from portfolio.queries import people
from portfolio.services import audit


@dataclass(frozen=True)
class Profile:
    """What RD01 holds of a person; blank strings where nothing was given."""

    name: str
    location: str
    date_of_birth: date
    uln: str = ""
    candidate_number: str = ""
    publicly_funded: bool = False
    access_needs: str = ""


class UlnInUse(Refusal):
    """Another candidate of the same centre has the number; other centres are never looked at."""

    def __init__(self, holder: Candidate) -> None:
        super().__init__(
            f"{holder.name} of this centre has this ULN. One number belongs to one person", "uln"
        )
        self.candidate_id = holder.id


def refusals(
    session: Session, centre_id: UUID, profile: Profile, candidate_id: UUID | None = None
) -> list[Refusal]:
    """Every reason not to keep this profile, each with its field.

    ``candidate_id`` is the candidate it belongs to, when there is one already. The ULN's own
    check is among the rules of registration; here it is asked for changes too.
    """
    found = []
    if not profile.name.strip():
        found.append(Refusal("Enter the candidate's name", "name"))
    if not profile.location.strip():
        found.append(Refusal("Enter the location", "location"))
    try:
        status = uln_status(profile.uln)
    except Refusal as refusal:
        return [*found, refusal]
    if status is UlnStatus.VALID:
        holder = people.candidate_with_uln(session, centre_id, normalise_uln(profile.uln))
        if holder is not None and holder.id != candidate_id:
            found.append(UlnInUse(holder))
    return found


def columns(profile: Profile) -> dict[str, Any]:
    """The profile as the columns of ``Candidate``."""
    return {
        "name": profile.name.strip(),
        "location": profile.location.strip(),
        "born_on": profile.date_of_birth,
        "uln": normalise_uln(profile.uln) or None,
        "candidate_number": profile.candidate_number.strip() or None,
        "publicly_funded": profile.publicly_funded,
        "access_needs": profile.access_needs.strip(),
    }


def change(
    session: Session, actor: Actor, candidate: Candidate, profile: Profile, version: int
) -> None:
    """Keep the changed profile; ``version`` is the one the person had in front of them.

    Raises Conflict when somebody changed it meanwhile, and Refusals beside the fields.
    """
    session.refresh(candidate, with_for_update=True)
    if candidate.profile_version != version:
        raise Conflict("Somebody else changed this profile while you had it open")
    found = refusals(session, candidate.centre_id, profile, candidate.id)
    if found:
        raise Refusals(found)
    wanted = columns(profile)
    changed = tuple(name for name, value in wanted.items() if getattr(candidate, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(candidate, name, wanted[name])
    candidate.profile_version += 1
    keep(session)
    event = ProfileChanged(candidate.id, changed)
    audit.record(session, actor, event, candidate_id=candidate.id)
    session.flush()


def keep(session: Session) -> None:
    """Write a profile; Conflict when its address or ULN was entered elsewhere at this moment."""
    try:
        session.flush()
    except IntegrityError as error:
        session.rollback()  # else the page that says so could ask the database nothing
        raise Conflict("Somebody else has just entered this candidate") from error
