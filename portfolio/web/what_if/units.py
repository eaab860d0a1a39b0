"""Any units of a qualification, and at once what they come to."""

from flask import request
from flask.typing import ResponseReturnValue

from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.what_if import try_out
from portfolio.web.access import public
from portfolio.web.htmx import page, shown_at
from portfolio.web.what_if import blueprint
from portfolio.web.what_if.places import offered, path_of, read, whole


@blueprint.get("")
@public
def qualifications() -> ResponseReturnValue:
    return page("what_if/qualifications.html", qualifications=offered().values())


@blueprint.get("/<entry_code>")
@public
def units(entry_code: str) -> ResponseReturnValue:
    """The units to tick, and the picture of those that are: the address is all it needs."""
    qualification = read(offered().get(entry_code))
    trial = try_out(qualification, request.args.getlist("units"))
    path = path_of(trial)
    response = page(
        "what_if/units.html",
        "picture",
        qualification=qualification,
        groups=_groups(qualification),
        trial=trial,
        address=whole(path),
    )
    return shown_at(response, path)


def _groups(qualification: Qualification) -> list[tuple[str, list[PlacedUnit]]]:
    return [
        (group.heading, [placed for placed in qualification.units if placed.group == group.letter])
        for group in qualification.groups
    ]
