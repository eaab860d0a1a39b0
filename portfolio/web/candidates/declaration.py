"""Declaring a unit's evidence own work: a panel that shows exactly what is signed."""

from dataclasses import dataclass
from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, PasswordField

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.states import UnitState
from portfolio.extensions import db_session
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.queries import files_arriving
from portfolio.queries.declarations import Sheet, sheet
from portfolio.services import declarations
from portfolio.services.declarations import Signature
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.filters import day_and_time, plural
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page, wants_fragment
from portfolio.web.login import network_address

SIGNED = "Signed. Your assessor can see your declaration"


class DeclareForm(Form):
    """``seen`` is the hash of what the page showed, so that nothing else gets signed."""

    seen = HiddenField()
    agree = BooleanField("I have read this and it is true")
    password = PasswordField("Your password, to sign")

    def signature(self) -> Signature:
        return Signature(
            seen_sha256=self.seen.data or "",
            agreed=bool(self.agree.data),
            password=self.password.data or "",
            network_address=network_address(),
        )


@blueprint.route("/candidate/units/<uuid:unit_id>/declare", methods=["GET", "POST"])
@requires(Permission.DECLARE_UNIT, loaders.unit)
def declare(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    form = DeclareForm()
    if not form.validate_on_submit():
        return _shown(unit, form)
    if (before := once.claim(form)) is not None:
        return before
    try:
        declarations.sign(db_session(), actor, unit, form.signature())
    except Conflict as conflict:
        return _shown(unit, form, status=409, changed=str(conflict))
    except Refusal as refusal:
        form.refuse(refusal)
        return _shown(unit, form, status=422)
    left = once.go_to(form, url_for(".declare", unit_id=unit.id))
    if wants_fragment():
        return _shown(unit, form, done=SIGNED)
    flash(SIGNED)
    return left


def _shown(unit: UnitProgress, form: DeclareForm, status: int = 200, **said: Any) -> Response:
    """The page or its panel; what is to be signed is always as it is now."""
    current = sheet(db_session(), unit)
    if form.seen.data != current.sha256:
        # Something else was read when the box was ticked: it must be read and ticked again.
        form.seen.data = current.sha256
        form.agree.data = False
    return page(
        "candidates/declare.html",
        "declaration",
        status=status,
        unit=unit,
        form=form,
        sheet=current,
        rows=_rows(current),
        being_checked=files_arriving.being_checked(db_session(), unit.id),
        achieved=unit.state is UnitState.ACHIEVED,
        earlier=[_earlier(one, current) for one in current.given if one != current.standing],
        **said,
    )


@dataclass(frozen=True)
class Row:
    """One line of what is signed: a file of an item, or an item kept elsewhere."""

    reference: str
    title: str
    name: str = ""
    size: int = 0
    sha256: str = ""
    kept: str = ""


def _rows(current: Sheet) -> list[Row]:
    rows = []
    for item in current.statement["items"]:
        code, title = item["evidence"], item["title"]
        files = [one for one in current.statement["files"] if one["evidence"] == code]
        rows += [Row(code, title, one["name"], one["size"], one["sha256"]) for one in files]
        if not files:
            rows.append(Row(code, title, kept=item["kept"]))
    return rows


def _earlier(one: Declaration, current: Sheet) -> dict[str, str]:
    """A signature that no longer holds, in a sentence or two."""
    files = plural(len(one.content["files"]), "file")
    version = one.wording_version.rpartition("-")[2]
    words = f"Signed {day_and_time(one.signed_at)}, {files}, wording version {version}."
    if one.voided_at is not None:
        words += f" Void since {day_and_time(one.voided_at)}: {one.voided_reason}."
    else:
        words += " Void: what is there now is not what was signed."
    return {"state": "Void", "words": words}
