"""The draft of a qualification's next version as a whole: begun, published or thrown away."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.permissions import Permission
from portfolio.domain.qualification_changes import changes, check_complete
from portfolio.domain.rule_words import sentences
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.queries import catalogue, qualification_page, versions
from portfolio.services import qualification_drafts as service
from portfolio.web import catalogue_loaders, once
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.drafting import Drafting, drafting
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue.qualification_forms import PressForm, ReasonForm
from portfolio.web.htmx import page


@blueprint.post("/qualifications/<uuid:qualification_id>/draft/begin")
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def begin_draft(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    form = PressForm()
    if (answered := once.claim(form)) is not None:
        return answered
    service.begin(db_session(), actor, qualification)
    return once.go_to(form, url_for(".draft", qualification_id=qualification.id))


@blueprint.get("/qualifications/<uuid:qualification_id>/draft")
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def draft(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    of = drafting(qualification)
    shown = qualification_page.version(db_session(), qualification, of.rule, actor.centre_id)
    return page(
        "catalogue/draft.html",
        of=of,
        shown=shown,
        rule_words=sentences(shown.published),
        **_standing(actor, of),
    )


@blueprint.route("/qualifications/<uuid:qualification_id>/draft/publish", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def publish_draft(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    of = drafting(qualification)
    form = ReasonForm(data={"seen": of.structure.fingerprint})
    kept = keep(
        form,
        lambda: _publish(actor, qualification, form),
        said="Published. Candidates can be registered on it now",
        then=url_for(".qualification", qualification_id=qualification.id),
        subject_id=qualification.id,
        seen_now=lambda: of.structure.fingerprint,
    )
    if kept.answer is not None:
        return kept.answer
    standing = _standing(actor, of)
    if standing["missing"] and not form.is_submitted():
        return redirect(of.home, 303)
    return page(
        "catalogue/publish_draft.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        **standing,
    )


@blueprint.route("/qualifications/<uuid:qualification_id>/draft/discard", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def discard_draft(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    of = drafting(qualification)
    form = DraftForm(data={"seen": of.structure.fingerprint})
    kept = keep(
        form,
        lambda: _discard(actor, qualification, form),
        said="The draft is thrown away",
        then=url_for(".qualification", qualification_id=qualification.id),
        subject_id=qualification.id,
        seen_now=lambda: of.structure.fingerprint,
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/discard_draft.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        **_standing(actor, of),
    )


def _publish(actor: Actor, qualification: Qualification, form: ReasonForm) -> None:
    service.publish(db_session(), actor, qualification, form.reason.data or "", form.seen.data)


def _discard(actor: Actor, qualification: Qualification, form: DraftForm) -> str | None:
    """Throw the draft away; where to go next, if the qualification was nothing but its draft."""
    gone = service.discard(db_session(), actor, qualification, form.seen.data)
    return url_for(".qualifications") if gone else None


def _standing(actor: Actor, of: Drafting) -> dict[str, Any]:
    """What the draft changes of the version in force, and what keeps it from being published."""
    session = db_session()
    before = versions.rule_in_force(session, of.qualification.id, actor.centre_id)
    wanted = catalogue.as_published(session, of.qualification, of.rule)
    held = catalogue.as_published(session, of.qualification, before) if before else None
    missing = []
    try:
        check_complete(wanted)
    except Refusals as refusals:
        missing = [one.message for one in refusals.refusals]
    except Refusal as refusal:
        missing = [refusal.message]
    return {"changed": changes(held, wanted), "missing": missing, "in_force": before}
