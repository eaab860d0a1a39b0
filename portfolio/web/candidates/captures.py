"""What the capture page asks for beside its files: whose they are, and a draft for each item."""

from dataclasses import asdict

from flask import Response, jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.uploads import LONGEST_KEY
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.queries import evidence_criteria
from portfolio.services import captures
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.candidates.evidence_forms import MOST_TITLE, posted_id
from portfolio.web.candidates.originality import originality_first
from portfolio.web.forms import Form


class CaptureForm(Form):
    """An item as the phone keeps it; sent again, it is the same item."""

    key = StringField(validators=[InputRequired("Name the item"), Length(max=LONGEST_KEY)])
    title = StringField(validators=[Length(max=MOST_TITLE)])
    criteria = SelectMultipleField(validate_choice=False)

    def captured(self) -> captures.Captured:
        chosen = frozenset(map(posted_id, self.criteria.data or []))
        return captures.Captured(self.key.data or "", self.title.data or "", chosen)


@blueprint.get("/candidate/captures/start")
@requires(Permission.ADD_EVIDENCE, loaders.own_candidate, polls=True)
def capture_start(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    """Who is signed in, the token their sending needs, and the criteria they may choose from.

    The token belongs to this sign-in alone: what one person's phone holds cannot be sent under
    the sign-in of the next.
    """
    units = evidence_criteria.for_new_item(db_session(), candidate.id)
    return jsonify(
        person={"id": str(actor.user_id), "name": actor.name},
        csrf=generate_csrf(),
        units=[asdict(unit) for unit in units],
    )


@blueprint.post("/candidate/captures")
@requires(Permission.ADD_EVIDENCE, loaders.own_candidate)
def keep_capture(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    """Find or make the draft of a captured item; its files follow by the upload protocol."""
    if (detour := originality_first()) is not None:
        return detour
    form = CaptureForm()
    if not form.validate():
        return _refused("; ".join(words for errors in form.errors.values() for words in errors))
    try:
        item = captures.keep(db_session(), actor, candidate, form.captured())
    except Refusal as refusal:
        return _refused(str(refusal))
    address = url_for(".edit_evidence", evidence_id=item.id)
    return jsonify(evidence_id=str(item.id), code=item.code, url=address)


def _refused(words: str) -> Response:
    """In plain words: the page shows them as they are."""
    return Response(words, 422, mimetype="text/plain")
