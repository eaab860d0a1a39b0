"""The next version of a centre's own qualification: drafted, discarded or published."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import VersionDiscarded, VersionDrafted, VersionPublished
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.qualification_changes import changes, check_complete
from portfolio.domain.qualification_structure import Structure
from portfolio.models.programme import (
    CentreQualification,
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.queries import catalogue, qualification_drafts, versions
from portfolio.services import audit, outbox, qualification_structure
from portfolio.services.qualifications import refuse_what_is_not_own

ANNOUNCE_VERSION = "announce-qualification"


def begin(session: Session, actor: Actor, qualification: Qualification) -> CombinationRule:
    """The draft of the next version, a copy of the one in force; the draft that is there already.

    Raises Refusal for a qualification that is not the centre's own.
    """
    _lock(session, actor, qualification)
    held = qualification_drafts.draft(session, qualification)
    if held is not None:
        return held
    latest = versions.rule_in_force(session, qualification.id, actor.centre_id)
    if latest is None:
        raise Refusal("There is no version to begin from")
    draft = CombinationRule(
        qualification_id=qualification.id,
        centre_id=actor.centre_id,
        version=_last_version(session, qualification) + 1,
        structure_version=latest.structure_version,
        parameters=latest.parameters,
        created_at=clock.now(),
    )
    session.add(draft)
    session.flush()
    event = VersionDrafted(qualification.id, qualification.entry_code, draft.version, ("begun",))
    audit.record(session, actor, event)
    session.flush()
    return draft


def save(
    session: Session, actor: Actor, qualification: Qualification, wanted: Structure, seen: str
) -> None:
    """Keep the draft as ``wanted``; ``seen`` is the fingerprint of the draft it was made from.

    Raises Conflict when somebody else changed or published the draft since, Refusal where a unit
    is not one the centre sees.
    """
    draft = _take(session, actor, qualification, seen)
    before = catalogue.as_published(session, qualification, draft)
    _refuse_unknown_units(session, actor, wanted)
    standing = qualification_drafts.structure(session, qualification.id, draft)
    if standing == wanted:
        return
    if (standing.groups, standing.places) != (wanted.groups, wanted.places):
        draft.structure_version = _own_structure(session, qualification, draft)
        qualification_structure.settle(
            session, qualification.id, wanted.groups, wanted.places, draft.structure_version
        )
    draft.parameters = wanted.rule.to_dict()
    session.flush()
    changed = changes(before, catalogue.as_published(session, qualification, draft))
    event = VersionDrafted(qualification.id, qualification.entry_code, draft.version, changed)
    audit.record(session, actor, event)
    session.flush()


def publish(
    session: Session, actor: Actor, qualification: Qualification, reason: str, seen: str
) -> CombinationRule:
    """Make the draft the version new candidates begin under; it is never changed again.

    Candidates registered before stay under theirs until they are moved. Raises Refusals for what
    nobody could complete, Conflict when the draft is no longer as ``seen``.
    """
    draft = _take(session, actor, qualification, seen)
    wanted = catalogue.as_published(session, qualification, draft)
    check_complete(wanted)
    before = versions.rule_in_force(session, qualification.id, actor.centre_id)
    if before is not None and not reason.strip():
        raise Refusal("Enter why there is a new version", "reason")
    held = catalogue.as_published(session, qualification, before) if before else None
    changed = changes(held, wanted)
    if not changed:
        raise Refusal("This draft says the same as the version in force")
    draft.version = _last_version(session, qualification, but=draft) + 1
    draft.reason = reason.strip()
    draft.published_at = clock.now()
    draft.published_by_id = actor.user_id
    event = VersionPublished(
        qualification.id, qualification.entry_code, draft.version, draft.reason, changed
    )
    audit.record(session, actor, event)
    session.flush()
    facts = {"rule_id": str(draft.id), "centre_id": str(actor.centre_id)}
    outbox.enqueue(session, ANNOUNCE_VERSION, f"{ANNOUNCE_VERSION}:{draft.id}", facts)
    return draft


def discard(session: Session, actor: Actor, qualification: Qualification, seen: str) -> bool:
    """Throw the draft away; the qualification with it while no version of it is published.

    Returns whether the qualification is gone. Units of the centre's own stay. Raises Conflict
    when the draft is no longer as ``seen``.
    """
    draft = _take(session, actor, qualification, seen)
    event = VersionDiscarded(qualification.id, qualification.entry_code, draft.version)
    audit.record(session, actor, event)
    in_force = versions.rule_in_force(session, qualification.id, actor.centre_id)
    if in_force is None or draft.structure_version != in_force.structure_version:
        _take_back(session, qualification, draft.structure_version)
    session.delete(draft)
    session.flush()
    if in_force is None:
        session.execute(
            delete(CentreQualification).where(
                CentreQualification.qualification_id == qualification.id
            )
        )
        session.expire(qualification)
        session.delete(qualification)
        session.flush()
    return in_force is None


def _lock(session: Session, actor: Actor, qualification: Qualification) -> None:
    refuse_what_is_not_own(qualification, actor.centre_id)
    session.refresh(qualification, with_for_update=True)


def _take(
    session: Session, actor: Actor, qualification: Qualification, seen: str
) -> CombinationRule:
    _lock(session, actor, qualification)
    draft = qualification_drafts.draft(session, qualification)
    if draft is None:
        raise Conflict("This version is published or thrown away already. It cannot be changed")
    if qualification_drafts.structure(session, qualification.id, draft).fingerprint != seen:
        raise Conflict("Somebody else changed this draft while you had it open")
    return draft


def _refuse_unknown_units(session: Session, actor: Actor, wanted: Structure) -> None:
    ids = {place.unit_id for place in wanted.places}
    known = session.scalars(
        select(Unit.id).where(Unit.id.in_(ids), versions.visible(actor.centre_id, Unit))
    )
    if ids - set(known):
        raise Refusal("Choose units of your centre's list")


def _last_version(
    session: Session, qualification: Qualification, but: CombinationRule | None = None
) -> int:
    query = select(func.max(CombinationRule.version)).where(
        CombinationRule.qualification_id == qualification.id
    )
    if but is not None:
        query = query.where(CombinationRule.id != but.id)
    return session.scalar(query) or 0


def _own_structure(session: Session, qualification: Qualification, draft: CombinationRule) -> int:
    """The number at which the draft's groups and units stand, apart from published versions'."""
    used = session.scalars(
        select(CombinationRule.structure_version).where(
            CombinationRule.qualification_id == qualification.id, CombinationRule.id != draft.id
        )
    ).all()
    return draft.structure_version if draft.structure_version not in used else max(used) + 1


def _take_back(session: Session, qualification: Qualification, at: int) -> None:
    """The structure as if the version ``at`` had never been begun."""
    for rows in (UnitGroup, UnitPlacement):
        ours = rows.qualification_id == qualification.id
        session.execute(delete(rows).where(ours, rows.since_version == at))
        session.execute(
            update(rows).where(ours, rows.until_version == at).values(until_version=None)
        )
    session.expire_all()
