"""The draft of a document's next version: written, its tables filled, published or thrown away."""

from collections.abc import Callable, Sequence

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio.config import MIB
from portfolio.domain.actors import Actor
from portfolio.domain.document_rows import price_from, update_from
from portfolio.domain.documents import DocumentKind
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.document import Document, DocumentVersion
from portfolio.outside import outside
from portfolio.queries import documents as queries
from portfolio.services import document_versions
from portfolio.web import document_loaders, signed_addresses
from portfolio.web.access import requires
from portfolio.web.document_loaders import DraftRow
from portfolio.web.documents import blueprint
from portfolio.web.documents.forms import FileForm, PriceForm, UpdateForm, VersionForm, drafted
from portfolio.web.flashes import flash
from portfolio.web.forms import Form, version_seen
from portfolio.web.htmx import go_to, page
from portfolio.web.keeping import keep

UPLOAD = "file of a document"
MOST_FILE = 50 * MIB
"""Bytes a file may have: people read it on a phone."""


@blueprint.route("/<uuid:document_id>/draft", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, document_loaders.document)
def draft(actor: Actor, document: Document) -> ResponseReturnValue:
    """One form; its second button publishes what the first one saves."""
    form = version_form(document, sent=True)
    publishing = request.form.get("do") == "publish"

    def deed() -> str:
        session, seen = db_session(), version_seen(form.seen.data)
        saved = document_versions.save(session, actor, document, form.written(), seen)
        if not publishing:
            return url_for(".draft", document_id=document.id)
        document_versions.publish(session, actor, saved)
        return url_for(".show", document_id=document.id)

    kept = keep(
        form, deed, "Published. Everybody concerned is being told" if publishing else "Saved"
    )
    if kept.answer is not None:
        return kept.answer
    if kept.status == 409:
        form.seen.data = _edits(document)  # saving again is knowing
    return draft_page(actor, document, kept.status, form=form)


@blueprint.post("/<uuid:document_id>/draft/prices")
@requires(Permission.PUBLISH_SERVICE, document_loaders.document)
def add_price(actor: Actor, document: Document) -> ResponseReturnValue:
    form = PriceForm()

    def deed(row: DocumentVersion) -> None:
        document_versions.add_price(db_session(), actor, row, form.row())

    return _row_added(actor, document, form, deed, "prices")


@blueprint.post("/<uuid:document_id>/draft/key-updates")
@requires(Permission.PUBLISH_SERVICE, document_loaders.document)
def add_update(actor: Actor, document: Document) -> ResponseReturnValue:
    form = UpdateForm()

    def deed(row: DocumentVersion) -> None:
        document_versions.add_update(db_session(), actor, row, form.row())

    return _row_added(actor, document, form, deed, "updates")


@blueprint.post("/<uuid:document_id>/draft/prices/<int:place>/remove")
@requires(Permission.PUBLISH_SERVICE, document_loaders.draft_row)
def remove_price(actor: Actor, row: DraftRow) -> ResponseReturnValue:
    session = db_session()
    found = document_versions.draft_of(session, actor, row.document)
    document_versions.remove_price(session, actor, found, row.place)
    return go_to(url_for(".draft", document_id=row.document.id, _anchor="prices"))


@blueprint.post("/<uuid:document_id>/draft/key-updates/<int:place>/remove")
@requires(Permission.PUBLISH_SERVICE, document_loaders.draft_row)
def remove_update(actor: Actor, row: DraftRow) -> ResponseReturnValue:
    session = db_session()
    found = document_versions.draft_of(session, actor, row.document)
    document_versions.remove_update(session, actor, found, row.place)
    return go_to(url_for(".draft", document_id=row.document.id, _anchor="updates"))


@blueprint.post("/<uuid:document_id>/draft/discard")
@requires(Permission.PUBLISH_SERVICE, document_loaders.draft)
def discard(actor: Actor, found: DocumentVersion) -> ResponseReturnValue:
    document_id = found.document_id
    document_versions.discard(db_session(), actor, found)
    flash("The draft is thrown away. What is published stays")
    return go_to(url_for(".show", document_id=document_id))


def version_form(document: Document, *, sent: bool = False) -> VersionForm:
    """The form of the draft there is, or of a new one; as it was ``sent`` where it was."""
    session = db_session()
    found, versions = queries.draft(session, document.id), queries.published(session, document.id)
    data = drafted(found) if found else _begun(versions)
    form = VersionForm(data=data) if sent else VersionForm(formdata=None, data=data)
    form.offer(versions)
    return form


def _edits(document: Document) -> str:
    found = queries.draft(db_session(), document.id)
    return str(found.edits if found else 0)


def _begun(versions: Sequence[DocumentVersion]) -> dict[str, object]:
    """A version not saved yet: the next number, the text of the one before."""
    if not versions:
        return {"number": 1}
    return {"number": versions[0].number + 1, "text": versions[0].text}


def _row_added(
    actor: Actor,
    document: Document,
    form: Form,
    deed: Callable[[DocumentVersion], None],
    anchor: str,
) -> ResponseReturnValue:
    def add() -> str:
        deed(document_versions.draft_of(db_session(), actor, document))
        return url_for(".draft", document_id=document.id, _anchor=anchor)

    kept = keep(form, add, "Added to the draft")
    if kept.answer is not None:
        return kept.answer
    of = {"price_form" if anchor == "prices" else "update_form": form}
    return draft_page(actor, document, kept.status, **of)


def draft_page(
    actor: Actor, document: Document, status: int = 200, **forms: Form
) -> ResponseReturnValue:
    """The page of a draft; of its forms those given stand as they were sent."""
    session = db_session()
    found, before = queries.draft(session, document.id), queries.current(session, document.id)
    rows = found or before
    shown = {
        "form": version_form(document) if "form" not in forms else None,
        "price_form": PriceForm(formdata=None),
        "update_form": UpdateForm(formdata=None),
        "file_form": FileForm(formdata=None),
    }
    return page(
        "documents/draft.html",
        status=status,
        document=document,
        draft=found,
        before=before,
        has_prices=document.kind is DocumentKind.FEES,
        has_updates=document.kind in {DocumentKind.HANDBOOK, DocumentKind.SPECIFICATION},
        prices=[price_from(row) for row in rows.prices] if rows else [],
        key_updates=[update_from(row) for row in rows.key_updates] if rows else [],
        upload_url=url_for(
            ".upload", document_id=document.id, token=signed_addresses.token(actor, UPLOAD)
        ),
        most_bytes=most_bytes(),
        **(shown | forms),
    )


def most_bytes() -> int:
    """The most a file may have here, in bytes: never more than the app takes at all."""
    return min(outside().settings.file_bytes, MOST_FILE)


def refused_file(actor: Actor, document: Document, words: str, status: int) -> ResponseReturnValue:
    """The page of the draft, with why a file was not taken beside its field."""
    form = FileForm(formdata=None)
    form.refuse(Refusal(words, "file"))
    return draft_page(actor, document, status, file_form=form)
