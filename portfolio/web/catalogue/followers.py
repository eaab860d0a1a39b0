"""Who follows which version of a qualification, and moving them to the one in force."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries import catalogue, rule_followers, versions
from portfolio.queries.rule_followers import Follower
from portfolio.services import enrolment_versions
from portfolio.services.enrolment_versions import verdict
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue_loaders import AtCentre
from portfolio.web.htmx import page


class FollowForm(DraftForm):
    candidates = SelectMultipleField("Candidates to move")

    @classmethod
    def over(cls, behind: list[Follower], to: CombinationRule | None) -> "FollowForm":
        every = {str(one.enrolment.id): one.name for one in behind}
        form = cls(data={"candidates": list(every), "seen": str(to.id) if to else ""})
        form.candidates.choices = every
        return form


@blueprint.route("/qualifications/<uuid:qualification_id>/candidates", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_here)
def followers(actor: Actor, here: AtCentre[Qualification]) -> ResponseReturnValue:
    session, row = db_session(), here.thing
    to = versions.rule_in_force(session, row.id, actor.centre_id)
    every = (
        rule_followers.followers(session, actor, row, catalogue.as_published(session, row, to))
        if to
        else []
    )
    behind = [one for one in every if to and one.enrolment.rule_id != to.id]
    form = FollowForm.over(behind, to)

    def deed() -> None:
        chosen = [UUID(one) for one in form.candidates.data]
        seen = UUID(form.seen.data) if to and form.seen.data == str(to.id) else None
        enrolment_versions.move(session, actor, row, chosen, seen)

    kept = keep(
        form,
        deed,
        said="Moved. Their pages show the verdict of the version in force",
        then=url_for(".followers", qualification_id=row.id),
        seen_now=lambda: str(to.id) if to else "",
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/followers.html",
        status=kept.status,
        row=row,
        form=form,
        to=to,
        behind=behind,
        follow=[one for one in every if one not in behind],
        hints={
            str(one.enrolment.id): f"Version {one.enrolment.rule.version} now: {verdict(one.met)}. "
            f"After the move: {verdict(one.would_be_met)}"
            for one in behind
        },
        conflict=kept.conflict,
    )
