"""The qualifications a centre sees, and one of them in the version in force."""

from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.domain.qualification_about import parse_about
from portfolio.domain.rule_words import sentences, source_words
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.queries import (
    qualification_dates,
    qualification_drafts,
    qualification_list,
    qualification_page,
)
from portfolio.web import catalogue_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.qualification_forms import PressForm
from portfolio.web.htmx import page


@blueprint.get("")
@requires(Permission.READ_CATALOGUE, loaders.own_centre)
def qualifications(actor: Actor, centre: loaders.OwnCentre) -> ResponseReturnValue:
    may_edit = allows(actor, Permission.EDIT_CATALOGUE, centre.facts())
    every = qualification_list.listed(db_session(), actor.centre_id, with_drafts=may_edit)
    return page(
        "catalogue/qualifications.html",
        own=[one for one in every if one.own],
        shared=[one for one in every if not one.own],
        may_edit=may_edit,
    )


@blueprint.get("/qualifications/<uuid:qualification_id>")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.qualification)
def qualification(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    session = db_session()
    shown = qualification_page.in_force(session, qualification, actor.centre_id)
    edits_it = allows(actor, Permission.EDIT_CATALOGUE, qualification.facts())
    return page(
        "catalogue/qualification.html",
        qualification=qualification,
        edits_it=edits_it,
        draft=qualification_drafts.draft(session, qualification) if edits_it else None,
        press=PressForm(),
        shown=shown,
        about=parse_about(qualification.about),
        dates=qualification_dates.dates(session, actor.centre_id, qualification),
        today=clock.today(),
        may_edit=allows(actor, Permission.EDIT_CATALOGUE, loaders.own_centre(actor).facts()),
        rule_words=sentences(shown.published) if shown else (),
        rule_source=source_words(shown.published.rule.source) if shown else "",
    )
