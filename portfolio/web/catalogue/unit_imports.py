"""Importing units from a document: send it or paste its text, wait, see what was found."""

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import FileField

from portfolio.adapters.unit_documents import MOST_BYTES
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import csrf, db_session, writing
from portfolio.models.unit_import import UnitImport
from portfolio.services import unit_imports
from portfolio.web import loaders, multipart, once, signed_addresses, upload_places
from portfolio.web.access import ask_again, requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.fields import lines
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import go_to, page
from portfolio.web.signed_addresses import SentForm

PURPOSE = "import of units"
MOST_PASTED = 200_000
PASTED = "Pasted text"


class DocumentForm(Form):
    """Shown only: its body is read as a stream, so that no field of it is ever validated."""

    file = FileField("Unit document or table")


class PasteForm(Form):
    text = lines("Text of the unit", "Paste the text first", MOST_PASTED)


def sent_document(actor: Actor, token: str) -> SentForm:
    return signed_addresses.sent_form(actor, PURPOSE, token)


def unit_import(actor: Actor, unit_import_id: UUID) -> UnitImport:
    """An import of the actor's centre, or 404."""
    found = db_session().scalar(
        select(UnitImport).where(
            UnitImport.id == unit_import_id, UnitImport.centre_id == actor.centre_id
        )
    )
    return found or abort(404)


@blueprint.route("/unit-imports/new", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, loaders.own_centre)
def add_unit_import(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = PasteForm()
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        text = (form.text.data or "").encode()
        sent = _keep(actor, PASTED, text)
        return once.go_to(form, url_for(".show_unit_import", unit_import_id=sent.id))
    return _begin_page(actor, paste=form, status=422 if form.is_submitted() else 200)


@blueprint.post("/unit-imports/upload/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.EDIT_CATALOGUE, sent_document, streams=True)
def upload_unit_document(actor: Actor, form: SentForm) -> ResponseReturnValue:
    db_session().rollback()
    try:
        with upload_places.one_of_few():
            sent = multipart.receive_one(request, MOST_BYTES)
    except upload_places.Busy as busy:
        return _begin_page(actor, str(busy), status=503)
    except RequestEntityTooLarge:
        words = f"A document may have up to {MOST_BYTES // 2**20} MB. Send fewer pages of it"
        return _begin_page(actor, words, status=422)
    if sent is None or not sent.data:
        words = "Choose a file first" if sent is None else f"“{sent.name}” is empty"
        return _begin_page(actor, words, status=422)
    writing.set(True)
    form = ask_again(actor, Permission.EDIT_CATALOGUE, sent_document)
    if (answered := once.claim_key(form.key)) is not None:
        return answered
    kept = _keep(actor, sent.name, sent.data)
    return once.go_to_from(form.key, url_for(".show_unit_import", unit_import_id=kept.id))


@blueprint.get("/unit-imports/<uuid:unit_import_id>")
@requires(Permission.EDIT_CATALOGUE, unit_import, polls=True)
def show_unit_import(_actor: Actor, sent: UnitImport) -> ResponseReturnValue:
    review = unit_imports.review_of(sent) if sent.reading is not None else None
    return page("catalogue/unit_import.html", "unit-import", sent=sent, review=review)


@blueprint.post("/unit-imports/<uuid:unit_import_id>/discard")
@requires(Permission.EDIT_CATALOGUE, unit_import)
def discard_unit_import(_actor: Actor, sent: UnitImport) -> ResponseReturnValue:
    unit_imports.discard(db_session(), sent)
    flash("The import is given up. Units saved from it stay")
    return go_to(url_for(".qualifications"))


def _keep(actor: Actor, name: str, document: bytes) -> UnitImport:
    return unit_imports.keep(db_session(), actor.centre_id, actor.user_id, name, document)


def _begin_page(
    actor: Actor, refusal: str = "", paste: PasteForm | None = None, status: int = 200
) -> ResponseReturnValue:
    form = DocumentForm(formdata=None)
    if refusal:
        form.refuse(Refusal(refusal, "file"))
    response = page(
        "catalogue/add_unit_import.html",
        status=status,
        form=form,
        paste=paste or PasteForm(formdata=None),
        upload_url=url_for(".upload_unit_document", token=signed_addresses.token(actor, PURPOSE)),
        megabytes=MOST_BYTES // 2**20,
    )
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response
