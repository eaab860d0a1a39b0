"""Who acts, in which role, and what the policy knows of the thing acted on."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    CANDIDATE = "Candidate"
    ASSESSOR = "Assessor"
    IQA = "Internal quality assurer"
    VERIFIER = "External verifier"
    ADMINISTRATOR = "Centre administrator"
    HEAD = "Head of Centre"
    COORDINATOR = "Quality coordinator"
    MANAGER = "Manager"
    """Holds an office of the complaints procedure: department head, director, board …"""


STAFF_ROLES = frozenset(
    {Role.ASSESSOR, Role.IQA, Role.ADMINISTRATOR, Role.HEAD, Role.COORDINATOR, Role.MANAGER}
)


@dataclass(frozen=True)
class Actor:
    """One person acting in one role at one centre, for the length of one request."""

    user_id: UUID
    name: str
    role: Role
    centre_id: UUID
    centre_name: str
    grant_id: UUID
    session_id: UUID | None = None

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES


@dataclass(frozen=True)
class Facts:
    """What the policy may reason about: whose thing it is, never what is in it.

    A thing reaches the policy only after its scoped query found it for the actor
    (``queries.visibility``), so an assessor, IQA or verifier who gets here is connected with it.
    """

    centre_id: UUID | None = None
    candidate_user_id: UUID | None = None
    owner_user_id: UUID | None = None
    concerned_user_ids: frozenset[UUID] = frozenset()
    """Of a case: the staff it waits or waited on, and whoever took it in."""
    locked: bool = False
    """A case referred to safeguarding, for its lead alone."""
