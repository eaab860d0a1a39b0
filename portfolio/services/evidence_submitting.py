"""Handing an item to the assessor, and taking it back before anybody decided on it."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import evidence as rules
from portfolio.domain import evidence_changes
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.evidence_children import Children, holds_pictures
from portfolio.domain.evidence_events import (
    EvidenceSubmitted,
    EvidenceTakenBack,
    EvidenceWithdrawn,
)
from portfolio.domain.numbering import criterion_order
from portfolio.domain.photographs import only_photographs
from portfolio.domain.states import EvidenceState, FileState, UploadState
from portfolio.models.evidence import Evidence
from portfolio.queries import evidence_decisions, evidence_submission, uploads
from portfolio.services import audit, evidence_writing, notices, same_files, signed_units
from portfolio.services.evidence_writing import Description


def submit(
    session: Session, actor: Actor, evidence: Evidence, description: Description
) -> Evidence:
    """Hand the item to the assessor, described as given.

    Raises Refusals naming every field that keeps it back (R-069 to R-079), Conflict for an old
    version; then nothing is saved.
    """
    _, tags = evidence_writing.write(session, actor, evidence, description)
    session.flush()
    refusals = rules.submission_refusals(_submission(session, evidence), clock.today())
    if not evidence.kind:
        refusals.append(Refusal("Choose what kind of evidence it is", "type"))
    if refusals:
        raise Refusals(refusals)
    rules.check_move(evidence.state, EvidenceState.SUBMITTED)
    if not signed_units.is_signed_for(evidence):
        signed_units.check_item(session, evidence, "criteria")
    evidence.resubmitted = evidence.submitted_at is not None
    evidence.state = EvidenceState.SUBMITTED
    evidence.submitted_at = clock.now()
    event = EvidenceSubmitted(
        evidence.id,
        evidence.code,
        criteria=_criteria(evidence),
        files=tuple(f"{file.name} {file.sha256}" for file in evidence.current_files),
        again=evidence.resubmitted,
        shows_children=bool(evidence.shows_children),
        permission_from=evidence.permission_from,
        permissions=tuple(f"{file.name} {file.sha256}" for file in evidence.permissions),
    )
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    evidence_writing.follow(session, evidence, tags.unit_ids)
    _tell_assessors(session, evidence)
    occasion = f"{evidence.submitted_at:%Y%m%dT%H%M%S%f}"
    same_files.look_for(session, [file.id for file in evidence.current_files], occasion)
    return evidence


def take_back(session: Session, actor: Actor, evidence: Evidence) -> Evidence:
    """Make a submitted item the candidate's own to change again, before anybody decided on it."""
    _check_can_come_back(session, evidence)
    rules.check_move(evidence.state, EvidenceState.DRAFT)
    signed_units.check_item(session, evidence)
    evidence.state = EvidenceState.DRAFT
    evidence.submitted_at = None
    event = EvidenceTakenBack(evidence.id, evidence.code, to=EvidenceState.DRAFT)
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    evidence_writing.follow(session, evidence)
    return evidence


def withdraw(session: Session, actor: Actor, evidence: Evidence, reason: str = "") -> Evidence:
    """Take an item out for good, before anybody decided on it; the record stays."""
    _check_can_come_back(session, evidence)
    rules.check_move(evidence.state, EvidenceState.WITHDRAWN)
    before = evidence.state
    if signed_units.is_signed_for(evidence):
        signed_units.check_item(session, evidence)
    evidence.state = EvidenceState.WITHDRAWN
    evidence.withdrawn_at = clock.now()
    event = EvidenceWithdrawn(evidence.id, evidence.code, before=before, reason=reason.strip())
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    evidence_writing.follow(session, evidence)
    return evidence


def _criteria(evidence: Evidence) -> tuple[str, ...]:
    numbers = (tag.criterion.criterion_number for tag in evidence.current_tags)
    return tuple(sorted(numbers, key=criterion_order))


def _submission(session: Session, evidence: Evidence) -> rules.Submission:
    # Without a type the other things are checked as for a work product, which needs them all.
    kind = rules.EvidenceType(evidence.kind or rules.EvidenceType.PRODUCT)
    beside = evidence_submission.beside(session, evidence)
    coming = uploads.on_their_way(session, evidence.id)
    session.refresh(evidence, ["files"])  # what was on its way a moment ago may be one by now
    stored = [file for file in evidence.current_files if file.state is FileState.STORED]
    shown = [file.media_type for file in stored if not file.is_permission]
    return rules.Submission(
        type=kind,
        title=evidence.title,
        produced_on=evidence.produced_on,
        shows=evidence.description,
        files=len(shown),
        location=evidence.place,
        criteria=len(evidence.current_tags),
        details_confirmed=evidence.no_personal_details_at is not None,
        group_work=evidence.group_work,
        own_contribution=evidence.own_contribution,
        sources=evidence.sources,
        sources_none=evidence.no_sources,
        photographs_only=only_photographs(kind, shown),
        supporting_statement=beside.statement,
        photographs_need_statement=beside.photographs_need_one,
        children=Children(
            evidence.shows_children,
            holds_pictures(shown),
            len(evidence.permissions),
            evidence.permission_from,
        ),
        being_checked=_named(evidence, FileState.CHECKING),
        not_taken=(
            *_named(evidence, FileState.REFUSED, FileState.QUARANTINED),
            *(one.name for one in coming if one.state is UploadState.REFUSED),
        ),
        on_their_way=tuple(one.name for one in coming if one.state is not UploadState.REFUSED),
    )


def _named(evidence: Evidence, *states: FileState) -> tuple[str, ...]:
    return tuple(file.name for file in evidence.current_files if file.state in states)


def _check_can_come_back(session: Session, evidence: Evidence) -> None:
    evidence_changes.check_can_come_back(
        evidence.state,
        judged=evidence_decisions.is_judged(session, evidence.id),
        staff_record=evidence.staff_record,
    )


def _tell_assessors(session: Session, evidence: Evidence) -> None:
    """Tell the assessors of the units concerned; the news names nobody and nothing of it."""
    text = (
        "Evidence you sent back was submitted again"
        if evidence.resubmitted
        else "New evidence waits for your decision"
    )
    units = {tag.unit_id for tag in evidence.current_tags}
    for user_id in evidence_submission.assessors_of(session, units):
        moment = f"{evidence.submitted_at:%Y%m%dT%H%M%S%f}"
        news = notices.News(
            key=f"evidence:submitted:{evidence.id}:{moment}:{user_id}",
            centre_id=evidence.candidate.centre_id,
            kind="evidence:submitted",
            text=text,
            path=f"/assessor/evidence/{evidence.id}",
        )
        notices.tell(session, user_id, news)
