"""Private links by which whoever brought a case follows it without an account."""

from secrets import token_urlsafe

from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import LinkRevoked
from portfolio.domain.case_record_events import LinkRenewed
from portfolio.domain.cases import EntryKind
from portfolio.models.case import Case
from portfolio.models.case_record import CaseLink
from portfolio.queries.sign_ins import token_hash
from portfolio.services import audit, case_log
from portfolio.services.case_log import Line


def issue(session: Session, case: Case) -> str:
    """A new secret token of the case; only its hash is kept, so that it is shown or sent once."""
    token = token_urlsafe(32)
    session.add(CaseLink(case_id=case.id, token_hash=token_hash(token), made_at=clock.now()))
    session.flush()
    return token


def renew(session: Session, actor: Actor, case: Case) -> str:
    """End every link of the case and make a new one; its token is shown or sent once."""
    _end(session, case)
    line = Line(EntryKind.CHANGE, "A new private link was made; the one before was ended")
    case_log.note(session, case, actor, line)
    audit.record(session, actor, LinkRenewed(case.id, case.reference))
    return issue(session, case)


def revoke(session: Session, actor: Actor, case: Case) -> None:
    """End every link of the case, as when one fell into wrong hands."""
    _end(session, case)
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, "The private link was ended"))
    audit.record(session, actor, LinkRevoked(case.id, case.reference))


def _end(session: Session, case: Case) -> None:
    session.execute(
        update(CaseLink)
        .where(CaseLink.case_id == case.id, CaseLink.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
