"""The rule of combination of a draft."""

from dataclasses import replace

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.catalogue import check_rule
from portfolio.domain.permissions import Permission
from portfolio.domain.qualification_structure import Structure
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.queries import catalogue
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.drafting import change_draft, drafting
from portfolio.web.catalogue.qualification_forms import RuleForm


@blueprint.route("/qualifications/<uuid:qualification_id>/draft/rule", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def edit_rule(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    of = drafting(qualification)
    form = RuleForm.over(of.structure.groups, of.structure.rule, seen=of.structure.fingerprint)

    def change(structure: Structure) -> Structure:
        held = structure.rule
        rule = replace(form.rule(), undecided=held.undecided, doubtful_units=held.doubtful_units)
        check_rule(catalogue.as_published(db_session(), qualification, of.rule), rule)
        return replace(structure, rule=rule)

    return change_draft(
        actor, of, form, change, template="catalogue/draft_rule.html", said="The rule is saved"
    )
