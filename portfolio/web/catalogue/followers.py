"""Who follows which version of a qualification, and moving them to the one in force."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Following:
    """Who follows the version in force of a qualification, and who an older one."""

    row: Qualification
    to: CombinationRule | None
    behind: list[Follower]
    follow: list[Follower]
    form: FollowForm

    @property
    def seen(self) -> str:
        return str(self.to.id) if self.to else ""

    @property
    def hints(self) -> dict[str, str]:
        """What the move means for each candidate who is behind, by enrolment."""
        return {
            str(one.enrolment.id): f"Version {one.enrolment.rule.version} now: {verdict(one.met)}. "
            f"After the move: {verdict(one.would_be_met)}"
            for one in self.behind
        }

    def move(self, actor: Actor) -> None:
        chosen = [UUID(one) for one in self.form.candidates.data]
        seen = UUID(self.seen) if self.to and self.form.seen.data == self.seen else None
        enrolment_versions.move(db_session(), actor, self.row, chosen, seen)


@blueprint.route("/qualifications/<uuid:qualification_id>/candidates", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_here)
def followers(actor: Actor, here: AtCentre[Qualification]) -> ResponseReturnValue:
    of = _following(actor, here.thing)
    kept = keep(
        of.form,
        lambda: of.move(actor),
        said="Moved. Their pages show the verdict of the version in force",
        then=url_for(".followers", qualification_id=here.thing.id),
        seen_now=lambda: of.seen,
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/followers.html",
        status=kept.status,
        row=of.row,
        form=of.form,
        to=of.to,
        behind=of.behind,
        follow=of.follow,
        hints=of.hints,
        conflict=kept.conflict,
    )


def _following(actor: Actor, row: Qualification) -> Following:
    session = db_session()
    to = versions.rule_in_force(session, row.id, actor.centre_id)
    if to is None:
        return Following(row, None, [], [], FollowForm.over([], None))
    published = catalogue.as_published(session, row, to)
    every = rule_followers.followers(session, actor, row, published)
    behind = [one for one in every if one.enrolment.rule_id != to.id]
    follow = [one for one in every if one.enrolment.rule_id == to.id]
    return Following(row, to, behind, follow, FollowForm.over(behind, to))
