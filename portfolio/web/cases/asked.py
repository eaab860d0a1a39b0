"""What the address of the tracker asks for; what makes no sense asks for nothing."""

from uuid import UUID

from flask import request

from portfolio.domain.actors import Actor
from portfolio.domain.clock_words import ClockState
from portfolio.domain.procedure import CaseKind
from portfolio.queries.case_list import NOBODY, OPEN, SORTS, Wanted

FILTERS = ("q", "kind", "stage", "category", "clock", "with", "formal")
ME, FORMAL, INFORMAL = "me", "formal", "informal"


def wanted(actor: Actor) -> Wanted:
    """The filters, the order and the page of this request."""
    given = request.args
    sort = given.get("sort", SORTS[0])
    return Wanted(
        text=given.get("q", "")[:100],
        kind=next((one for one in CaseKind if one.value == given.get("kind")), None),
        stage=given.get("stage", "")[:200],
        category=given.get("category", "")[:200],
        clock=next((one for one in (OPEN, *ClockState) if one == given.get("clock")), None),
        waits_on=_person(actor, given.get("with", "")),
        formal={FORMAL: True, INFORMAL: False}.get(given.get("formal", "")),
        sort=sort if sort in SORTS else SORTS[0],
        descending=given.get("order") == "desc",
        page=min(given.get("page", 1, type=int), 1_000_000),
    )


def filtered() -> bool:
    return any(request.args.get(name) for name in FILTERS)


def _person(actor: Actor, named: str) -> UUID | str | None:
    if named in (ME, NOBODY):
        return actor.user_id if named == ME else NOBODY
    try:
        return UUID(named)
    except ValueError:
        return None
