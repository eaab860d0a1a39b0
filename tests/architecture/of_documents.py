"""What the world of the sweep holds of a centre's documents, for people who sign in only."""

from __future__ import annotations

from typing import Any

from portfolio import clock
from portfolio.domain.useful_links import Reach
from portfolio.services import (
    development,
    document_versions,
    service_notices,
    support,
    useful_links,
)
from portfolio.services.development import Development
from portfolio.services.support import Given
from tests.cast import Cast
from tests.published_documents import a_document, a_version

MARKER = "MARKER-7f3k"


def of_documents(session: Any, cast: Cast) -> dict[str, Any]:
    """A document with a published version and a draft, and a public notice without the marker."""
    actor = cast.administrator.actor
    document = a_document(session, actor, f"Demo {MARKER}")
    a_version(session, actor, document, text=MARKER)
    document_versions.draft_of(session, actor, document)
    notice = service_notices.post(session, actor, "Demo notice", "Demo text", clock.today())
    given = Given(MARKER, clock.today(), MARKER, MARKER)
    meeting = support.plan(session, actor, MARKER, clock.today(), MARKER)
    link = useful_links.add(session, actor, Reach(MARKER, website="https://demo.test/"))
    done = Development(clock.today(), MARKER, MARKER, 60, MARKER)
    return {
        "link_id": link.id,
        "meeting_id": meeting.id,
        "guidance_id": support.give(session, actor, given, meeting).id,
        "entry_id": development.add(session, actor, done).id,
        "document_id": document.id,
        "version_number": 1,
        "service_notice_id": notice.id,
    }
