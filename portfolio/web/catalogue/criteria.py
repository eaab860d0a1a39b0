"""The criteria of a unit as a centre writes them: begun, published, thrown away, and history."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusals
from portfolio.domain.permissions import Permission
from portfolio.domain.specification_changes import changes
from portfolio.domain.specification_content import SpecificationContent, check_complete
from portfolio.extensions import db_session
from portfolio.models.programme import Unit
from portfolio.queries import specification_moves, specifications, unit_page
from portfolio.services import specification_drafts
from portfolio.web import catalogue_loaders, once
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.criteria_drafting import CriteriaDraft, criteria_drafting
from portfolio.web.catalogue.criteria_forms import IN_USE, BeginForm
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue_loaders import AtCentre
from portfolio.web.forms import version_seen
from portfolio.web.htmx import page


@blueprint.post("/units/<uuid:unit_id>/draft/begin")
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def begin_criteria(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    form, session = BeginForm(), db_session()
    if (answered := once.claim(form)) is not None:
        return answered
    home = url_for(".criteria_draft", unit_id=here.thing.id)
    if specifications.draft(session, here.thing.id, actor.centre_id) is None:
        in_use = unit_page.specification_in_use(session, here.thing, actor.centre_id)
        copied = in_use is not None and form.how.data == IN_USE
        content = specifications.content_of(in_use) if in_use and copied else SpecificationContent()
        specification_drafts.save_draft(session, actor, here.thing, content, seen=0)
    return once.go_to(form, home)


@blueprint.get("/units/<uuid:unit_id>/draft")
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def criteria_draft(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    of = criteria_drafting(here.thing, actor.centre_id)
    return page("catalogue/criteria_draft.html", of=of, **_standing(actor, of))


@blueprint.route("/units/<uuid:unit_id>/draft/publish", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def publish_criteria(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    of = criteria_drafting(here.thing, actor.centre_id)
    form = DraftForm(data={"seen": str(of.row.edits)})
    kept = keep(
        form,
        lambda: _publish(actor, of, form),
        said=f"Version {of.row.version} of the criteria is published",
        then=url_for(".unit", unit_id=here.thing.id),
        subject_id=of.row.id,
        seen_now=lambda: str(of.row.edits),
    )
    if kept.answer is not None:
        return kept.answer
    standing = _standing(actor, of)
    if standing["missing"] and not form.is_submitted():
        return redirect(of.home, 303)
    return page(
        "catalogue/publish_criteria.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        **_followers(actor, of),
        **standing,
    )


def _publish(actor: Actor, of: CriteriaDraft, form: DraftForm) -> str | None:
    """Publish the draft; where to go next, if candidates stay behind on an older version."""
    seen = version_seen(form.seen.data)
    done = specification_drafts.publish(db_session(), actor, of.row, seen)
    return url_for(".move_tags", unit_id=of.unit.id) if done.stay else None


def _followers(actor: Actor, of: CriteriaDraft) -> dict[str, int]:
    """How many candidates' units will move to the new version at once, and how many stay."""
    session, unit_id = db_session(), of.unit.id
    moves = len(specification_moves.untouched(session, unit_id, actor.centre_id))
    return {
        "moves": moves,
        "stay": specification_moves.begun(session, unit_id, actor.centre_id) - moves,
    }


@blueprint.route("/units/<uuid:unit_id>/draft/discard", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def discard_criteria(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    of = criteria_drafting(here.thing, actor.centre_id)
    form = DraftForm(data={"seen": str(of.row.edits)})

    def deed() -> None:
        specification_drafts.discard(db_session(), actor, of.row, version_seen(form.seen.data))

    kept = keep(
        form,
        deed,
        said="The draft is thrown away",
        then=url_for(".unit", unit_id=here.thing.id),
        subject_id=of.row.id,
        seen_now=lambda: str(of.row.edits),
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/discard_criteria.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        **_standing(actor, of),
    )


@blueprint.get("/units/<uuid:unit_id>/versions")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.unit)
def unit_versions(actor: Actor, unit: Unit) -> ResponseReturnValue:
    rows = specifications.published(db_session(), unit.id, actor.centre_id)
    contents = [specifications.content_of(row) for row in rows]
    before = [*contents[1:], SpecificationContent()]
    versions = [
        (row, changes(was, now) if row is not rows[-1] else ())
        for row, was, now in zip(rows, before, contents, strict=True)
    ]
    return page("catalogue/unit_versions.html", unit=unit, versions=versions)


def _standing(actor: Actor, of: CriteriaDraft) -> dict[str, Any]:
    """What the draft changes of the version in use, and what keeps it from being published."""
    in_use = unit_page.specification_in_use(db_session(), of.unit, actor.centre_id)
    held = specifications.content_of(in_use) if in_use else SpecificationContent()
    missing: list[str] = []
    try:
        check_complete(of.content)
    except Refusals as refusals:
        missing = [one.message for one in refusals.refusals]
    return {"changed": changes(held, of.content), "missing": missing, "in_use": in_use}
