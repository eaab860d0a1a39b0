"""From the id in a URL to meetings, improvements and registers of the actor's centre, or 404."""

from uuid import UUID

from flask import abort
from sqlalchemy import select

from portfolio.domain.actors import Actor, Facts
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.models.case_record import ImprovementAction
from portfolio.models.case_register import CaseRegister
from portfolio.models.procedure import SeniorMeeting
from portfolio.queries import improvements


def meeting(actor: Actor, meeting_id: UUID) -> SeniorMeeting:
    """A meeting, for those who keep the cases."""
    _keepers_only(actor)
    query = select(SeniorMeeting).where(
        SeniorMeeting.centre_id == actor.centre_id, SeniorMeeting.id == meeting_id
    )
    return db_session().scalar(query) or abort(404)


def improvement(actor: Actor, action_id: UUID) -> ImprovementAction:
    """An improvement, for those who keep the cases and for whoever is to do it."""
    query = select(ImprovementAction).where(
        improvements.may_see_action(actor), ImprovementAction.id == action_id
    )
    if not _keeps(actor):
        query = query.where(ImprovementAction.owner_id == actor.user_id)
    return db_session().scalar(query) or abort(404)


def register(actor: Actor, register_id: UUID) -> CaseRegister:
    """A register; one with names only for those who may take it so."""
    _keepers_only(actor)
    query = select(CaseRegister).where(
        CaseRegister.centre_id == actor.centre_id, CaseRegister.id == register_id
    )
    if not allows(actor, Permission.UNMASK_REGISTER, Facts(centre_id=actor.centre_id)):
        query = query.where(CaseRegister.unmasked.is_(False))
    return db_session().scalar(query) or abort(404)


def _keepers_only(actor: Actor) -> None:
    if not _keeps(actor):
        abort(404)


def _keeps(actor: Actor) -> bool:
    return allows(actor, Permission.READ_CASES, Facts(centre_id=actor.centre_id))
