"""The tracker as a page, and the way from one of its cells to the unit."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor, Role
from portfolio.domain.permissions import Permission
from portfolio.domain.states import EnrolmentStatus
from portfolio.domain.tracker import Standing
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.queries import tracker
from portfolio.queries.people import Named
from portfolio.queries.tracker import Tracker
from portfolio.queries.tracker_list import NOBODY
from portfolio.queries.tracker_rows import TrackerRow
from portfolio.queries.tracker_structure import Column
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import go_to, page
from portfolio.web.loaders import OwnCentre
from portfolio.web.tracker import blueprint
from portfolio.web.tracker.asked import GROUP, UNIT, Asked, asked, filtered, sort_asked

LISTS = {
    Role.ASSESSOR: "assessors.candidates",
    Role.IQA: "quality_assurers.candidates",
    Role.ADMINISTRATOR: "administrators.candidates",
    Role.HEAD: "administrators.candidates",
}
"""Where each role lists the same candidates."""
SIGNS = {
    Standing.ACHIEVED: ("a", "Achieved"),
    Standing.READY: ("r", "Ready"),
    Standing.IN_PROGRESS: ("g", "In progress"),
    Standing.REFERRED: ("f", "Referred"),
    Standing.NOT_STARTED: ("n", "Not started"),
    Standing.NOT_CHOSEN: ("o", "Not chosen"),
}
"""The class that draws each sign in ``css/tracker.css``, short for there are many; its words."""
NOT_LISTED = ("x", "Not in their version")
quoted = lru_cache(1000)(quote)
"""Of unit numbers, of which there are few."""
VIEWS = ("auto", "grid", "list")
"""``auto`` is the grid where there is room and the list on a phone."""


@blueprint.get("")
@requires(Permission.READ_TRACKER, loaders.own_centre)
def grid(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    view = request.args.get("view") if request.args.get("view") in VIEWS else VIEWS[0]
    common: dict[str, Any] = {"candidates_url": url_for(LISTS[actor.role]), "view": view}
    found = asked(session, actor)
    if found is None:
        return page("tracker/grid.html", found=None, **common)
    shown = tracker.load(session, actor, found.qualification, found.structure, found.wanted)
    return page(
        "tracker/grid.html",
        found=shown,
        qualification=found.qualification,
        groups=_groups(shown.columns),
        lines=_lines(shown) if view != "list" else [],
        signs=SIGNS,
        choices=_choices(found, tracker.assessors(session, actor, found.qualification.id)),
        sort=sort_asked(found.structure.every_column),
        filtered=filtered(),
        **common,
    )


@blueprint.get("/<uuid:enrolment_id>/<path:unit_number>")
@requires(Permission.READ_UNIT, loaders.unit_of_enrolment)
def unit(_actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    """A cell names its unit by number: 200 times 59 identities would not fit a small page."""
    return go_to(url_for("portfolios.unit", unit_id=unit.id))


def _lines(shown: Tracker) -> list[list[tuple[str, str, str]]]:
    """The cells of each row: where each leads or nothing, its sign, its words.

    As plain as can be, since a page has up to 12,000 of them.
    """
    base = url_for("tracker.grid")
    return [_line(row, shown.columns, f"{base}/{row.enrolment_id}/") for row in shown.rows]


def _line(row: TrackerRow, columns: Sequence[Column], path: str) -> list[tuple[str, str, str]]:
    found = []
    for column in columns:
        if cell := row.cells.get(column.unit_id):
            href = path + quoted(cell.number) if cell.opens else ""
            found.append((href, *SIGNS[cell.standing]))
        else:
            found.append(("", *NOT_LISTED))
    return found


def _groups(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """The letters above the columns, each with how many of them stand under it."""
    return [
        (letter, len(list(some)))
        for letter, some in groupby(columns, key=lambda column: column.placed.group)
    ]


def _choices(found: Asked, assessors: Sequence[Named]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers; the first choice of each filters nothing."""
    columns = found.structure.every_column
    headings = {
        group.letter: group.heading
        for version in found.structure.versions.values()
        for group in version.qualification.groups
    }
    return {
        "qualifications": [
            (str(one.qualification.id), f"{one.qualification.entry_code} {one.qualification.title}")
            for one in found.followed
        ],
        "statuses": [("", "Any"), *((one.value, one.value) for one in EnrolmentStatus)],
        "assessors": [
            ("", "Anybody"),
            *((str(one.user_id), one.name) for one in assessors),
            (NOBODY, "Nobody"),
        ],
        "states": [("", "Any"), *((one.value, one.value) for one in Standing)],
        "units": [
            ("", "All units"),
            *((GROUP + letter, heading) for letter, heading in sorted(headings.items())),
            *(
                (UNIT + c.placed.number, f"{c.placed.number} {c.placed.unit.title}")
                for c in columns
            ),
        ],
        "waiting": [
            ("", "Anything"),
            ("sign-off", "Ready to sign off"),
            ("quiet", "Nothing for 4 weeks"),
        ],
    }
