"""One intake form of a centre: what it asks, where it leads, and its page, refused or not."""

from dataclasses import dataclass

from flask import Response, abort
from werkzeug.datastructures import MultiDict

from portfolio import clock
from portfolio.domain.about import TRACKS, About, Offer, offers
from portfolio.domain.actors import Actor, Role
from portfolio.domain.cases import Relation
from portfolio.domain.procedure import Channel
from portfolio.domain.public_limits import FILE_BYTES, MOST_FILES
from portfolio.extensions import db_session
from portfolio.queries import public_service
from portfolio.queries.public_service import PublicService
from portfolio.services.cases import Intake
from portfolio.web import public_places, public_seal
from portfolio.web.htmx import page
from portfolio.web.login import current_actor, current_person
from portfolio.web.public_reception import Reception
from portfolio.web.service.forms import TellUsForm


@dataclass(frozen=True)
class Desk:
    """Where one kind of thing is brought to one centre."""

    service: PublicService
    about: About

    @property
    def purpose(self) -> str:
        """What a seal of this form is good for."""
        return f"tell {self.service.centre.id} {self.about}"

    @property
    def offer(self) -> Offer:
        return next(one for one in offers(self.service.procedure) if one.about is self.about)

    @property
    def stage_hints(self) -> dict[str, str]:
        """What is done at each stage it can begin at, by its key."""
        stages = self.service.procedure.track(TRACKS[self.about]).beginnings
        return {stage.key: stage.what_happens for stage in stages}

    @property
    def candidate(self) -> Actor | None:
        """Whoever brings it from their own portfolio at this centre."""
        actor = current_actor()
        own = actor and actor.role is Role.CANDIDATE
        return actor if actor and own and actor.centre_id == self.service.centre.id else None

    def form(self, fields: MultiDict[str, str] | None = None) -> TellUsForm:
        """The form as it was sent, or a fresh one that knows who is signed in."""
        stages = self.service.procedure.track(TRACKS[self.about]).beginnings
        known: dict[str, str] = {"stage": stages[0].key}
        person = current_person()
        if person and self.candidate:
            known |= {"name": person.name, "email": person.email}
            known["relation"] = Relation.CANDIDATE.value
        rest = {"formdata": fields, "data": known}
        return TellUsForm(self.about, self.service.procedure, stages, **rest)

    def page(self, form: TellUsForm, came: Reception | None = None) -> Response:
        """The page of the form, with everything that was typed and the files that wait."""
        if came:
            # Whatever the deed changed before it was refused is not to be shown.
            db_session().rollback()
        seal = came.seal_again(self.purpose) if came else public_seal.fresh(self.purpose)
        form.seal.data = seal.text
        response = page(
            "service/tell_us.html",
            status=came.status if came else 200,
            desk=self,
            service=self.service,
            form=form,
            staged=came.staged() if came else [],
            most_files=MOST_FILES,
            file_bytes=FILE_BYTES,
        )
        return came.answered(response) if came else response

    def intake(self, form: TellUsForm) -> Intake:
        """What the form tells, as the intake takes it."""
        characteristics = form.chosen_characteristics
        ticked = "equality" in form and form.equality.data
        equality = bool(self.about is About.EQUALITY or ticked or characteristics)
        candidate = public_service.candidate_of(db_session(), self.candidate)
        return Intake(
            track=TRACKS[self.about],
            category=form.chosen_category(self.service.procedure),
            channel=Channel.WEB,
            name=form.name.data,
            said=form.said.data,
            received_at=clock.now(),
            email=form.email.data,
            telephone=form.telephone.data,
            relation=form.chosen_relation,
            wanted=form.wanted.data if "wanted" in form else "",
            issue_on=form.issue_on.data,
            candidate_id=candidate.id if candidate else None,
            equality=equality,
            characteristics=characteristics,
            safeguarding=form.safeguarding.data,
            stage=form.chosen_stage,
        )


def desk(slug: str, about: str) -> Desk:
    """The intake form of this address, 404 where there is none."""
    if about not in set(About):
        abort(404)
    return Desk(public_places.service_of(slug), About(about))
