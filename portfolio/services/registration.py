"""Registering candidates of a centre on qualifications: the core of form RD01 (002 s5.19)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.registration import Registration, refusals
from portfolio.domain.registration_events import CandidateRegistered
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, ChosenUnit, Enrolment
from portfolio.models.programme import CombinationRule, Qualification, UnitPlacement
from portfolio.queries import catalogue, people, qualification_dates, versions
from portfolio.queries.accounts import normal_email
from portfolio.services import assignments, audit, entry_records, invitations, profiles, progress
from portfolio.services.entry_records import EntryRecord
from portfolio.services.invitations import Invitee, LinkTo
from portfolio.services.profiles import Profile


@dataclass(frozen=True)
class Entry:
    """A registration on one qualification; ``earlier`` marks one made before, entered only now."""

    qualification_id: UUID
    starts_on: date
    registered_on: date
    earlier: bool = False
    confirmed_on: date | None = None
    informed_on: date | None = None
    matched_note: str = ""
    initial_assessment_on: date | None = None
    initial_assessment_outcome: str = ""
    assessor_id: UUID | None = None
    quality_assurer_id: UUID | None = None

    @property
    def record(self) -> EntryRecord:
        """The part that can be recorded later too."""
        return EntryRecord(
            confirmed_on=self.confirmed_on,
            informed_on=self.informed_on,
            matched_note=self.matched_note,
            initial_assessment_on=self.initial_assessment_on,
            initial_assessment_outcome=self.initial_assessment_outcome,
        )


class AlreadyCandidate(Refusal):
    """The address belongs to a candidate of this centre, who can take another qualification."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__("This address belongs to a candidate of this centre", "email")
        self.candidate_id = candidate.id


def register(
    session: Session, actor: Actor, email: str, profile: Profile, entry: Entry, link_to: LinkTo
) -> tuple[Enrolment, str]:
    """Make a person a candidate of the actor's centre on a qualification, and invite them.

    Returns the registration and the secret token of the invitation. Raises Refusals, each beside
    its field, for everything the rules do not allow; nothing about other centres is told.
    """
    rule = _rule(session, actor, entry)
    found = [
        *profiles.refusals(session, actor.centre_id, profile),
        *_entry_refusals(session, actor, rule, profile.date_of_birth, entry),
    ]
    known = people.candidate_with_email(session, actor.centre_id, normal_email(email))
    if known is not None:
        found.append(AlreadyCandidate(known))
    if found:
        raise Refusals(found)
    invitee = Invitee(profile.name, email, Role.CANDIDATE, clock.today())
    invitation, token = invitations.invite(session, actor, actor.centre_id, invitee, link_to)
    candidate = Candidate(
        centre_id=actor.centre_id,
        user_id=invitation.grant.user_id,
        created_at=clock.now(),
        **profiles.columns(profile),
    )
    session.add(candidate)
    profiles.keep(session)
    return _enrol(session, actor, candidate, rule, entry), token


def add_qualification(
    session: Session, actor: Actor, candidate: Candidate, entry: Entry
) -> Enrolment:
    """Register a candidate of the centre on one more qualification.

    Raises Refusals as ``register`` does, also for a qualification they are registered on already.
    """
    rule = _rule(session, actor, entry)
    found = _entry_refusals(session, actor, rule, candidate.born_on, entry)
    if any(held.qualification_id == rule.qualification_id for held in candidate.enrolments):
        message = f"{candidate.name} is registered on {rule.qualification.entry_code} already"
        found.append(Refusal(message, "qualification"))
    if found:
        raise Refusals(found)
    return _enrol(session, actor, candidate, rule, entry)


def _rule(session: Session, actor: Actor, entry: Entry) -> CombinationRule:
    """The version a new registration follows, of a qualification the centre may register on."""
    row = session.get(Qualification, entry.qualification_id)
    rule = versions.rule_in_force(session, entry.qualification_id, actor.centre_id)
    if row is None or row.centre_id not in {None, actor.centre_id} or rule is None:
        raise Refusal("Choose a qualification of the list", "qualification")
    return rule


