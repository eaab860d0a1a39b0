"""From the id of a case to its appeal, for the one person who decides it."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort

from portfolio.domain.actors import Actor, Facts
from portfolio.extensions import db_session
from portfolio.models.appeal import Appeal
from portfolio.models.evidence import EvidenceFile
from portfolio.queries import appeals


@dataclass(frozen=True)
class FrozenFile:
    """A file that an appeal froze, and which copy of it is asked for."""

    appeal: Appeal
    file: EvidenceFile
    which: str

    def facts(self) -> Facts:
        return self.appeal.facts()


def appeal(actor: Actor, case_id: UUID) -> Appeal:
    """The appeal this person reviews, open or decided; 404 for everybody else's."""
    found = appeals.of_case(db_session(), case_id)
    if found is None or found.case.centre_id != actor.centre_id:
        abort(404)
    if found.reviewer_id != actor.user_id or found.case.locked_at is not None:
        abort(404)
    return found


def appeal_file(actor: Actor, case_id: UUID, file_id: UUID, which: str) -> FrozenFile:
    """A file of the evidence as it was frozen; 404 for any other, whoever asks."""
    found = appeal(actor, case_id)
    frozen = {file["id"] for item in found.snapshot["items"] for file in item["files"]}
    file = db_session().get(EvidenceFile, file_id) if str(file_id) in frozen else None
    return FrozenFile(found, file, which) if file is not None else abort(404)
