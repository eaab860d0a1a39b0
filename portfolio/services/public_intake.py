"""What comes by the public form: a case, its files, and a private link to follow it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.cases import EntryKind
from portfolio.domain.public_limits import MAILS_TO_AN_ADDRESS
from portfolio.models.case import Case
from portfolio.models.person import Centre
from portfolio.models.public_intake import PublicSending
from portfolio.queries import public_sendings
from portfolio.services import case_files, case_links, case_log, cases, mail
from portfolio.services.case_log import Line
from portfolio.services.evidence_files import Received
from portfolio.services.mail_texts import compose

SECOND_PRESS = timedelta(minutes=30)
"""How long a form sent twice leads to its case again."""


@dataclass(frozen=True)
class Brought:
    """What one form tells, the files that came with it, and the sending that counts it."""

    intake: cases.Intake
    files: Sequence[Received]
    sending: PublicSending


@dataclass(frozen=True)
class Addresses:
    """Where a mail leads: the page of a private link by its token, and the centre's procedure."""

    following: Callable[[str], str]
    procedure: str


def receive(
    session: Session, actor: Actor | None, centre: Centre, brought: Brought, addresses: Addresses
) -> str:
    """Take in what was sent, with its files; returns the token of its private link.

    ``actor`` is the candidate who brought it while signed in, else None. The link is mailed where
    an address was given. Refuses as ``cases.receive`` does.
    """
    case = cases.receive(session, actor, centre, brought.intake)
    if brought.files:
        case_files.add(session, actor, case, brought.files, staff_only=False)
    token = case_links.issue(session, case)
    brought.sending.case_id = case.id
    if case.email and public_sendings.mailed_lately(session, case) < MAILS_TO_AN_ADDRESS:
        _mail_link(session, centre, case, addresses.following(token), addresses.procedure)
    session.flush()
    return token


def again(session: Session, sending: PublicSending) -> str | None:
    """A link to what a form became that was sent twice; None once that is too long ago."""
    if sending.case_id is None or clock.now() - sending.at > SECOND_PRESS:
        return None
    return case_links.issue(session, session.get_one(Case, sending.case_id))


def _mail_link(session: Session, centre: Centre, case: Case, link: str, procedure: str) -> None:
    """Nothing that was typed goes into it: whoever gets it may not be whoever sent the form."""
    facts = {"reference": case.reference, "centre": centre.name}
    text = compose("case_link.txt", link=link, procedure=procedure, **facts)
    subject = f"{case.reference}: {centre.name} has received it"
    mail.queue(session, f"case-link:{case.id}", case.email, subject, text, secret=True)
    case.procedure_sent_at = clock.now()
    line = Line(EntryKind.MESSAGE, "Private link and procedure sent by e-mail", staff_only=False)
    case_log.note(session, case, None, line)