def _entry_refusals(
    session: Session,
    actor: Actor,
    rule: CombinationRule,
    date_of_birth: date,
    entry: Entry,
) -> list[Refusal]:
    """What the rules say against it, by the last dates that this centre goes by."""
    registration = Registration(date_of_birth, entry.registered_on, entry.earlier)
    qualification = rule.qualification
    dates = qualification_dates.dates(session, actor.centre_id, qualification)
    published = replace(
        catalogue.as_published(session, qualification, rule),
        last_entry_on=dates.last_entry_on,
        last_certification_on=dates.last_certification_on,
    )
    found = refusals(registration, published, clock.today())
    found.extend(entry_records.refusals(entry.record))
    return found


def _enrol(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    rule: CombinationRule,
    entry: Entry,
) -> Enrolment:
    enrolment = Enrolment(
        candidate_id=candidate.id,
        qualification_id=rule.qualification_id,
        rule_id=rule.id,
        starts_on=entry.starts_on,
        registered_on=entry.registered_on,
        created_at=clock.now(),
        **entry_records.columns(entry.record),
    )
    session.add(enrolment)
    session.flush()
    unit_ids = plan_mandatory(session, actor, enrolment, rule)
    event = CandidateRegistered(
        enrolment.id, rule.qualification.entry_code, entry.registered_on, entry.earlier
    )
    audit.record(session, actor, event, candidate_id=candidate.id)
    assignments.assign(session, actor, enrolment, Role.ASSESSOR, entry.assessor_id)
    assignments.assign(session, actor, enrolment, Role.IQA, entry.quality_assurer_id)
    progress.refresh(session, unit_ids)
    return enrolment


def plan_mandatory(
    session: Session, actor: Actor, enrolment: Enrolment, rule: CombinationRule
) -> Collection[UUID]:
    """Plan the mandatory units of a version; one already begun elsewhere goes on (003 s5.1).

    Returns the ids of the candidate's ways through them.
    """
    mandatory = session.scalars(
        select(UnitPlacement.unit_id).where(
            UnitPlacement.qualification_id == enrolment.qualification_id,
            UnitPlacement.mandatory.is_(True),
            versions.stands(UnitPlacement, rule.structure_version),
        )
    ).all()
    planned = session.scalars(
        select(ChosenUnit.unit_id).where(ChosenUnit.enrolment_id == enrolment.id)
    ).all()
    session.add_all(
        ChosenUnit(
            enrolment_id=enrolment.id,
            unit_id=unit_id,
            chosen_by_id=actor.user_id,
            chosen_at=clock.now(),
        )
        for unit_id in mandatory
        if unit_id not in planned
    )
    _begin(session, actor.centre_id, enrolment.candidate_id, mandatory)
    return session.scalars(
        select(UnitProgress.id).where(
            UnitProgress.candidate_id == enrolment.candidate_id,
            UnitProgress.unit_id.in_(mandatory),
        )
    ).all()


def _begin(
    session: Session, centre_id: UUID, candidate_id: UUID, unit_ids: Collection[UUID]
) -> None:
    """Start on those of the units that the candidate has not begun, with the latest criteria."""
    begun = session.scalars(
        select(UnitProgress.unit_id).where(
            UnitProgress.candidate_id == candidate_id, UnitProgress.unit_id.in_(unit_ids)
        )
    ).all()
    latest = versions.specifications_in_use(session, unit_ids, centre_id)
    session.add_all(
        UnitProgress(
            candidate_id=candidate_id,
            unit_id=unit_id,
            specification_id=latest.get(unit_id),
            created_at=clock.now(),
        )
        for unit_id in unit_ids
        if unit_id not in begun
    )
    session.flush()
