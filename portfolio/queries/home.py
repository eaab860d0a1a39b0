"""The candidate's home: per qualification the panel and the units, over all the next step."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.combination import Verdict
from portfolio.domain.coverage import UnitCoverage
from portfolio.domain.next_step import (
    ItemFacts,
    NextStep,
    Standing,
    UnitFacts,
    most_urgent,
    next_step,
)
from portfolio.domain.panel import Panel
from portfolio.domain.states import DeclarationState, EvidenceState
from portfolio.models.assessment import Assessment, Declaration
from portfolio.models.evidence import Evidence, EvidenceTag, item_code
from portfolio.models.person import User
from portfolio.queries import unit_list
from portfolio.queries.coverage import coverage_of
from portfolio.queries.enrolment_progress import EnrolmentProgress, UnitRow
from portfolio.queries.roc import progress_of
from portfolio.queries.unit_list import GroupOfUnits

UNFINISHED = (
    EvidenceState.DRAFT,
    EvidenceState.SUBMITTED,
    EvidenceState.REFERRED,
    EvidenceState.RETURNED,
)


@dataclass(frozen=True)
class EnrolmentPanel:
    """One qualification: how far it is, and its units by group."""

    progress: EnrolmentProgress
    panel: Panel
    groups: list[GroupOfUnits]


@dataclass(frozen=True)
class EnrolmentHome(EnrolmentPanel):
    """One qualification on the home."""

    step: NextStep


@dataclass(frozen=True)
class Home:
    """Everything the home shows; ``step_in`` is the enrolment the next step is about."""

    enrolments: list[EnrolmentHome]
    step: NextStep | None
    step_in: UUID | None

    @property
    def demonstration(self) -> bool:
        return any(row.demonstration for one in self.enrolments for row in one.progress.units)

    @property
    def version(self) -> str:
        """Changes whenever any of the enrolments does; a poll sends it back."""
        return version_of([one.progress.version for one in self.enrolments])

    @property
    def seen(self) -> str:
        """What the page shows as achieved, qualification by qualification: "1,2.F1"."""
        return ".".join(one.progress.seen for one in self.enrolments)


def version_of(versions: Sequence[int]) -> str:
    return ".".join(map(str, versions))


def home(
    session: Session, enrolment_ids: Collection[UUID], seen: Sequence[str] | None = None
) -> Home:
    """The home of a candidate with these enrolments, in seven queries whatever they hold.

    ``seen`` is what an open page showed as achieved, per enrolment, to say only what is new.
    """
    found = progress_of(session, enrolment_ids) if enrolment_ids else []
    unit_ids = [row.id for one in found for row in one.units if row.id]
    covered = coverage_of(session, unit_ids) if unit_ids else {}
    signed = stored_declarations(session, unit_ids)
    items = _unfinished(session, {one.candidate_id for one in found})
    news = _seen_by(found, seen)
    shown = [
        EnrolmentHome(
            one,
            one.panel(news.get(one.id)),
            unit_list.by_group(one, covered),
            next_step(_standing(one, covered, signed, items)),
        )
        for one in found
    ]
    step = most_urgent(one.step for one in shown)
    about = next((one.progress.id for one in shown if one.step == step), None)
    return Home(shown, step, about)


def panels(
    session: Session, enrolment_ids: Collection[UUID], seen: Sequence[str] | None = None
) -> list[EnrolmentPanel]:
    """What the home shows of these enrolments but the next step: for staff, in four queries."""
    found = progress_of(session, enrolment_ids) if enrolment_ids else []
    unit_ids = [row.id for one in found for row in one.units if row.id]
    covered = coverage_of(session, unit_ids) if unit_ids else {}
    news = _seen_by(found, seen)
    return [
        EnrolmentPanel(one, one.panel(news.get(one.id)), unit_list.by_group(one, covered))
        for one in found
    ]


def stored_declarations(
    session: Session, unit_ids: Collection[UUID]
) -> dict[UUID, DeclarationState]:
    """The stored state of each unit's last declaration; a unit never signed is left out."""
    found: dict[UUID, DeclarationState] = {}
    for unit_id, voided_at in session.execute(
        select(Declaration.unit_id, Declaration.voided_at)
        .where(Declaration.unit_id.in_(unit_ids))
        .order_by(Declaration.signed_at, Declaration.voided_at.is_(None))
    ):
        found[unit_id] = DeclarationState.VOID if voided_at else DeclarationState.SIGNED
    return found


