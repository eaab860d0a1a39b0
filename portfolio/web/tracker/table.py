"""The tracker as a file for a spreadsheet program: all that the filters leave."""

from collections.abc import Iterator, Sequence

from flask import Response, abort
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import spreadsheets
from portfolio.domain.actors import Actor
from portfolio.domain.date_words import in_uk
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import tracker
from portfolio.queries.tracker_rows import TrackerRow
from portfolio.queries.tracker_structure import Column
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.loaders import OwnCentre
from portfolio.web.tracker import blueprint
from portfolio.web.tracker.asked import asked

NOT_LISTED = "Not in their version"
FIXED = (
    "Candidate",
    "Candidate number",
    "Status",
    "Assessor",
    "Last active",
    "Credit achieved",
    "Credit needed",
    "Rule of combination",
)


@blueprint.get("/table.csv")
@requires(Permission.READ_TRACKER, loaders.own_centre)
def table(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    """Everything is read before the first line is sent, so nothing in the database waits."""
    session = db_session()
    found = asked(session, actor)
    if found is None:
        abort(404)
    columns, rows = tracker.everything(
        session, actor, found.qualification, found.structure, found.wanted
    )
    answer = Response(spreadsheets.lines(_table(columns, rows)), mimetype="text/csv")
    name = f"tracker-{found.qualification.entry_code}-{clock.today().isoformat()}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _table(columns: Sequence[Column], rows: Sequence[TrackerRow]) -> Iterator[Sequence[object]]:
    yield [*FIXED, *(f"{one.placed.number} {one.placed.unit.title}" for one in columns)]
    for row in rows:
        cells = (row.cells.get(column.unit_id) for column in columns)
        yield [
            row.name,
            row.candidate_number or "",
            row.status.value,
            row.assessor or "",
            in_uk(row.last_active).date().isoformat() if row.last_active else "",
            row.credit,
            row.needed,
            "Met" if row.outcome.met else "Not met yet",
            *(cell.standing.value if cell else NOT_LISTED for cell in cells),
        ]
