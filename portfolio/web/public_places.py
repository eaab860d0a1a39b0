"""From the address of a public page to the centre it is about; open to everybody."""

from flask import abort

from portfolio.extensions import db_session
from portfolio.queries import public_service
from portfolio.queries.public_service import PublicService


def service_of(slug: str) -> PublicService:
    """The public service of a centre, 404 where no centre has this address."""
    found = public_service.of_slug(db_session(), slug)
    if found is None:
        abort(404)
    return found
