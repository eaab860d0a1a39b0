"""The two ways to one's case: the private link, and the candidate's own portfolio."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, url_for

from portfolio.domain.actors import Actor, Facts
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries import followed_case
from portfolio.queries.followed_case import Followed
from portfolio.services.working_days import calendar_of


@dataclass(frozen=True)
class Way:
    """A case and how its person came to it; ``candidate`` is who is signed in, else None."""

    case: Case
    token: str
    candidate: Actor | None = None

    def facts(self) -> Facts:
        return self.case.facts()

    @property
    def purpose(self) -> str:
        """What a seal of its form is good for."""
        return f"add {self.case.id}"

    def url(self, page: str) -> str:
        """Where a page or form of the case is: "case", "add", "accept", "further", "thought"."""
        if self.candidate:
            return url_for(f"following.own_{page}", case_id=self.case.id)
        return url_for(f"following.{page}", token=self.token)

    def followed(self) -> Followed:
        """All that its page shows."""
        session = db_session()
        return followed_case.followed(session, self.case, calendar_of(session, self.case.centre_id))


def by_token(token: str) -> Way:
    """The case of a private link; the same 404 for one unknown and one revoked."""
    case = followed_case.by_token(db_session(), token)
    if case is None:
        abort(404)
    return Way(case, token)


def own_case(actor: Actor, case_id: UUID) -> Way:
    """A case the actor brought as a candidate of this centre, else 404."""
    case = followed_case.own(db_session(), actor, case_id)
    if case is None:
        abort(404)
    return Way(case, "", actor)
