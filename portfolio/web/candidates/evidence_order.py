"""Putting one's items in order, by buttons or by naming a place."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectChoice, SelectField, StringField

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.queries import portfolio_index
from portfolio.services import evidence_order as services
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.candidates.evidence_forms import posted_id
from portfolio.web.forms import Form, version_seen
from portfolio.web.htmx import page


class OrderForm(Form):
    """``item`` and ``place`` name a move; a button beside an item names its own in ``move``."""

    version = HiddenField()
    item = SelectField("Item", validate_choice=False)
    place = StringField("New place")

    def wanted(self) -> tuple[UUID, int, str]:
        """The item, its new place (0 for what is no number), and which button was pressed."""
        if parts := request.form.get("move", "").split():
            item, place, way = (*parts, "", "")[:3]
        else:
            item, place, way = self.item.data or "", (self.place.data or "").strip(), ""
        return posted_id(item), version_seen(place), way


@blueprint.route("/candidate/evidence/order", methods=["GET", "POST"])
@requires(Permission.ORDER_EVIDENCE, loaders.own_candidate)
def order_evidence(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    form = OrderForm()
    status = 200
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        item, place, way = form.wanted()
        seen = version_seen(form.version.data)
        try:
            services.move(db_session(), actor, candidate, item, place, seen)
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            return once.go_to(form, _place_of(item, way))
    return _shown(actor, candidate, form, status)


def _place_of(item: UUID, way: str) -> str:
    """The page at the moved item's same button, focused by its address to be pressed again."""
    chosen = way if way in {"up", "down"} else "up"
    return url_for(".order_evidence", moved=item, way=chosen, _anchor="again")


def _shown(actor: Actor, candidate: Candidate, form: OrderForm, status: int) -> ResponseReturnValue:
    session = db_session()
    if status == 409:
        session.rollback()
    found = portfolio_index.index_of(session, actor, candidate.id)
    items = [entry.item for entry in found.entries]
    form.version.data = str(candidate.index_version)
    form.item.choices = [
        SelectChoice(str(item.id), f"{item.code} {item.title or 'No title yet'}"[:80])
        for item in items
    ]
    return page(
        "candidates/order_evidence.html",
        status=status,
        candidate=candidate,
        form=form,
        items=items,
        moved=request.args.get("moved", ""),
        way=request.args.get("way", ""),
        changed=status == 409,
    )
