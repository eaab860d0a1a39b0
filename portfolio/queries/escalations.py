"""The escalations that somebody was told of."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portfolio.domain.actors import Actor
from portfolio.models.case import Case, CaseClock, CaseStage
from portfolio.models.case_record import Escalation


def own(actor: Actor, escalation_id: UUID) -> Select[Escalation]:
    """That one, where the actor is the person who was told of it at this centre."""
    return (
        select(Escalation)
        .join(Escalation.case)
        .options(contains_eager(Escalation.case))
        .where(
            Escalation.id == escalation_id,
            Escalation.holder_id == actor.user_id,
            Case.centre_id == actor.centre_id,
        )
    )


def clock_of(escalation: Escalation) -> Select[CaseClock]:
    """The deadline that was missed, with its stage."""
    return (
        select(CaseClock)
        .join(CaseClock.stage)
        .options(contains_eager(CaseClock.stage).load_only(CaseStage.name))
        .where(CaseClock.id == escalation.clock_id)
    )
