"""Sending the form of a case's stage that ended to the administration."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.models.case import CaseStage
from portfolio.outside import Outside
from portfolio.services import case_forms


def send_case_form(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Queue the mail, with the address of the case."""
    stage = session.get_one(CaseStage, UUID(arguments["stage_id"]))
    case_forms.send(session, stage, outside.address(f"/cases/{stage.case_id}"))


HANDLERS = {case_forms.SEND: send_case_form}
