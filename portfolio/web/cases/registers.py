"""A year's register: asked for, then taken as CSV or PDF once a job has made it (R-290)."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField

from portfolio import clock
from portfolio.adapters.storage.contract import NotStored, StoreUnavailable
from portfolio.domain.actors import Actor, Facts
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.models.case_register import CaseRegister
from portfolio.outside import outside
from portfolio.queries import case_registers as queries
from portfolio.services import case_registers
from portfolio.web import case_report_loaders, file_response, loaders, once
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.file_response import Served
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

YEARS = 7
AWAY = "The files of registers cannot be reached for the moment. Nothing is lost: come back soon."


class RegisterForm(Form):
    year = SelectField("Year")
    unmasked = BooleanField("With the names of those who brought the cases")


@blueprint.route("/registers", methods=["GET", "POST"])
@requires(Permission.READ_CASES, loaders.own_centre)
def registers(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    form, session, now = RegisterForm(), db_session(), clock.today().year
    form.year.choices = [str(now - n) for n in range(YEARS)]
    may_unmask = allows(actor, Permission.UNMASK_REGISTER, Facts(centre_id=actor.centre_id))
    if form.validate_on_submit():
        if form.unmasked.data and not may_unmask:
            abort(403)
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            case_registers.ask(session, actor, int(form.year.data), unmasked=form.unmasked.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("The register is being made. It is listed here as soon as it is ready")
            return once.go_to(form, url_for(".registers"))
    status = 422 if form.is_submitted() else 200
    listed = queries.asked_for(session, actor.centre_id)
    return page("cases/registers.html", "registers", status=status, form=form, listed=listed,
                may_unmask=may_unmask)  # fmt: skip


@blueprint.get("/registers/<uuid:register_id>/register.csv")
@requires(Permission.READ_CASES, case_report_loaders.register, commits=True)
def register_csv(actor: Actor, register: CaseRegister) -> ResponseReturnValue:
    return _sent(actor, register, register.csv_key, register.csv_size, "csv", "text/csv")


@blueprint.get("/registers/<uuid:register_id>/register.pdf")
@requires(Permission.READ_CASES, case_report_loaders.register, commits=True)
def register_pdf(actor: Actor, register: CaseRegister) -> ResponseReturnValue:
    return _sent(actor, register, register.pdf_key, register.pdf_size, "pdf", "application/pdf")


def _sent(
    actor: Actor, register: CaseRegister, key: str | None, size: int, ending: str, kind: str
) -> ResponseReturnValue:
    """The file, with a line in the audit trail; 404 while it is not made."""
    if key is None:
        abort(404)
    names = "-with-names" if register.unmasked else ""
    name = f"register-{register.year}{names}.{ending}"
    served = Served(key, size, key, kind, name, inline=False)
    case_registers.opened(db_session(), actor, register)
    try:
        return file_response.send(outside().store, served)
    except (StoreUnavailable, NotStored):
        abort(503, AWAY)
