"""From the id in a URL to the object the actor may see, or 404; nothing else does that."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portfolio.domain.actors import Actor, Facts
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, Enrolment, VerifierAccess
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.person import Invitation, RoleGrant
from portfolio.models.programme import CombinationRule, UnitPlacement
from portfolio.models.upload import Upload, UploadToken
from portfolio.queries.home import version_of
from portfolio.queries.versions import stands
from portfolio.queries.visibility import may_open, may_see, may_see_people

T = TypeVar("T")


class OwnCentre:
    """The centre the actor acts at, for pages about no single thing in it."""

    def __init__(self, actor: Actor) -> None:
        self.centre_id = actor.centre_id

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


def own_centre(actor: Actor) -> OwnCentre:
    return OwnCentre(actor)


def own_candidate(actor: Actor) -> Candidate:
    """The actor's own portfolio at this centre."""
    return _one(select(Candidate).where(may_see(actor), Candidate.user_id == actor.user_id))


class OwnEnrolments:
    """What the actor is registered on at this centre, oldest first; nothing before that."""

    def __init__(self, actor: Actor, versions: Sequence[tuple[UUID, int]]) -> None:
        self.actor = actor
        self.ids = [enrolment_id for enrolment_id, _version in versions]
        self.version = version_of([version for _id, version in versions])

    def facts(self) -> Facts:
        return Facts(centre_id=self.actor.centre_id, candidate_user_id=self.actor.user_id)


def own_enrolments(actor: Actor) -> OwnEnrolments:
    """The actor's own enrolments with their versions, in one query."""
    query = (
        select(Enrolment.id, Enrolment.progress_version)
        .join(Enrolment.candidate)
        .where(may_see(actor), Candidate.user_id == actor.user_id)
        .order_by(Enrolment.created_at, Enrolment.id)
    )
    return OwnEnrolments(actor, [(row[0], row[1]) for row in db_session().execute(query)])


def candidate(actor: Actor, candidate_id: UUID) -> Candidate:
    return _one(select(Candidate).where(may_see(actor), Candidate.id == candidate_id))


def enrolment(actor: Actor, enrolment_id: UUID) -> Enrolment:
    query = (
        select(Enrolment)
        .join(Enrolment.candidate)
        .options(contains_eager(Enrolment.candidate))
        .where(may_see(actor), Enrolment.id == enrolment_id)
    )
    return _one(query)


def unit(actor: Actor, unit_id: UUID) -> UnitProgress:
    """One candidate's way through one unit."""
    query = (
        select(UnitProgress)
        .join(UnitProgress.candidate)
        .join(UnitProgress.unit)
        .options(
            contains_eager(UnitProgress.candidate),
            contains_eager(UnitProgress.unit),
            joinedload(UnitProgress.specification),
        )
        .where(may_see(actor), UnitProgress.id == unit_id)
    )
    return _one(query)


def unit_of_enrolment(actor: Actor, enrolment_id: UUID, unit_number: str) -> UnitProgress:
    """One candidate's way through the unit that their version lists under this number."""
    query = (
        select(UnitProgress)
        .join(UnitProgress.candidate)
        .join(Enrolment, Enrolment.candidate_id == Candidate.id)
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .join(
            UnitPlacement,
            and_(
                UnitPlacement.qualification_id == Enrolment.qualification_id,
                UnitPlacement.unit_id == UnitProgress.unit_id,
                UnitPlacement.unit_number == unit_number,
                stands(UnitPlacement, CombinationRule.structure_version),
            ),
        )
        .options(contains_eager(UnitProgress.candidate))
        .where(may_see(actor), Enrolment.id == enrolment_id)
    )
    return _one(query)


def evidence(actor: Actor, evidence_id: UUID) -> Evidence:
    query = (
        select(Evidence)
        .join(Evidence.candidate)
        .options(
            contains_eager(Evidence.candidate),
            selectinload(Evidence.files).joinedload(EvidenceFile.copies),
            selectinload(Evidence.tags),
        )
        .where(may_see(actor), may_open(actor), Evidence.id == evidence_id)
    )
    return _one(query)


