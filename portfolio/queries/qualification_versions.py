"""The published versions of a qualification a centre sees, and what each changed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.models.audit import AuditEntry
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries.versions import visible

PUBLISHED = ("qualification:published", "rule:changed")


@dataclass(frozen=True)
class PublishedVersion:
    """``changed`` is what it changed of the one before, in words; empty for what was loaded."""

    rule: CombinationRule
    changed: tuple[str, ...]


def published(
    session: Session, qualification: Qualification, centre_id: UUID
) -> list[PublishedVersion]:
    """Those the centre sees, its own first, the latest first, in two queries."""
    rules = session.scalars(
        select(CombinationRule)
        .where(
            CombinationRule.qualification_id == qualification.id,
            CombinationRule.published_at.is_not(None),
            visible(centre_id, CombinationRule),
        )
        .options(joinedload(CombinationRule.published_by))
        .order_by(CombinationRule.centre_id.is_(None), CombinationRule.version.desc())
    ).all()
    told = session.scalars(
        select(AuditEntry).where(
            AuditEntry.subject_id == qualification.id,
            AuditEntry.centre_id == centre_id,
            AuditEntry.name.in_(PUBLISHED),
        )
    )
    changed = {entry.details["version"]: tuple(entry.details["changed"]) for entry in told}
    return [
        PublishedVersion(rule, changed.get(rule.version, ()) if rule.centre_id else ())
        for rule in rules
    ]
