"""Which cases the tracker shows, and in which order: its filters, its sorting, its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only

from portfolio import clock
from portfolio.domain import case_clocks
from portfolio.domain.actors import Actor
from portfolio.domain.clock_words import ClockState
from portfolio.domain.procedure import CaseKind
from portfolio.models.case import Case, CaseConcern, CasePause
from portfolio.models.case_record import Escalation
from portfolio.models.enrolment import Candidate
from portfolio.models.person import User
from portfolio.queries.case_clocks import Paused
from portfolio.queries.shared_alias import shared_alias

A_PAGE = 50
NOBODY = "nobody"
OPEN = "open"
SORTS = ("clock", "case", "stage", "with")
Holder, Told = shared_alias(User), shared_alias(User)
Own = shared_alias(Candidate)


@dataclass(frozen=True)
class Wanted:
    """What the filters of the tracker ask for; the defaults ask for everything."""

    text: str = ""
    kind: CaseKind | None = None
    stage: str = ""
    category: str = ""
    clock: ClockState | str | None = None
    """A word of the clock, or OPEN for whatever is not closed."""
    waits_on: UUID | str | None = None
    """A person, or NOBODY where nobody holds the office."""
    formal: bool | None = None
    sort: str = "clock"
    descending: bool = False
    page: int = 1


@dataclass(frozen=True)
class CaseRow:
    """A case as the tracker lists it; of a ``hidden`` one no detail is shown."""

    case: Case
    hidden: bool
    waits_on: str | None
    pause: Paused | None
    told: tuple[str, datetime] | None
    """Whom an escalation told last, and when."""


@dataclass(frozen=True)
class Listing:
    rows: Sequence[CaseRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // A_PAGE), 1)


def told_as(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """For what is counted: of a locked case no more than that it is one (R-294)."""
    return case((Case.locked_at.is_not(None), literal_column("'Locked'")), else_=column)


def listing(session: Session, actor: Actor, wanted: Wanted) -> Listing:
    """One page of cases, in two queries whatever their number; one when all are on the page."""
    found = _page(session, actor, wanted, wanted.page)
    if wanted.page <= 1 and len(found) < A_PAGE:
        return Listing(found, len(found), 1)
    filters = _filters(actor, wanted)
    total = session.scalar(select(func.count()).select_from(Case).where(*filters)) or 0
    last = max(-(-total // A_PAGE), 1)
    if wanted.page > last:
        found = _page(session, actor, wanted, last)
    return Listing(found, total, min(max(wanted.page, 1), last))


def _page(session: Session, actor: Actor, wanted: Wanted, page: int) -> Sequence[CaseRow]:
    """The page is found first: describing every case of a centre to show 50 is dear."""
    order = _order(wanted)
    ids = select(Case.id).where(*_filters(actor, wanted)).order_by(*order)
    if wanted.sort == "with":
        ids = ids.outerjoin(Holder, Holder.id == Case.with_id)
    on_page = ids.limit(A_PAGE).offset((max(page, 1) - 1) * A_PAGE)
    described = _described(actor).where(Case.id.in_(on_page.correlate(None))).order_by(*order)
    return [_row(row) for row in session.execute(described)]


def every(session: Session, actor: Actor, wanted: Wanted, most: int) -> Sequence[CaseRow] | None:
    """All that the filters leave, for a file; None when they are more than ``most``."""
    described = _described(actor).where(*_filters(actor, wanted)).order_by(*_order(wanted))
    rows = session.execute(described.limit(most + 1)).all()
    return [_row(row) for row in rows] if len(rows) <= most else None


def stands(state: ClockState | str, now: datetime | BindParameter[Any]) -> ColumnElement[bool]:
    """That the clock of the case says this word now; by its place among others, which is indexed.

    ``case_clocks.sort_at`` puts what runs before what has no limit, then what is paused, locked
    and closed.
    """
    at, amber = Case.sort_at, Case.clock_amber_at
    words: dict[str, ColumnElement[bool]] = {
        OPEN: at <= case_clocks.LOCKED,
        ClockState.OVERDUE: at <= now,
        ClockState.DUE_SOON: and_(at > now, at < case_clocks.NO_LIMIT, amber <= now),
        ClockState.IN_TIME: and_(
            at > now, at <= case_clocks.NO_LIMIT, or_(amber.is_(None), amber > now)
        ),
        ClockState.PAUSED: at == case_clocks.PAUSED,
        ClockState.LOCKED: at == case_clocks.LOCKED,
        ClockState.CLOSED: at > case_clocks.LOCKED,
    }
    return words[state]


def _filters(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [Case.centre_id == actor.centre_id, *_of_details(actor, wanted)]
    if wanted.kind is not None:
        found.append(Case.kind == wanted.kind)
    if wanted.clock is not None:
        found.append(stands(wanted.clock, clock.now()))
    if wanted.waits_on == NOBODY:
        found += [Case.with_id.is_(None), stands(OPEN, clock.now())]
    elif wanted.waits_on is not None:
        found.append(Case.with_id == wanted.waits_on)
    return found


def _of_details(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters that would tell what a case is about: none finds one whose details are hidden."""
    found: list[ColumnElement[bool]] = []
    if text := wanted.text.strip().lower():
        found.append(_says(actor, text))
    if wanted.stage:
        found.append(Case.stage_name == wanted.stage)
    if wanted.category:
        found.append(Case.category_label == wanted.category)
    if wanted.formal is not None:
        found.append(Case.formal.is_(wanted.formal))
    asked = wanted.stage or wanted.category or wanted.formal is not None
    return [*found, _open_to(actor)] if asked else found


