"""What the reader of an item may know of its files in other portfolios."""

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence
from portfolio.queries import same_files
from portfolio.queries.same_files import Findings


def known_to(actor: Actor, evidence: Evidence) -> Findings | None:
    """The findings of the item; None for those who learn nothing of them, candidates above all."""
    if not allows(actor, Permission.READ_SAME_FILES, evidence.facts()):
        return None
    return same_files.of_item(db_session(), actor, evidence)
