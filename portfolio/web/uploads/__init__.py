"""The tus 1.0 protocol at /uploads: files sent in pieces, by a browser or another program.

Every answer is for a program: a status, headers, and words of plain text that it may show.
"""

from flask import Blueprint

from portfolio.extensions import csrf

blueprint = Blueprint("uploads", __name__)
csrf.exempt(blueprint)  # the token comes in a header, and is asked for in ``senders``

from portfolio.web.uploads import (  # noqa: E402 -- they add their routes
    answers,
    creation,
    senders,
    upload,
)

__all__ = ["answers", "creation", "senders", "upload"]
