"""What the tracker shows, as a file for a spreadsheet program."""

from collections.abc import Iterator, Sequence

from flask import Response, abort
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import spreadsheets
from portfolio.domain.actors import Actor
from portfolio.domain.date_words import uk_date
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import case_list
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.asked import wanted
from portfolio.web.cases.tracker import MOST_IN_A_FILE, Shown, shown
from portfolio.web.loaders import OwnCentre

HIDDEN = "Hidden"
HEADS = (
    "Case", "Kind", "From", "About", "Stage", "Formal", "With", "Received", "Clock",
    "Time left", "Rule and dates", "Due", "Closed", "Outcome", "In time",
)  # fmt: skip


@blueprint.get("/table.csv")
@requires(Permission.READ_CASES, loaders.own_centre)
def table(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    """Everything is read before the first line is sent, so nothing in the database waits."""
    rows = case_list.every(db_session(), actor, wanted(actor), MOST_IN_A_FILE)
    if rows is None:
        abort(413, f"These are more than {MOST_IN_A_FILE:,} cases. Filter them to fewer.")
    answer = Response(spreadsheets.lines(_table(shown(actor, rows))), mimetype="text/csv")
    name = f"cases-{clock.today().isoformat()}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _table(rows: Sequence[Shown]) -> Iterator[Sequence[object]]:
    yield HEADS
    for row, words, _told in rows:
        case = row.case
        due = None if row.hidden else case.clock_due_at
        closed = None if row.hidden else case.closed_at
        yield [
            case.reference,
            case.kind.value,
            HIDDEN if row.hidden else case.name,
            HIDDEN if row.hidden else case.category_label,
            HIDDEN if row.hidden else case.stage_name,
            HIDDEN if row.hidden else "Yes" if case.formal else "No",
            row.waits_on or "",
            uk_date(case.received_at).isoformat(),
            words.state.value,
            words.left,
            words.rule,
            due.isoformat(timespec="minutes") if due and not closed else "",
            uk_date(closed).isoformat() if closed else "",
            case.outcome.value if case.outcome and not row.hidden else "",
            "" if row.hidden else {True: "Yes", False: "No", None: ""}[case.in_time],
        ]
