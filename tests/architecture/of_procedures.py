"""What the world of the sweep holds of a centre's procedure, offices and bank holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from portfolio.domain.procedure import Office
from portfolio.models.procedure import HolidayChange, OfficeHolder
from portfolio.queries import procedures as queries
from portfolio.services import procedure_drafts, service_settings
from tests.architecture.of_documents import MARKER
from tests.cast import Cast


def of_procedures(session: Any, cast: Cast) -> dict[str, Any]:
    """The centre's own procedure with a published version and a draft, an office and a day.

    It is short, for each of its fields is typed into.
    """
    cast.make.procedures()
    actor = cast.administrator.actor
    shipped = queries.shared(session, "service-standards")
    assert shipped is not None
    own = procedure_drafts.copy(session, actor, shipped, f"Demo {MARKER}")
    draft = queries.draft(session, own.id)
    assert draft is not None
    said = queries.read(draft)
    short = replace(
        said,
        statement=MARKER,
        categories=(said.category("assessment-decision"),),
        bodies=(),
    )
    procedure_drafts.save(session, actor, own, short, str(draft.edits))
    procedure_drafts.publish(session, actor, own, MARKER, str(draft.edits))
    procedure_drafts.begin(session, actor, own)
    service_settings.give_office(session, actor, cast.assessor.user, Office.MANAGER, MARKER)
    day = date(2026, 12, 8)
    service_settings.change_day(session, actor, day, works=False, label=MARKER)
    mine = {"centre_id": cast.centre.id}
    return {
        "procedure_id": own.id,
        "procedure_version": 1,
        "track": "feedback",
        "stage_key": "feedback",
        "reply_key": "closing",
        "holder_id": session.query(OfficeHolder).filter_by(**mine).one().id,
        "holiday_id": session.query(HolidayChange).filter_by(**mine).one().id,
    }
