"""Candidates confirm first that they know what plagiarism is and costs (002 s5.7, R-125)."""

from typing import cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.web.login import SignedIn, current_person


def originality_first() -> ResponseReturnValue | None:
    """The way to the confirmation and back, None for a person who has given it."""
    person = cast(SignedIn, current_person())
    if person.originality_confirmed:
        return None
    here = request.full_path.rstrip("?")
    back = here if request.method == "GET" else url_for("candidates.add_evidence")
    return redirect(url_for("accounts.originality", next=back), 303)