def evidence_to_judge(actor: Actor, evidence_id: UUID) -> Evidence:
    """An item with its files, without its tags: judging asks for those with what it needs."""
    query = (
        select(Evidence)
        .join(Evidence.candidate)
        .options(contains_eager(Evidence.candidate), selectinload(Evidence.files))
        .where(may_see(actor), may_open(actor), Evidence.id == evidence_id)
    )
    return _one(query)


def file(actor: Actor, file_id: UUID) -> EvidenceFile:
    query = (
        select(EvidenceFile)
        .join(EvidenceFile.evidence)
        .join(Evidence.candidate)
        .options(contains_eager(EvidenceFile.evidence).contains_eager(Evidence.candidate))
        .where(may_see(actor), may_open(actor), EvidenceFile.id == file_id)
    )
    return _one(query)


def own_upload(actor: Actor, upload_id: UUID) -> Upload:
    """A file this person sends; nobody else learns of it before it is a file of an item.

    Asked twice for every piece, so it brings no more of the item than the rules look at.
    """
    owner = contains_eager(Upload.candidate).load_only(Candidate.centre_id, Candidate.user_id)
    item = joinedload(Upload.evidence).load_only(Evidence.state, Evidence.staff_record)
    query = (
        select(Upload)
        .join(Upload.candidate)
        .options(owner, item)
        .where(may_see(actor), Upload.id == upload_id, Upload.person_id == actor.user_id)
    )
    return _one(query)


def own_upload_token(actor: Actor, token_id: UUID) -> UploadToken:
    """A token of the actor's own, for the portfolio they are looking at."""
    mine = (UploadToken.person_id == actor.user_id) & (UploadToken.centre_id == actor.centre_id)
    return _one(select(UploadToken).where(mine, UploadToken.id == token_id))


def overseen_file(actor: Actor, file_id: UUID) -> EvidenceFile:
    """A file of any item, drafts among them: for whoever sees to it that it arrives."""
    query = (
        select(EvidenceFile)
        .join(EvidenceFile.evidence)
        .join(Evidence.candidate)
        .options(contains_eager(EvidenceFile.evidence).contains_eager(Evidence.candidate))
        .where(may_see(actor), EvidenceFile.id == file_id)
    )
    return _one(query)


def overseen_upload(actor: Actor, upload_id: UUID) -> Upload:
    """An upload of any candidate the actor may see."""
    query = (
        select(Upload)
        .join(Upload.candidate)
        .options(contains_eager(Upload.candidate))
        .where(may_see(actor), Upload.id == upload_id)
    )
    return _one(query)


def role_grant(actor: Actor, grant_id: UUID) -> RoleGrant:
    """A role somebody holds or is offered at the actor's centre."""
    query = select(RoleGrant).join(RoleGrant.user).options(contains_eager(RoleGrant.user))
    return _one(query.where(may_see_people(actor), RoleGrant.id == grant_id))


def invitation(actor: Actor, invitation_id: UUID) -> Invitation:
    """An invitation the actor's centre sent."""
    query = select(Invitation).join(Invitation.grant).options(contains_eager(Invitation.grant))
    return _one(query.where(may_see_people(actor), Invitation.id == invitation_id))


def verifier_access(actor: Actor, access_id: UUID) -> VerifierAccess:
    """What the actor's centre opened to a verifier."""
    query = (
        select(VerifierAccess)
        .join(VerifierAccess.candidate)
        .options(contains_eager(VerifierAccess.candidate))
    )
    return _one(query.where(may_see(actor), VerifierAccess.id == access_id))


def _one(query: Select[T]) -> T:
    found = db_session().scalars(query).one_or_none()
    if found is None:
        abort(404)
    return found
