"""Signing a unit off, and withdrawing a sign-off."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.signature import SIGN_OFF_WORDING, SIGN_OFF_WORDINGS
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.queries import sign_off as signing
from portfolio.services import sign_offs
from portfolio.services.sign_offs import Signature
from portfolio.web import htmx, loaders, once
from portfolio.web.access import requires
from portfolio.web.assessors import blueprint
from portfolio.web.assessors.forms import SignOffForm, WithdrawalForm
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.login import network_address
from portfolio.web.portfolios.unit_view import UnitView


@blueprint.route("/units/<uuid:unit_id>/sign-off", methods=["GET", "POST"])
@requires(Permission.SIGN_OFF_UNIT, loaders.unit)
def sign_off(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    form = SignOffForm()
    if not form.is_submitted():
        return _sign_off_page(actor, unit, form, 200)
    if (answer := once.claim(form)) is not None:
        return answer
    status = 422
    if form.validate():
        try:
            sign_offs.sign_off(db_session(), actor, unit, _signature(form))
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            view = _view(actor, unit)
            name = f"Unit {view.number}" if view.number else "The unit"
            flash(f"{name} is achieved. Its credit counts at once, and the candidate has been told")
            return once.go_to(form, url_for("portfolios.unit", unit_id=unit.id))
    return _sign_off_page(actor, unit, form, status)


@blueprint.route("/units/<uuid:unit_id>/sign-off/withdraw", methods=["GET", "POST"])
@requires(Permission.WITHDRAW_SIGN_OFF, loaders.unit)
def withdraw_sign_off(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    form = WithdrawalForm()
    view = _view(actor, unit)
    signed = view.prepared.sign_off
    if form.is_submitted() and (answer := once.claim(form)) is not None:
        return answer
    if signed is None or not view.judges:
        return htmx.go_to(url_for("portfolios.unit", unit_id=unit.id))
    if form.validate_on_submit():
        try:
            sign_offs.withdraw(db_session(), actor, signed, form.reason.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                "The sign-off is withdrawn. It stays in the record, and the credit is not counted"
            )
            return once.go_to(form, url_for("portfolios.unit", unit_id=unit.id))
    status = 422 if form.is_submitted() else 200
    return page("assessors/withdraw_sign_off.html", status=status, form=form, view=view, unit=unit)


def _signature(form: SignOffForm) -> Signature:
    return Signature(
        authenticity=tuple(form.authenticity.data or ()),
        confirmed=bool(form.confirmed.data),
        password=form.password.data or "",
        authenticity_note=form.authenticity_note.data or "",
        comment=form.comment.data or "",
        seen_sha256=form.seen_sha256.data or None,
        network_address=network_address(),
    )


def _view(actor: Actor, unit: UnitProgress) -> UnitView:
    return UnitView(actor, unit, signing.prepare(db_session(), actor, unit))


def _sign_off_page(
    actor: Actor, unit: UnitProgress, form: Form, status: int
) -> ResponseReturnValue:
    """The form when every condition stands, else what is missing."""
    view = _view(actor, unit)
    form.seen_sha256.data = view.prepared.seen_sha256
    return page(
        "assessors/sign_off.html",
        "sign-off-form",
        status=status,
        unit=unit,
        view=view,
        form=form,
        offered=view.ready and view.prepared.sign_off is None,
        wording=SIGN_OFF_WORDINGS[SIGN_OFF_WORDING],
        wording_version=SIGN_OFF_WORDING,
        demonstration_wording=bool(unit.specification and unit.specification.demonstration),
    )
