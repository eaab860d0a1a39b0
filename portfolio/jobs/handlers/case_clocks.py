"""Telling one person what is due about cases; queued by ``portfolio.jobs.case_clocks``."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.models.person import User
from portfolio.outside import Outside
from portfolio.services import case_alerts, due_alerts

TELL = "tell-of-cases"
SETTLE = "settle-case-mails"


def tell_of_cases(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Tell what is still due of the cases named, for one person, in one mail.

    What was answered, told or given to somebody else since it was queued is left out.
    """
    named = arguments["user_id"]
    user_id = None if named is None else UUID(named)
    if user_id is not None:
        # Of two jobs for one person the second waits, and then sees what the first has told.
        session.scalar(select(User.id).where(User.id == user_id).with_for_update())
    case_ids = [UUID(one) for one in arguments["case_ids"]]
    found = due_alerts.find(session, clock.now(), lapses=True, case_ids=case_ids)
    if items := [item for item in found if item.user_id == user_id]:
        address = outside.address if outside.mailer else None
        case_alerts.tell(session, user_id, items, address)


def settle_case_mails(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Let notices count for the mails that were given up, so that ladders go on."""
    case_alerts.settle_given_up(session)


HANDLERS = {TELL: tell_of_cases, SETTLE: settle_case_mails}
