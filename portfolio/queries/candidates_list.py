"""The candidates of a centre as its administrators list them: who waits on whom, since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor, Role
from portfolio.domain.states import EnrolmentStatus, EvidenceState, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Assignment, Candidate, Enrolment
from portfolio.models.evidence import Evidence
from portfolio.models.person import User
from portfolio.models.programme import CombinationRule, Qualification, Unit, UnitPlacement
from portfolio.queries.closing import UNFINISHED
from portfolio.queries.shared_alias import shared_alias
from portfolio.queries.versions import stands
from portfolio.queries.visibility import may_see

A_PAGE = 25
SORTS = ("name", "status", "qualification", "waiting")
NOBODY = "nobody"

Assessing, Assuring = shared_alias(Assignment), shared_alias(Assignment)
Assessor, Assurer = shared_alias(User), shared_alias(User)


@dataclass(frozen=True)
class Wanted:
    """What the filters of the list ask for; the defaults ask for everything."""

    text: str = ""
    status: EnrolmentStatus | None = None
    qualification_id: UUID | None = None
    assessor: UUID | str | None = None
    """A person, or NOBODY for candidates without an assessor."""
    not_informed: bool = False
    unfinished: bool = False
    """Active or on a break."""
    sort: str = "name"
    descending: bool = False
    page: int = 1


class Achieved(NamedTuple):
    units: int
    credit: int


@dataclass(frozen=True)
class Row:
    """One registration of a candidate. ``waiting_since`` is that of the oldest submitted item."""

    candidate_id: UUID
    name: str
    candidate_number: str | None
    enrolment_id: UUID
    status: EnrolmentStatus
    informed: bool
    entry_code: str
    title: str
    assessor: str | None
    quality_assurer: str | None
    waiting_since: datetime | None
    referred: int
    achieved: Achieved


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // A_PAGE), 1)


def candidates(session: Session, actor: Actor, wanted: Wanted) -> Listing:
    """One page of registrations, in three queries whatever their number."""
    narrowed = _narrowed(actor, wanted)
    total = session.scalar(narrowed.with_only_columns(func.count(Enrolment.id))) or 0
    page = min(max(wanted.page, 1), max(-(-total // A_PAGE), 1))
    order = _order(wanted)
    on_page = narrowed.order_by(*order).limit(A_PAGE).offset((page - 1) * A_PAGE)
    # The page is found first: describing every registration of a centre to show 25 is dear.
    described = _described().where(Enrolment.id.in_(on_page.correlate(None))).order_by(*order)
    found = session.execute(described).all()
    achieved = _achieved(session, [row.enrolment_id for row in found])
    rows = [Row(**row._mapping, achieved=achieved[row.enrolment_id]) for row in found]
    return Listing(rows, total, page)


def _waiting(state: EvidenceState, what: ColumnElement[Any]) -> Any:
    """Of the candidate's items in ``state``, as one value of the row."""
    return (
        select(what)
        .where(Evidence.candidate_id == Candidate.id, Evidence.state == state)
        .correlate(Candidate)
        .scalar_subquery()
    )


WAITING_SINCE = _waiting(EvidenceState.SUBMITTED, func.min(Evidence.submitted_at))


def _narrowed(actor: Actor, wanted: Wanted) -> Select[Any]:
    """The ids of the registrations asked for."""
    found: Select[Any] = (
        select(Enrolment.id)
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(may_see(actor), *_filters(wanted))
    )
    if wanted.assessor is not None:
        found = found.outerjoin(Assessing, _current(Assessing, Role.ASSESSOR))
    return found


def _described() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Candidate.id.label("candidate_id"),
        Candidate.name.label("name"),
        Candidate.candidate_number.label("candidate_number"),
        Enrolment.id.label("enrolment_id"),
        Enrolment.status.label("status"),
        Enrolment.informed_on.is_not(None).label("informed"),
        Qualification.entry_code.label("entry_code"),
        Qualification.title.label("title"),
        Assessor.name.label("assessor"),
        Assurer.name.label("quality_assurer"),
        WAITING_SINCE.label("waiting_since"),
        _waiting(EvidenceState.REFERRED, func.count(Evidence.id)).label("referred"),
    )
    listed: Select[Any] = (
        select(*columns)
        .select_from(Enrolment)
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .outerjoin(Assessing, _current(Assessing, Role.ASSESSOR))
        .outerjoin(Assessor, Assessor.id == Assessing.user_id)
        .outerjoin(Assuring, _current(Assuring, Role.IQA))
        .outerjoin(Assurer, Assurer.id == Assuring.user_id)
    )
    return listed


def _current(assignment: type[Assignment], role: Role) -> ColumnElement[bool]:
    return and_(
        assignment.enrolment_id == Enrolment.id,
        assignment.role == role,
        assignment.ended_at.is_(None),
    )


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wanted.text.strip():
        found.append(
            or_(
                Candidate.name.icontains(text, autoescape=True),
                Candidate.candidate_number.icontains(text, autoescape=True),
                Candidate.uln == text,
            )
        )
    if wanted.status is not None:
        found.append(Enrolment.status == wanted.status)
    if wanted.qualification_id is not None:
        found.append(Enrolment.qualification_id == wanted.qualification_id)
    if wanted.assessor == NOBODY:
        found.append(Assessing.id.is_(None))
    elif wanted.assessor is not None:
        found.append(Assessing.user_id == wanted.assessor)
    if wanted.unfinished:
        found.append(Enrolment.status.in_(UNFINISHED))
    if wanted.not_informed:
        found.append(Enrolment.informed_on.is_(None))
    return found


def _order(wanted: Wanted) -> list[Any]:
    by: dict[str, Any] = {
        "name": func.lower(Candidate.name),
        "status": Enrolment.status,
        "qualification": Qualification.entry_code,
        "waiting": WAITING_SINCE,
    }
    first = by.get(wanted.sort, by["name"])
    ordered = first.desc() if wanted.descending else first.asc()
    # Who waits for nothing stands last, whichever way the list is sorted.
    return [ordered.nulls_last(), func.lower(Candidate.name), Enrolment.id]


def _achieved(session: Session, enrolment_ids: list[UUID]) -> dict[UUID, Achieved]:
    """Units achieved that each qualification lists, and their credit before any maximum."""
    rows = session.execute(
        select(Enrolment.id, func.count(Unit.id), func.coalesce(func.sum(Unit.credit), 0))
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .join(
            UnitPlacement,
            and_(
                UnitPlacement.qualification_id == Enrolment.qualification_id,
                stands(UnitPlacement, CombinationRule.structure_version),
            ),
        )
        .join(
            UnitProgress,
            and_(
                UnitProgress.unit_id == UnitPlacement.unit_id,
                UnitProgress.candidate_id == Enrolment.candidate_id,
                UnitProgress.state == UnitState.ACHIEVED,
            ),
        )
        .join(Unit, Unit.id == UnitPlacement.unit_id)
        .where(Enrolment.id.in_(enrolment_ids))
        .group_by(Enrolment.id)
    )
    found = {enrolment_id: Achieved(0, 0) for enrolment_id in enrolment_ids}
    found.update({enrolment_id: Achieved(units, credit) for enrolment_id, units, credit in rows})
    return found