def _says(actor: Actor, text: str) -> ColumnElement[bool]:
    """That the words are in it; of one whose details are hidden the reference alone counts."""
    by_reference = func.lower(Case.reference) == text
    return or_(by_reference, and_(Case.search.contains(text, autoescape=True), _open_to(actor)))


def _open_to(actor: Actor) -> ColumnElement[bool]:
    """That its details may be shown: not locked, unless to its lead; never one's own case."""
    lead = (
        select(CaseConcern.id)
        .where(
            CaseConcern.case_id == Case.id,
            CaseConcern.user_id == actor.user_id,
            CaseConcern.locked,
        )
        .correlate(Case)
        .exists()
    )
    mine = select(Own.id).where(Own.user_id == actor.user_id, Own.centre_id == actor.centre_id)
    not_mine = or_(Case.candidate_id.is_(None), Case.candidate_id.not_in(mine))
    return and_(or_(Case.locked_at.is_(None), lead), not_mine)


def _described(actor: Actor) -> Select[Any]:
    """The columns of a row; one pause lasts at most, and the last told of an escalation counts."""
    last = (
        select(Escalation.id)
        .where(Escalation.case_id == Case.id, Escalation.told_at.is_not(None))
        .order_by(Escalation.told_at.desc())
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )
    shown = load_only(
        Case.kind, Case.reference, Case.category_label, Case.name, Case.state, Case.received_at,
        Case.stage_name, Case.formal, Case.with_office, Case.locked_at, Case.closed_at,
        Case.clock_label, Case.clock_rule, Case.clock_started_at, Case.clock_amber_at,
        Case.clock_due_at, Case.outcome, Case.in_time, Case.satisfaction, Case.channel,
    )  # fmt: skip
    found: Any = (
        select(
            Case,
            _open_to(actor).label("open"),
            Holder.name,
            CasePause.since,
            CasePause.reason,
            Told.name,
            Escalation.told_at,
        )
        .options(shown)
        .outerjoin(Holder, Holder.id == Case.with_id)
        .outerjoin(CasePause, and_(CasePause.case_id == Case.id, CasePause.until.is_(None)))
        .outerjoin(Escalation, Escalation.id == last)
        .outerjoin(Told, Told.id == Escalation.holder_id)
    )
    return cast(Select[Any], found)


def _row(found: Any) -> CaseRow:
    shown, is_open, waits_on, since, reason, told, told_at = found
    return CaseRow(
        shown,
        hidden=not is_open,
        waits_on=waits_on if is_open or shown.locked_at else None,
        pause=Paused(since, reason) if since else None,
        told=(told, told_at) if told and told_at and is_open else None,
    )


def _order(wanted: Wanted) -> list[Any]:
    by: dict[str, Any] = {
        "case": Case.received_at,
        "stage": Case.stage_name,
        "with": func.lower(Holder.name),
    }
    first = by.get(wanted.sort, Case.sort_at)
    first = first.desc() if wanted.descending else first.asc()
    return [first.nulls_last() if wanted.sort == "with" else first, Case.sort_at, Case.id]
