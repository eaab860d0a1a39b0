"""From the id in a URL to meetings, improvements and registers of the actor's centre, or 404."""

from uuid import UUID

from flask import abort
from sqlalchemy import select

from portfolio.domain.actors import Actor
from portfolio.extensions import db_session
from portfolio.models.case_record import ImprovementAction
from portfolio.models.procedure import SeniorMeeting


def meeting(actor: Actor, meeting_id: UUID) -> SeniorMeeting:
    query = select(SeniorMeeting).where(
        SeniorMeeting.centre_id == actor.centre_id, SeniorMeeting.id == meeting_id
    )
    return db_session().scalar(query) or abort(404)


def improvement(actor: Actor, action_id: UUID) -> ImprovementAction:
    query = select(ImprovementAction).where(
        ImprovementAction.centre_id == actor.centre_id, ImprovementAction.id == action_id
    )
    return db_session().scalar(query) or abort(404)
