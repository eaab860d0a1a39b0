"""Which registrations the tracker shows, and in which order: its filters and its sorting."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    and_,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.domain.tracker import Standing
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment, Candidate, ChosenUnit, Enrolment
from portfolio.models.person import User
from portfolio.models.programme import CombinationRule, UnitPlacement
from portfolio.queries import ready_units
from portfolio.queries.shared_alias import shared_alias
from portfolio.queries.versions import stands
from portfolio.queries.visibility import may_see

NOBODY = "nobody"
SORTS = ("name", "credit", "assessor", "active")
READY_TO_SIGN, QUIET = "ready to sign off", "nothing for 4 weeks"
QUIET_AFTER = timedelta(weeks=4)

Assessing, Assessor = shared_alias(Assignment), shared_alias(User)


@dataclass(frozen=True)
class Wanted:
    """What the filters of the tracker ask for; the defaults ask for everything.

    ``sort`` is one of SORTS, or ``sort_unit`` stands for sorting by how that unit stands.
    ``unit_ids`` narrows the units that ``standing`` is looked for in; None for all.
    """

    text: str = ""
    status: EnrolmentStatus | None = None
    assessor: UUID | str | None = None
    """A person, or NOBODY for candidates without an assessor."""
    standing: Standing | None = None
    unit_ids: frozenset[UUID] | None = None
    waiting: str = ""
    """READY_TO_SIGN, QUIET or nothing."""
    sort: str = "name"
    sort_unit: UUID | None = None
    descending: bool = False
    page: int = 1

    @property
    def by_credit(self) -> bool:
        """Credit that counts is not in the database: whoever reads the rows sorts them by it."""
        return self.sort == "credit" and self.sort_unit is None


def narrowed(actor: Actor, qualification_id: UUID, wanted: Wanted) -> Select[Any]:
    """Id, candidate and rule of the registrations asked for, in order; credit is left to sort."""
    columns: tuple[Any, ...] = (Enrolment.id, Enrolment.candidate_id, Enrolment.rule_id)
    found: Select[Any] = (
        select(*columns)
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .outerjoin(Assessing, is_assessing())
        .outerjoin(Assessor, Assessor.id == Assessing.user_id)
        .where(may_see(actor), follows(qualification_id))
        .where(*_filters(wanted))
    )
    return found.order_by(*_order(wanted))


def follows(qualification_id: UUID) -> ColumnElement[bool]:
    """That the registration is on this qualification.

    Asked of its version, for SQLite would go by the enrolments' own index on the qualification,
    and so read those of every other centre.
    """
    return CombinationRule.qualification_id == qualification_id


def is_assessing() -> ColumnElement[bool]:
    """That the assignment is the present one of the registration's assessor."""
    return and_(
        Assessing.enrolment_id == Enrolment.id,
        Assessing.role == Role.ASSESSOR,
        Assessing.ended_at.is_(None),
    )


def last_active() -> ScalarSelect[Any]:
    """When the candidate last did something themselves in this portfolio."""
    return (
        select(AuditEntry.at)
        .where(AuditEntry.candidate_id == Candidate.id, AuditEntry.actor_id == Candidate.user_id)
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
        .correlate(Candidate)
        .scalar_subquery()
    )


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wanted.text.strip():
        found.append(
            or_(
                Candidate.name.icontains(text, autoescape=True),
                Candidate.candidate_number.icontains(text, autoescape=True),
            )
        )
    if wanted.status is not None:
        found.append(Enrolment.status == wanted.status)
    if wanted.assessor == NOBODY:
        found.append(Assessing.id.is_(None))
    elif wanted.assessor is not None:
        found.append(Assessing.user_id == wanted.assessor)
    if wanted.standing is not None:
        found.append(_has(wanted.standing, wanted.unit_ids))
    if wanted.waiting == READY_TO_SIGN:
        found.append(_ready_to_sign(wanted.unit_ids))
    elif wanted.waiting == QUIET:
        found.append(_quiet())
    return found


stands_now = case(
    (
        UnitProgress.state.in_(
            [state for state in UnitState if state is not UnitState.NOT_STARTED]
        ),
        type_coerce(UnitProgress.state, String),
    ),
    (or_(UnitPlacement.mandatory, ChosenUnit.id.is_not(None)), Standing.NOT_STARTED.value),
    else_=Standing.NOT_CHOSEN.value,
)
"""A ``Standing``: the state of a unit with evidence, or whether it is the candidate's to do."""
_furthest_first = case({one.value: n for n, one in enumerate(Standing)}, value=stands_now)


def with_standing(units: Select[Any]) -> Select[Any]:
    """Units of registrations (placements beside enrolments) joined with what ``stands_now`` is."""
    return units.outerjoin(
        UnitProgress,
        and_(
            UnitProgress.candidate_id == Enrolment.candidate_id,
            UnitProgress.unit_id == UnitPlacement.unit_id,
        ),
    ).outerjoin(
        ChosenUnit,
        and_(
            ChosenUnit.enrolment_id == Enrolment.id,
            ChosenUnit.unit_id == UnitPlacement.unit_id,
        ),
    )


def is_listed() -> ColumnElement[bool]:
    """That the version which the registration follows lists the unit."""
    return and_(
        UnitPlacement.qualification_id == Enrolment.qualification_id,
        stands(UnitPlacement, CombinationRule.structure_version),
    )


def _units(*columns: Any) -> Select[Any]:
    """The units of the registration in the query around this one."""
    found: Select[Any] = select(*columns).select_from(UnitPlacement)
    return with_standing(found).where(is_listed()).correlate(Enrolment, CombinationRule)


def _has(standing: Standing, unit_ids: frozenset[UUID] | None) -> ColumnElement[bool]:
    """That one of the units (None for any) stands so."""
    return _among(_units(UnitPlacement.id), unit_ids).where(stands_now == standing.value).exists()


def _ready_to_sign(unit_ids: frozenset[UUID] | None) -> ColumnElement[bool]:
    """That one of the units waits for nothing but its assessor's signature."""
    found = _among(_units(UnitPlacement.id), unit_ids)
    return found.where(ready_units.can_be_signed_off()).exists()


def _among(units: Select[Any], unit_ids: frozenset[UUID] | None) -> Select[Any]:
    return units if unit_ids is None else units.where(UnitPlacement.unit_id.in_(unit_ids))


def _quiet() -> ColumnElement[bool]:
    """Active, yet the candidate did nothing for four weeks, nor were they registered since."""
    since = clock.now() - QUIET_AFTER
    return and_(
        Enrolment.status == EnrolmentStatus.ACTIVE,
        Enrolment.created_at < since,
        or_(last_active().is_(None), last_active() < since),
    )


def _order(wanted: Wanted) -> list[Any]:
    first = _first(wanted)
    return [
        (first.desc() if wanted.descending and not wanted.by_credit else first.asc()).nulls_last(),
        func.lower(Candidate.name),
        Enrolment.id,
    ]


def _first(wanted: Wanted) -> ColumnElement[Any]:
    if wanted.sort_unit is not None:
        furthest = _among(_units(_furthest_first), frozenset({wanted.sort_unit}))
        return furthest.limit(1).scalar_subquery()
    by: dict[str, ColumnElement[Any]] = {
        "assessor": func.lower(Assessor.name),
        "active": last_active(),
    }
    return by.get(wanted.sort, func.lower(Candidate.name))
