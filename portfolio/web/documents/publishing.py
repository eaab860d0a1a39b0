"""Adding a document and saying what it is; taking it off the pages and putting it back."""

from collections.abc import Sequence

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.document import Document
from portfolio.models.programme import Qualification
from portfolio.queries import qualification_list
from portfolio.services import documents
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.forms import DocumentForm, described
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to, page
from portfolio.web.keeping import keep


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def add(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = DocumentForm()
    form.offer(_qualifications(actor))

    def deed() -> str:
        document = documents.add(db_session(), actor, form.description())
        return url_for(".draft", document_id=document.id)

    kept = keep(form, deed, "The document is added. Now write its first version")
    if kept.answer is not None:
        return kept.answer
    return page("documents/describe.html", status=kept.status, form=form, document=None)


@blueprint.route("/<uuid:document_id>/edit", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, document_loaders.document)
def describe(actor: Actor, document: Document) -> ResponseReturnValue:
    form = DocumentForm(data=described(document))
    form.offer(_qualifications(actor))

    def deed() -> str:
        documents.describe(db_session(), actor, document, form.description())
        return url_for(".show", document_id=document.id)

    kept = keep(form, deed, "Saved")
    if kept.answer is not None:
        return kept.answer
    return page("documents/describe.html", status=kept.status, form=form, document=document)


@blueprint.post("/<uuid:document_id>/withdraw")
@requires(Permission.PUBLISH_SERVICE, document_loaders.document)
def withdraw(actor: Actor, document: Document) -> ResponseReturnValue:
    documents.withdraw(db_session(), actor, document)
    flash("Withdrawn. Only those who publish see it now; its versions are kept")
    return go_to(url_for(".show", document_id=document.id))


@blueprint.post("/<uuid:document_id>/put-back")
@requires(Permission.PUBLISH_SERVICE, document_loaders.document)
def put_back(actor: Actor, document: Document) -> ResponseReturnValue:
    documents.put_back(db_session(), actor, document)
    flash("Shown again")
    return go_to(url_for(".show", document_id=document.id))


def _qualifications(actor: Actor) -> Sequence[Qualification]:
    rows = qualification_list.listed(db_session(), actor.centre_id, with_drafts=False)
    return [one.row for one in rows]
