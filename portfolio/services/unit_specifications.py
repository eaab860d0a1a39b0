"""Versions of a unit's outcomes and criteria: what is loaded is added, never changed."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, selectinload

from portfolio import clock
from portfolio.domain import qualification
from portfolio.domain.criterion_words import REQUIREMENTS_HEADING
from portfolio.domain.qualification import UnitContent
from portfolio.models.assessment import SignOff, UnitProgress
from portfolio.models.evidence import EvidenceTag
from portfolio.models.programme import Unit
from portfolio.models.specification import (
    OUTCOME,
    REQUIREMENTS,
    Criterion,
    LearningOutcome,
    UnitSpecification,
)

Texts = tuple[tuple[str, str], ...]
Shape = tuple[bool, tuple[tuple[str, int, str, Texts], ...]]


class Part(NamedTuple):
    """A learning outcome as it is kept; its kind is one of ``LearningOutcome``."""

    kind: str
    number: int
    title: str
    criteria: tuple[qualification.Criterion, ...]


def load_contents(
    session: Session, contents: Mapping[str, UnitContent], units: Mapping[str, Unit]
) -> tuple[str, ...]:
    """Add a version where the content of a unit differs from its latest one.

    Candidates whose unit has no tag and no sign-off yet move to it; the others finish on theirs,
    and so do those of centres that work by criteria of their own.
    Returns the references of the units that got a version.
    """
    latest = _latest(session)
    changed = []
    for reference, content in contents.items():
        unit = units[reference]
        before = latest.get(unit.reference)
        if before is not None and _shape_of(before) == _shape(content):
            continue
        added = _add(session, unit, content, before.version + 1 if before else 1)
        _move_untouched(session, unit, added)
        changed.append(reference)
    return tuple(changed)


def _latest(session: Session) -> dict[str, UnitSpecification]:
    query = (
        select(Unit.reference, UnitSpecification)
        .join(UnitSpecification, UnitSpecification.unit_id == Unit.id)
        .where(UnitSpecification.centre_id.is_(None))
        .options(
            selectinload(UnitSpecification.outcomes).selectinload(LearningOutcome.criteria),
        )
        .order_by(UnitSpecification.version)
    )
    return dict(iter(session.execute(query)))


def _shape(content: UnitContent) -> Shape:
    """What two versions are compared by: everything a person reads, in order."""
    return content.demonstration, tuple(
        (kind, number, title, tuple((c.number, c.text) for c in criteria))
        for kind, number, title, criteria in _parts(content)
    )


def _shape_of(specification: UnitSpecification) -> Shape:
    return specification.demonstration, tuple(
        (
            outcome.kind,
            outcome.number,
            outcome.text,
            tuple((c.criterion_number, c.text) for c in outcome.criteria),
        )
        for outcome in specification.outcomes
    )


def _parts(content: UnitContent) -> list[Part]:
    """The outcomes as they are kept; evidence requirements are one more, the last."""
    parts = [
        Part(OUTCOME, int(outcome.number), outcome.title, outcome.criteria)
        for outcome in content.outcomes
    ]
    if content.requirements:
        after = max((part.number for part in parts), default=0) + 1
        parts.append(Part(REQUIREMENTS, after, REQUIREMENTS_HEADING, content.requirements))
    return parts


def _add(session: Session, unit: Unit, content: UnitContent, version: int) -> UnitSpecification:
    specification = UnitSpecification(
        unit_id=unit.id,
        version=version,
        demonstration=content.demonstration,
        created_at=clock.now(),
        published_at=clock.now(),
    )
    session.add(specification)
    session.flush()
    position = 0
    for part in _parts(content):
        outcome = LearningOutcome(
            specification_id=specification.id,
            number=part.number,
            text=part.title,
            kind=part.kind,
        )
        session.add(outcome)
        session.flush()
        for criterion in part.criteria:
            position += 1
            session.add(
                Criterion(
                    specification_id=specification.id,
                    outcome_id=outcome.id,
                    criterion_number=criterion.number,
                    position=position,
                    text=criterion.text,
                )
            )
    session.flush()
    return specification


def _move_untouched(session: Session, unit: Unit, specification: UnitSpecification) -> None:
    own = exists().where(
        UnitSpecification.id == UnitProgress.specification_id,
        UnitSpecification.centre_id.is_not(None),
    )
    session.execute(
        update(UnitProgress)
        .where(
            UnitProgress.unit_id == unit.id,
            ~own,
            ~exists().where(EvidenceTag.unit_id == UnitProgress.id),
            ~exists().where(SignOff.unit_id == UnitProgress.id),
        )
        .values(specification_id=specification.id, version=UnitProgress.version + 1)
        .execution_options(synchronize_session="fetch")
    )