@dataclass(frozen=True)
class _Item:
    facts: ItemFacts
    unit_ids: frozenset[UUID]


def _unfinished(session: Session, candidate_ids: Collection[UUID]) -> list[_Item]:
    """Items that wait for somebody, with their units and who sent them back last."""
    rows = session.execute(
        select(
            Evidence.id,
            Evidence.item_number,
            Evidence.state,
            EvidenceTag.unit_id,
            Assessment.released_at,
            User.name,
        )
        .outerjoin(
            EvidenceTag,
            (EvidenceTag.evidence_id == Evidence.id) & EvidenceTag.removed_at.is_(None),
        )
        .outerjoin(
            Assessment,
            (Assessment.evidence_id == Evidence.id) & Assessment.released_at.is_not(None),
        )
        .outerjoin(User, User.id == Assessment.assessor_id)
        .where(Evidence.candidate_id.in_(candidate_ids), Evidence.state.in_(UNFINISHED))
        .distinct()
        .order_by(Evidence.item_number, Assessment.released_at)
    )
    facts: dict[UUID, ItemFacts] = {}
    units: dict[UUID, set[UUID]] = defaultdict(set)
    for item_id, number, state, unit_id, released_at, assessor in rows:
        day = released_at.date() if released_at else None
        facts[item_id] = ItemFacts(str(item_id), item_code(number), state, (), assessor or "", day)
        if unit_id:
            units[item_id].add(unit_id)
    return [_Item(one, frozenset(units[item_id])) for item_id, one in facts.items()]


def _standing(
    progress: EnrolmentProgress,
    covered: Mapping[UUID, UnitCoverage],
    signed: Mapping[UUID, DeclarationState],
    items: Sequence[_Item],
) -> Standing:
    verdict = progress.verdict
    numbers = {row.id: row.placed.number for row in progress.units if row.id}
    here = [
        replace(item.facts, units=tuple(numbers[i] for i in item.unit_ids if i in numbers))
        for item in items
        if not item.unit_ids or item.unit_ids & numbers.keys()
    ]
    return Standing(
        status=progress.status,
        met=verdict.met,
        still_missing=_still_missing(verdict),
        units=tuple(_unit(row, covered, signed) for row in progress.units),
        items=tuple(here),
        with_assessor=sum(item.state is EvidenceState.SUBMITTED for item in here),
    )


def _still_missing(verdict: Verdict) -> str:
    """What the projection lacks: the total while that is short, else the rules that fail."""
    failing = verdict.projected.failing
    total = [shortfall for shortfall in failing if shortfall.code == "MIN_TOTAL"]
    return "; ".join(shortfall.words for shortfall in total or failing)


def _unit(
    row: UnitRow,
    covered: Mapping[UUID, UnitCoverage],
    signed: Mapping[UUID, DeclarationState],
) -> UnitFacts:
    coverage = covered.get(row.id) if row.id else None
    return UnitFacts(
        key=str(row.id or ""),
        number=row.placed.number,
        title=row.placed.unit.title,
        state=row.state,
        criteria=coverage.criteria if coverage else (),
        uncovered=coverage.uncovered if coverage else (),
        not_yet=coverage.not_yet if coverage else (),
        declaration=signed.get(row.id, DeclarationState.UNSIGNED)
        if row.id
        else DeclarationState.UNSIGNED,
    )


def _seen_by(
    found: Sequence[EnrolmentProgress], seen: Sequence[str] | None
) -> dict[UUID, list[str]]:
    """What the page showed as achieved, by enrolment; nothing when it shows another set of them."""
    if seen is None or len(seen) != len(found):
        return {}
    return {
        one.id: [number for number in numbers.split(",") if number]
        for one, numbers in zip(found, seen, strict=True)
    }
