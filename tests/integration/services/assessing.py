"""A submitted item of the cast's candidate, and what an assessor hands in about it."""

from __future__ import annotations

from sqlalchemy import select

from portfolio import clock
from portfolio.domain.judging import Judgement, Sheet
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.evidence import Evidence
from portfolio.models.programme import UnitPlacement
from portfolio.models.specification import Criterion
from tests.cast import Cast
from tests.factories import numbers

MET, NOT_YET = DecisionOutcome.MET, DecisionOutcome.NOT_YET


def first_unit(cast: Cast) -> UnitProgress:
    return cast.make.session.scalars(
        select(UnitProgress).where(
            UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[0].id
        )
    ).one()


def unit_of(cast: Cast, count: int, requirements: int = 0) -> UnitProgress:
    """One more unit of the candidate's qualification, with so many criteria and requirements."""
    unit = cast.make.unit({1: count}, requirements)
    number = next(numbers)
    cast.make.session.add(
        UnitPlacement(
            qualification_id=cast.qualification.id,
            unit_id=unit.id,
            unit_number=str(number),
            group_letter="A",
            mandatory=False,
            position=number,
        )
    )
    return cast.make.progress(cast.profile, unit)


def submitted(cast: Cast, unit: UnitProgress, numbers: str = "1.1 1.2 2.1") -> Evidence:
    """An item tagged to the criteria with these numbers, with one file, submitted now."""
    item = cast.make.evidence(
        cast.profile, state=EvidenceState.SUBMITTED, submitted_at=clock.now(), kind="product"
    )
    cast.make.file(item)
    for one in criteria(cast, unit, numbers):
        cast.make.tag(item, unit, one.id)
    return item


def criteria(cast: Cast, unit: UnitProgress, numbers: str = "1.1 1.2 2.1") -> list[Criterion]:
    wanted = numbers.split()
    return [one for one in cast.make.criteria(unit) if one.criterion_number in wanted]


def sheet(
    outcomes: dict[Criterion, DecisionOutcome | None],
    *,
    why: str = "Seen in the e-mails",
    reason: str = "",
    methods: tuple[str, ...] = ("EP",),
    stage: DecisionStage = DecisionStage.SUMMATIVE,
    feedback: str = "Clear work. Next: unit 2",
) -> Sheet:
    judgements = tuple(Judgement(one.id, outcome, why, reason) for one, outcome in outcomes.items())
    return Sheet(judgements, methods, stage, feedback)
