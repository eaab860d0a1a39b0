"""One item of evidence: what it is, what it shows, and what was decided."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import Length

from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence
from portfolio.services import evidence as services
from portfolio.services import record_comments
from portfolio.web import file_states as states
from portfolio.web import loaders, once, stages
from portfolio.web.access import requires
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint, evidence_view


class CommentForm(Form):
    text = TextAreaField(
        "Your comment",
        [Length(max=record_comments.MOST_WORDS, message="A comment may have 5,000 characters")],
    )


@blueprint.get("/evidence/<uuid:evidence_id>")
@requires(Permission.READ_EVIDENCE, loaders.evidence, commits=Role.VERIFIER)
def evidence(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    if actor.role is Role.VERIFIER and request.method == "GET":
        services.opened_by_verifier(db_session(), actor, evidence)
    return evidence_view.show(actor, evidence, CommentForm(formdata=None))


@blueprint.get("/evidence/<uuid:evidence_id>/file-states")
@requires(Permission.READ_EVIDENCE, loaders.evidence, polls=True)
def file_states(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    """How the files stand; a page open on them asks until each is settled."""
    shown = request.args.get("page", "")
    here = shown if shown in stages.PAGES else evidence_view.HERE
    return page(
        "portfolios/file_states.html",
        "file-states",
        evidence=evidence,
        **states.part(actor, evidence, here),
    )


@blueprint.post("/evidence/<uuid:evidence_id>/comments")
@requires(Permission.COMMENT_ON_RECORD, loaders.evidence)
def comment(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    form = CommentForm()
    if form.validate():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            record_comments.comment(db_session(), actor, evidence, form.text.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("Your comment is with the record. It does not change the decision")
            return once.go_to(form, url_for(".evidence", evidence_id=evidence.id) + "#comments")
    return evidence_view.show(actor, evidence, form, 422)
