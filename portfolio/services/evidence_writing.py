"""Putting a candidate's description on an item, and what follows from a change of it.

Parts of the verbs of ``services.evidence`` and ``services.evidence_submitting``, which record them.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import evidence as rules
from portfolio.domain import evidence_changes
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict
from portfolio.models.evidence import Evidence
from portfolio.services import declarations, own_tags, progress, signed_units
from portfolio.services.own_tags import TagChange

SIGNED = frozenset({"title", "place"})
"""The columns a declaration and a sign-off name."""


@dataclass(frozen=True)
class Description:
    """What the candidate says of an item; ``version`` is the one their page was built from."""

    version: int
    title: str
    type: str
    produced_on: date | None
    shows: str
    location: str
    group_work: bool
    own_contribution: str
    sources: str
    sources_none: bool
    details_confirmed: bool
    criteria: frozenset[UUID]
    shows_children: bool | None = None
    permission_files: frozenset[UUID] = frozenset()
    """Those of the item's files that are permission to show children."""
    permission_from: str = ""


def write(
    session: Session, actor: Actor, evidence: Evidence, said: Description
) -> tuple[tuple[str, ...], TagChange]:
    """Put the description on the item; answers which columns changed, and which tags."""
    evidence_changes.check_editable(evidence.state, staff_record=evidence.staff_record)
    if said.version != evidence.version:
        raise Conflict("This item was changed after you opened it")
    if said.type:
        rules.check_type(rules.EvidenceType(said.type), by_staff=False)
    columns = _columns(said)
    changed = tuple(name for name, value in columns.items() if getattr(evidence, name) != value)
    if SIGNED & set(changed) and signed_units.is_signed_for(evidence):
        signed_units.check_item(session, evidence, "title" if "title" in changed else "location")
    for name in changed:
        setattr(evidence, name, columns[name])
    if said.details_confirmed is not (evidence.no_personal_details_at is not None):
        evidence.no_personal_details_at = clock.now() if said.details_confirmed else None
        changed = (*changed, "no_personal_details_at")
    if _mark_permissions(evidence, said):
        changed = (*changed, "permissions")
    return changed, own_tags.choose(session, actor, evidence, said.criteria)


def follow(session: Session, evidence: Evidence, unit_ids: frozenset[UUID] | None = None) -> None:
    """Bring progress and signatures of the units concerned up to date."""
    session.flush()
    concerned = unit_ids or frozenset(tag.unit_id for tag in evidence.current_tags)
    if concerned:
        progress.refresh(session, concerned)
        declarations.void_where_changed(session, concerned, f"{evidence.code} was changed")


def _columns(said: Description) -> dict[str, object]:
    return {
        "title": said.title.strip(),
        "kind": said.type,
        "produced_on": said.produced_on,
        "description": said.shows.strip(),
        "place": said.location.strip(),
        "group_work": said.group_work,
        "own_contribution": said.own_contribution.strip() if said.group_work else "",
        "sources": said.sources.strip(),
        "no_sources": said.sources_none,
        "shows_children": said.shows_children,
        "permission_from": said.permission_from.strip() if said.shows_children else "",
    }


def _mark_permissions(evidence: Evidence, said: Description) -> bool:
    """Mark the files that are permissions, and no others; answers whether a mark changed."""
    changed = False
    for file in evidence.current_files:
        is_one = bool(said.shows_children) and file.id in said.permission_files
        changed = changed or file.is_permission is not is_one
        file.is_permission = is_one
    return changed
