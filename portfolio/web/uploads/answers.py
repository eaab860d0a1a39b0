"""What every answer carries, and refusals as plain text for the program that sends."""

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date

from portfolio.adapters.storage import StoreFailure
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import UploadState
from portfolio.domain.uploads import Gone, NotYours, TooLarge, WrongKind
from portfolio.extensions import db
from portfolio.models.upload import Upload
from portfolio.outside import outside
from portfolio.web import errors
from portfolio.web.upload_places import Busy
from portfolio.web.uploads import blueprint, protocol

STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (Gone, 410),
    (NotYours, 403),
    (TooLarge, 413),
    (WrongKind, 415),
    (Conflict, 409),
    (Refusal, 422),
)
UNSAID = {
    404: "We cannot find that upload or item",
    403: "You may not add to this portfolio",
    413: "That is more than was announced, or more than fits",
}
"""Words for refusals that come without any."""
SOON, LATER = 5, 30
"""Seconds to wait, when other phones are sending and when the store does not answer."""
STORE_FAILED = "We cannot store files just now. What has arrived is safe. Try again in a minute"


def plain(words: str, status: int, **headers: str) -> Response:
    """Words to show to whoever sends."""
    response = make_response(words, status)
    response.mimetype = "text/plain"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def described(response: Response, upload: Upload) -> Response:
    """The answer with how far the upload is, and until when it is waited for."""
    response.headers["Upload-Offset"] = str(upload.offset)
    if upload.state is UploadState.RECEIVING:
        response.headers["Upload-Expires"] = http_date(upload.expires_at)
    return response


@blueprint.after_request
def speak_tus(response: Response) -> Response:
    """Say on every answer which protocol this is, and on OPTIONS what of it is offered."""
    response.headers["Tus-Resumable"] = protocol.VERSION
    if response.mimetype == "text/html":  # an answer without a body is called so by default
        response.mimetype = "text/plain"
    if request.method == "OPTIONS":
        response.headers.update(
            {
                "Tus-Version": protocol.VERSION,
                "Tus-Extension": protocol.EXTENSIONS,
                "Tus-Max-Size": str(outside().settings.file_bytes),
                "Tus-Checksum-Algorithm": ",".join(protocol.CHECKSUMS),
            }
        )
    return response


@blueprint.errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    """The status with its words, whoever raised it."""
    if error.response is not None:
        return error.get_response()
    words = error.description if "description" in vars(error) else UNSAID.get(error.code or 500)
    return plain(words or error.name, error.code or 500)


@blueprint.errorhandler(Refusal)
def refused_by_a_rule(refusal: Refusal) -> Response:
    db.session.rollback()
    status = next(status for kind, status in STATUSES if isinstance(refusal, kind))
    return plain(str(refusal), status)


@blueprint.errorhandler(Busy)
def busy(error: Busy) -> Response:
    return plain(str(error), 503, Retry_After=str(SOON))


@blueprint.errorhandler(StoreFailure)
def store_failed(_error: StoreFailure) -> Response:
    db.session.rollback()
    return plain(STORE_FAILED, 503, Retry_After=str(LATER))


@blueprint.errorhandler(OperationalError)
def database_busy(error: OperationalError) -> Response:
    """As everywhere, but in plain text."""
    errors.database_busy(error)
    words = "We could not save that just now. What has arrived is safe. Try again"
    return plain(words, 503, Retry_After=str(SOON))
