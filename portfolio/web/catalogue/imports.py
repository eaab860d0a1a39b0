"""Importing a qualification: send a file, look at what was found, save it as a draft."""

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.exchange.comparison import Comparison
from portfolio.domain.exchange.completing import complete
from portfolio.domain.exchange.content import ExchangeFault, Found
from portfolio.domain.exchange.formats import read_file
from portfolio.domain.exchange.json_place import LARGEST_FILE
from portfolio.domain.permissions import Permission
from portfolio.extensions import csrf, db_session, writing
from portfolio.models.catalogue_upload import CatalogueUpload
from portfolio.services import catalogue_uploads, qualification_import
from portfolio.web import loaders, multipart, once, signed_addresses, upload_places
from portfolio.web.access import ask_again, requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.import_forms import FileForm, ReviewForm, asked_of, review_form
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to, page
from portfolio.web.signed_addresses import SentForm

PURPOSE = "import of a qualification"


def sent_form(actor: Actor, token: str) -> SentForm:
    return signed_addresses.sent_form(actor, PURPOSE, token)


def sent_file(actor: Actor, import_id: UUID) -> CatalogueUpload:
    """A file somebody of the actor's centre sent, or 404."""
    found = db_session().scalar(
        select(CatalogueUpload).where(
            CatalogueUpload.id == import_id, CatalogueUpload.centre_id == actor.centre_id
        )
    )
    return found or abort(404)


@blueprint.get("/imports/new")
@requires(Permission.EDIT_CATALOGUE, loaders.own_centre)
def add_import(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    return _file_page(actor)


@blueprint.post("/imports/upload/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.EDIT_CATALOGUE, sent_form, streams=True)
def upload_import(actor: Actor, form: SentForm) -> ResponseReturnValue:
    db_session().rollback()
    try:
        with upload_places.one_of_few():
            sent = _received()
    except upload_places.Busy as busy:
        return _file_page(actor, str(busy), 503)
    except ExchangeFault as fault:
        return _file_page(actor, str(fault), 422)
    writing.set(True)
    form = ask_again(actor, Permission.EDIT_CATALOGUE, sent_form)
    if (answered := once.claim_key(form.key)) is not None:
        return answered
    upload = catalogue_uploads.keep(
        db_session(), actor.centre_id, actor.user_id, sent.name, sent.data
    )
    return once.go_to_from(form.key, url_for(".review_import", import_id=upload.id))


@blueprint.route("/imports/<uuid:import_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, sent_file)
def review_import(actor: Actor, upload: CatalogueUpload) -> ResponseReturnValue:
    try:
        found = read_file(catalogue_uploads.content(upload))
    except ExchangeFault as fault:
        # It was read when it was sent: a newer version of the app asks for more.
        return _file_page(actor, str(fault), 422)
    comparison, form = _compared(actor, found)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            return _saved(actor, upload, found, form)
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if form.is_submitted() else 200
    context = {"form": form, "upload": upload, "found": found, "comparison": comparison}
    return page("catalogue/review_import.html", status=status, **context)


@blueprint.post("/imports/<uuid:import_id>/discard")
@requires(Permission.EDIT_CATALOGUE, sent_file)
def discard_import(_actor: Actor, upload: CatalogueUpload) -> ResponseReturnValue:
    catalogue_uploads.discard(db_session(), upload)
    flash("The file is thrown away. Nothing of it was saved")
    return go_to(url_for(".qualifications"))


def _received() -> multipart.SentFile:
    """The file, read through once; raises ExchangeFault for one that holds no qualification."""
    try:
        sent = multipart.receive_one(request, LARGEST_FILE)
    except RequestEntityTooLarge as error:
        megabytes = LARGEST_FILE // 1_000_000
        raise ExchangeFault(f"A file may have up to {megabytes} MB") from error
    if sent is None:
        raise ExchangeFault("Choose a file first")
    read_file(sent.data)
    return sent


def _compared(actor: Actor, found: Found) -> tuple[Comparison, ReviewForm]:
    """What saving would do, and a form for what the file does not say."""
    session, whole = db_session(), found.qualification
    comparison, known = qualification_import.compared(session, whole, actor.centre_id)
    taken = qualification_import.code_is_taken(session, whole.facts.entry_code, actor.centre_id)
    return comparison, review_form(asked_of(whole, known, taken))


def _saved(
    actor: Actor, upload: CatalogueUpload, found: Found, form: ReviewForm
) -> ResponseReturnValue:
    session = db_session()
    qualification = complete(found.qualification, form.answers())
    row = qualification_import.import_qualification(
        session, actor, qualification, actor.centre_id, f"{found.format}, {upload.name}"
    )
    catalogue_uploads.discard(session, upload)
    flash(f"{row.entry_code} is saved as a draft. Check it, then publish it")
    return once.go_to(form, url_for(".draft", qualification_id=row.id))


def _file_page(actor: Actor, refusal: str = "", status: int = 200) -> ResponseReturnValue:
    form = FileForm(formdata=None)
    if refusal:
        form.refuse(Refusal(refusal, "file"))
    response = page(
        "catalogue/add_import.html",
        status=status,
        form=form,
        upload_url=url_for(".upload_import", token=signed_addresses.token(actor, PURPOSE)),
        megabytes=LARGEST_FILE // 1_000_000,
    )
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response
