"""Adding a qualification of the centre's own, and changing its facts."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.services import qualifications as service
from portfolio.web import catalogue_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue.qualification_forms import FactsForm
from portfolio.web.htmx import page


@blueprint.route("/qualifications/new", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, loaders.own_centre)
def add_qualification(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = FactsForm()

    def deed() -> str:
        made = service.add(db_session(), actor, form.facts())
        return url_for(".draft", qualification_id=made.id)

    kept = keep(form, deed, said="Added as a draft. Now add its groups", then="")
    if kept.answer is not None:
        return kept.answer
    return page("catalogue/add_qualification.html", status=kept.status, form=form)


@blueprint.route("/qualifications/<uuid:qualification_id>/facts", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def edit_qualification(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    form = FactsForm(
        data=vars(service.facts_of(qualification)) | {"seen": service.facts_seen(qualification)}
    )

    def deed() -> None:
        service.change(db_session(), actor, qualification, form.facts(), form.seen.data)

    kept = keep(
        form,
        deed,
        said="The facts are saved",
        then=url_for(".qualification", qualification_id=qualification.id),
        subject_id=qualification.id,
        seen_now=lambda: service.facts_seen(qualification),
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/edit_qualification.html",
        status=kept.status,
        form=form,
        qualification=qualification,
        conflict=kept.conflict,
    )
