"""Reminding a centre's administrators of qualifications that close for certification."""

from typing import Any

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.outside import Outside
from portfolio.queries import closing, people
from portfolio.queries.closing import Closing
from portfolio.services import notices
from portfolio.services.notices import News

ADMINISTRATORS = (Role.ADMINISTRATOR, Role.HEAD)


def remind_of_closing(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Tell each administrator once at 180, 90 and 30 days before the last certification.

    Another last day is other news, told anew.
    """
    for one in closing.closing(session, clock.today()):
        held = people.holders(session, one.centre_id, ADMINISTRATORS)
        for user_id in {person.user_id for role in ADMINISTRATORS for person in held[role]}:
            key = (
                f"closing:{one.centre_id}:{one.qualification_id}:"
                f"{one.last_certification_on}:{one.reminder}:{user_id}"
            )
            path = f"/centre/candidates?qualification={one.qualification_id}&status=unfinished"
            news = News(key, one.centre_id, "closing", _words(one), path)
            notices.tell(session, user_id, news)


def _words(one: Closing) -> str:
    day = one.last_certification_on
    who = "1 candidate is" if one.unfinished == 1 else f"{one.unfinished} candidates are"
    return f"{one.entry_code} closes for certification on {day.day} {day:%B %Y}: {who} not finished"


HANDLERS = {"remind-of-closing": remind_of_closing}
