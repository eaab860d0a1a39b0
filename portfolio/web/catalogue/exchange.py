"""Taking a qualification to another program, told before what its format leaves out."""

from dataclasses import dataclass

from flask import Response, abort
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.exchange.content import Written
from portfolio.domain.exchange.formats import write_file
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.queries import whole_qualification
from portfolio.queries.whole_qualification import WholeVersion
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.htmx import page

CASE_WORDS = (
    "The JSON format of 1EdTech for frameworks of skills, which OpenSALT, OpenCASE and many "
    "learning platforms read. Another Portfolio gets the qualification whole."
)
MATRIX_WORDS = (
    "The file Mahara’s SmartEvidence is set up with: units as standards, outcomes and criteria as "
    "its elements."
)


@dataclass(frozen=True)
class Offer:
    """One format on the page; ``endpoint`` sends the file."""

    name: str
    words: str
    endpoint: str
    left_out: tuple[str, ...]


@blueprint.get("/qualifications/<uuid:qualification_id>/files")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.qualification)
def files(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    whole = whole_qualification.latest(db_session(), qualification, actor.centre_id)
    if whole is None:
        abort(404)
    case, matrix = (_written(name, qualification, whole) for name in ("case", "matrix"))
    offers = (
        Offer("CASE v1.1", CASE_WORDS, ".case_file", case.left_out),
        Offer("Mahara matrix", MATRIX_WORDS, ".matrix_file", matrix.left_out),
    )
    return page("catalogue/files.html", qualification=qualification, offers=offers)


@blueprint.get("/qualifications/<uuid:qualification_id>/files/case.json")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.qualification)
def case_file(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    return _download(actor, qualification, "case", "case.json")


@blueprint.get("/qualifications/<uuid:qualification_id>/files/framework.matrix")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.qualification)
def matrix_file(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    return _download(actor, qualification, "matrix", "matrix")


def _download(
    actor: Actor, qualification: Qualification, format_name: str, ending: str
) -> ResponseReturnValue:
    whole = whole_qualification.latest(db_session(), qualification, actor.centre_id)
    if whole is None:
        abort(404)
    written = _written(format_name, qualification, whole)
    answer = Response(written.content, mimetype="application/json")
    name = f"{qualification.entry_code}.{ending}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _written(format_name: str, qualification: Qualification, whole: WholeVersion) -> Written:
    return write_file(
        format_name,
        whole.qualification,
        version=whole.version,
        changed_at=whole.changed_at,
        owner=qualification.centre_id.hex if qualification.centre_id else "",
    )
