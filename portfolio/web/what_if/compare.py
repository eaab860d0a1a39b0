"""Two qualifications side by side: what units of the one are worth in the other."""

from collections.abc import Mapping

import wtforms
from flask import request
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from portfolio.domain.comparison import Comparison, compare
from portfolio.models.programme import Qualification
from portfolio.web.access import public
from portfolio.web.htmx import page
from portfolio.web.what_if import blueprint
from portfolio.web.what_if.places import offered, path_of, read


class CompareForm(wtforms.Form):  # type: ignore[misc]
    """Asked for by a GET, so that the address is the comparison; nothing is ever sent in."""

    origin = SelectField("Units of", name="from", validate_choice=False)
    target = SelectField("Compared with", name="to", validate_choice=False)
    units = StringField("Units, by number")

    def __init__(self, rows: Mapping[str, Qualification]) -> None:
        super().__init__(request.args)
        self.rows = rows
        named = [(code, f"{code} {row.title}") for code, row in rows.items()]
        self.origin.choices = self.target.choices = [("", "Choose a qualification"), *named]
        self.units.data = ",".join(request.args.getlist("units"))

    def validate_origin(self, field: SelectField) -> None:
        if field.data not in self.rows:
            raise ValidationError("Choose the qualification that the units are of")

    def validate_target(self, field: SelectField) -> None:
        if field.data not in self.rows:
            raise ValidationError("Choose the qualification to compare with")
        if field.data == self.origin.data:
            raise ValidationError("Choose another qualification than the first")

    def compared(self) -> Comparison:
        """The comparison asked for; only of a form found complete."""
        origin, target = (read(self.rows[field.data]) for field in (self.origin, self.target))
        return compare(origin, target, [self.units.data])


@blueprint.get("/compare", endpoint="compare")
@public
def compare_qualifications() -> ResponseReturnValue:
    """A form, and below it the comparison once both qualifications are named."""
    form = CompareForm(offered())
    if not form.target.data:
        return page("what_if/compare.html", form=form, found=None)
    if not form.validate():
        return page("what_if/compare.html", status=422, form=form, found=None)
    found = form.compared()
    form.units.data = found.here.typed
    return page("what_if/compare.html", form=form, found=found, path_of=path_of)
