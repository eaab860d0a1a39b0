"""The upload tokens of a candidate: made with a name, shown once, listed, revoked."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.models.upload import UploadToken
from portfolio.outside import outside
from portfolio.queries import upload_tokens as queries
from portfolio.services import upload_tokens
from portfolio.web import htmx, loaders, once
from portfolio.web.access import requires
from portfolio.web.accounts import blueprint
from portfolio.web.accounts.forms import UploadTokenForm
from portfolio.web.flashes import flash


@blueprint.route("/account/upload-tokens", methods=["GET", "POST"])
@requires(Permission.ADD_EVIDENCE, loaders.own_candidate)
def upload_token_list(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    """The tokens, and a form for one more; its answer shows the new token this once."""
    form = UploadTokenForm()
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            return _page(actor, UploadTokenForm(formdata=None), 200, _made(actor, form))
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(actor, form, 422 if form.is_submitted() else 200)


def _made(actor: Actor, form: UploadTokenForm) -> str:
    secret = upload_tokens.make(db_session(), actor, form.name.data)
    once.go_to(form, url_for(".upload_token_list"))  # a second press shows the list, not another
    return secret


def _page(actor: Actor, form: UploadTokenForm, status: int, made: str = "") -> ResponseReturnValue:
    tokens = queries.standing(db_session(), actor.user_id, actor.centre_id)
    address = outside().address(url_for("uploads.create"))
    return htmx.page(
        "accounts/upload_tokens.html",
        status=status,
        form=form,
        made=made,
        tokens=tokens,
        address=address,
    )


@blueprint.post("/account/upload-tokens/<uuid:token_id>/revoke")
@requires(Permission.ADD_EVIDENCE, loaders.own_upload_token)
def revoke_upload_token(actor: Actor, token: UploadToken) -> ResponseReturnValue:
    """End one token at once."""
    upload_tokens.revoke(db_session(), actor, token)
    flash(f"{token.name} can no longer send files for you")
    return htmx.go_to(url_for(".upload_token_list"))
