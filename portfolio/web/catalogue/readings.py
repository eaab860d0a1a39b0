"""A rule read otherwise by this centre: entered, looked at with what it turns, and published."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.qualification_structure import EMPTY_RULE
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.queries import qualification_page, qualification_versions, rule_followers
from portfolio.services import rule_readings
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.fields import lines
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue.qualification_forms import RuleForm
from portfolio.web.catalogue_loaders import AtCentre
from portfolio.web.htmx import page

CARRIED = frozenset({"csrf_token", "confirmed"})


class ReadingForm(RuleForm):
    reason = lines("Reason for the change", "Enter the reason for the change", 1000)
    confirmed = HiddenField()


@blueprint.route("/qualifications/<uuid:qualification_id>/rule", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_here)
def change_rule(actor: Actor, here: AtCentre[Qualification]) -> ResponseReturnValue:
    row = here.thing
    shown = qualification_page.in_force(db_session(), row, actor.centre_id)
    form = ReadingForm.over(
        shown.published.groups if shown else (),
        shown.published.rule if shown else EMPTY_RULE,
        seen=str(shown.rule.id) if shown else "",
    )
    if "confirmed" not in request.form:
        return _first_look(actor, row, form)

    def deed() -> None:
        rule_readings.change(
            db_session(), actor, row, form.rule(), form.reason.data or "", _id(form.seen.data)
        )

    kept = keep(
        form,
        deed,
        said="The rule is published. Now choose who follows it",
        then=url_for(".followers", qualification_id=row.id),
        subject_id=row.id,
        seen_now=lambda: str(shown.rule.id) if shown else "",
    )
    return kept.answer or _entered(row, form, kept.status, kept.conflict)


def _first_look(actor: Actor, row: Qualification, form: ReadingForm) -> ResponseReturnValue:
    """The form, or what it would do once it is complete."""
    if not form.validate_on_submit():
        return _entered(row, form, 422 if form.is_submitted() else 200)
    try:
        wanted, changed = rule_readings.proposed(db_session(), actor.centre_id, row, form.rule())
    except Refusal as refusal:
        form.refuse(refusal)
        return _entered(row, form, 422)
    followers = rule_followers.followers(db_session(), actor, row, wanted)
    return page(
        "catalogue/confirm_rule.html",
        row=row,
        form=form,
        changed=changed,
        followers=followers,
        turned=[one for one in followers if one.turns],
        carried=[
            (name, value) for name, value in request.form.items(multi=True) if name not in CARRIED
        ],
    )


def _entered(
    row: Qualification, form: ReadingForm, status: int, conflict: str = ""
) -> ResponseReturnValue:
    return page("catalogue/change_rule.html", status=status, row=row, form=form, conflict=conflict)


@blueprint.get("/qualifications/<uuid:qualification_id>/versions")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.qualification)
def qualification_versions_page(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    every = qualification_versions.published(db_session(), qualification, actor.centre_id)
    return page(
        "catalogue/qualification_versions.html", qualification=qualification, versions=every
    )


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
