"""Documents as those who publish make them, through the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from portfolio.domain.documents import DocumentKind, Rights
from portfolio.models.document import Document, DocumentVersion
from portfolio.services import document_versions, documents
from portfolio.services.document_versions import Written
from portfolio.services.documents import Description


def a_document(session: Any, actor: Any, title: str = "Demo policy", **said: Any) -> Document:
    """A document without a version; a policy for people who sign in unless ``said`` otherwise."""
    description = Description(
        kind=said.get("kind", DocumentKind.POLICY),
        title=title,
        about=said.get("about", ""),
        rights=Rights(said.get("open_to_all", False)),
        qualification_id=said.get("qualification_id"),
    )
    return documents.add(session, actor, description)


def a_version(session: Any, actor: Any, document: Document, **said: Any) -> DocumentVersion:
    """The next version, published."""
    draft = document_versions.draft_of(session, actor, document)
    written = Written(
        number=draft.number,
        dated_on=said.get("dated_on", date(2026, 11, 1)),
        replaces=said.get("replaces", draft.number - 1 or None),
        changed=said.get("changed", "Something is clearer"),
        text=said.get("text", "Demo text"),
        tells_candidates=said.get("tells_candidates", False),
        asks_reading=said.get("asks_reading", False),
    )
    saved = document_versions.save(session, actor, document, written, draft.edits)
    document_versions.publish(session, actor, saved)
    return saved
