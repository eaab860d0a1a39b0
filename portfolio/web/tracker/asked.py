"""What the address of the tracker asks for; what makes no sense asks for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from flask import abort, request
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.states import EnrolmentStatus
from portfolio.domain.tracker import Standing
from portfolio.models.programme import Qualification
from portfolio.queries import tracker, tracker_structure
from portfolio.queries.tracker import Followed
from portfolio.queries.tracker_list import NOBODY, QUIET, READY_TO_SIGN, SORTS, Wanted
from portfolio.queries.tracker_structure import Column, Structure

DOWN = "-down"
"""Ends a value of ``sort`` that turns the order round."""
UNIT, GROUP = "unit-", "group-"
WAITING = {"sign-off": READY_TO_SIGN, "quiet": QUIET}
FILTERS = ("q", "status", "assessor", "state", "units", "waiting")


@dataclass(frozen=True)
class Asked:
    """The qualification looked at, among those that can be, and what is wanted of it."""

    followed: Sequence[Followed]
    qualification: Qualification
    structure: Structure
    wanted: Wanted


class Sort(NamedTuple):
    by: str
    unit: Column | None
    descending: bool


def asked(session: Session, actor: Actor) -> Asked | None:
    """What this request asks for, in three queries; None while the actor has no candidates.

    Without a qualification in the address it is the one that most candidates follow. Aborts with
    404 for one that no visible candidate is registered on.
    """
    followed = tracker.qualifications(session, actor)
    if not followed:
        return None
    qualification = _qualification(followed)
    structure = tracker_structure.load(session, qualification, actor.centre_id)
    return Asked(followed, qualification, structure, _wanted(structure.every_column))


def filtered() -> bool:
    return any(request.args.get(name) for name in FILTERS)


def _qualification(followed: Sequence[Followed]) -> Qualification:
    if not (named := request.args.get("qualification", "")):
        return max(followed, key=lambda one: one.candidates).qualification
    found = {str(one.qualification.id): one.qualification for one in followed}
    return found.get(named) or abort(404)


def _wanted(columns: Sequence[Column]) -> Wanted:
    given = request.args
    assessor = given.get("assessor", "")
    sort = sort_asked(columns)
    return Wanted(
        text=given.get("q", "")[:100],
        status=next((one for one in EnrolmentStatus if one.value == given.get("status")), None),
        assessor=NOBODY if assessor == NOBODY else _uuid(assessor),
        standing=next((one for one in Standing if one.value == given.get("state")), None),
        unit_ids=_units(columns, given.get("units", "")),
        waiting=WAITING.get(given.get("waiting", ""), ""),
        sort=sort.by,
        sort_unit=sort.unit.unit_id if sort.unit else None,
        descending=sort.descending,
        page=given.get("page", 1, type=int),
    )


def sort_asked(columns: Sequence[Column]) -> Sort:
    """By what the rows are sorted: "credit", "credit-down", "unit-7"."""
    asked_for = request.args.get("sort", "")
    by = asked_for.removesuffix(DOWN)
    unit = next((one for one in columns if by == UNIT + one.placed.number), None)
    return Sort(by if by in SORTS else SORTS[0], unit, asked_for.endswith(DOWN))


def _units(columns: Sequence[Column], named: str) -> frozenset[UUID] | None:
    """The units of "group-A" or "unit-7"; None for all."""
    found = {
        column.unit_id
        for column in columns
        if named in (UNIT + column.placed.number, GROUP + column.placed.group)
    }
    return frozenset(found) or None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
