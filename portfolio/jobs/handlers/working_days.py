"""Counting the clocks of a centre anew, after its bank holidays changed."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.outside import Outside
from portfolio.services import clock_recount


def recount_clocks(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    clock_recount.recount(session, UUID(arguments["centre_id"]))


HANDLERS = {clock_recount.RECOUNT: recount_clocks}
