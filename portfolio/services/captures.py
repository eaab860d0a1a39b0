"""Items captured on a phone: begun once however often they are sent, and described from there."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.queries import evidence_criteria
from portfolio.services import evidence
from portfolio.services.evidence_writing import Description


@dataclass(frozen=True)
class Captured:
    """What the phone says of an item; ``key`` is its own name for it, the same every time."""

    key: str
    title: str
    criteria: frozenset[UUID]


def keep(session: Session, actor: Actor, candidate: Candidate, said: Captured) -> Evidence:
    """Find or begin the draft of a captured item, and give it the title and criteria of the phone.

    Criteria that are no longer the candidate's are left out: the list on the phone may be old.
    Refuses to change an item that is not the candidate's to change any more.
    """
    # Two tabs at once wait for each other here, so that the second finds what the first began.
    session.execute(select(Candidate.id).where(Candidate.id == candidate.id).with_for_update())
    item = _of_key(session, candidate, said.key)
    if item is None:
        item = evidence.add_captured(session, actor, candidate, said.key, said.title)
    criteria = said.criteria & evidence_criteria.offered(session, candidate.id).keys()
    held = frozenset(tag.criterion_id for tag in item.current_tags)
    if (item.title, held) != (said.title.strip(), criteria):
        evidence.describe(session, actor, item, _as_said(item, said.title, criteria))
    return item


def _of_key(session: Session, candidate: Candidate, key: str) -> Evidence | None:
    wanted = (Evidence.candidate_id == candidate.id) & (Evidence.capture_key == key)
    return session.scalar(select(Evidence).where(wanted))


def _as_said(item: Evidence, title: str, criteria: frozenset[UUID]) -> Description:
    """The item as it is, but for what the phone says of it."""
    return Description(
        version=item.version,
        title=title,
        type=item.kind,
        produced_on=item.produced_on,
        shows=item.description,
        location=item.place,
        group_work=item.group_work,
        own_contribution=item.own_contribution,
        sources=item.sources,
        sources_none=item.no_sources,
        details_confirmed=item.no_personal_details_at is not None,
        criteria=criteria,
        shows_children=item.shows_children,
        permission_files=frozenset(file.id for file in item.current_files if file.is_permission),
        permission_from=item.permission_from,
    )
