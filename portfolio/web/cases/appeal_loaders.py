"""From the id of a case to its appeal or enquiry, and to what only its reviewer may open."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort

from portfolio.domain.actors import Actor, Facts
from portfolio.domain.procedure import CaseKind
from portfolio.extensions import db_session
from portfolio.models.appeal import Appeal
from portfolio.models.case import Case
from portfolio.models.evidence import EvidenceFile
from portfolio.queries import appeals
from portfolio.web import case_loaders


@dataclass(frozen=True)
class FrozenFile:
    """A file that an appeal froze, and which copy of it is asked for."""

    appeal: Appeal
    file: EvidenceFile
    which: str

    def facts(self) -> Facts:
        return self.appeal.facts()


@dataclass(frozen=True)
class NamedAppeal:
    """An appeal as a case: whoever may work on the case says who reviews it."""

    case: Case
    appeal: Appeal

    def facts(self) -> Facts:
        return self.case.facts()


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


def appeal_case(actor: Actor, case_id: UUID) -> Case:
    """An appeal that staff may read, whether or not its decision is named yet."""
    return _case(actor, case_id, CaseKind.APPEAL)


def enquiry_case(actor: Actor, case_id: UUID) -> Case:
    """An enquiry about results that staff may read."""
    return _case(actor, case_id, CaseKind.ENQUIRY)


def named_appeal(actor: Actor, case_id: UUID) -> NamedAppeal:
    """An appeal whose decision is named, for those who say who reviews it."""
    case = appeal_case(actor, case_id)
    found = appeals.of_case(db_session(), case.id)
    return NamedAppeal(case, found) if found is not None else abort(404)


def _case(actor: Actor, case_id: UUID, kind: CaseKind) -> Case:
    found = case_loaders.case(actor, case_id)
    return found if found.kind is kind else abort(404)
