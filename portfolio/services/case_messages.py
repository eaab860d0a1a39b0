"""What is written to whoever brought a case: by e-mail where an address is known, else by post."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import MessageSent
from portfolio.domain.case_letters import LINK
from portfolio.domain.cases import EntryKind
from portfolio.domain.errors import Refusal
from portfolio.models.case import Case
from portfolio.models.case_record import CaseMessage
from portfolio.models.job import OutgoingMail
from portfolio.queries.case_standing import procedure_of
from portfolio.services import audit, case_links, case_log, mail
from portfolio.services.case_log import Line


@dataclass(frozen=True)
class Letter:
    """A reply as it goes out; ``template`` is the key of the centre's text it began as.

    ``withheld_reason`` says why part of what was asked is not disclosed, and is kept (R-271).
    """

    template: str
    subject: str
    text: str
    with_procedure: bool = False
    link_to: Callable[[str], str] | None = None
    """From the secret token of a private link to its whole address, where the letter has one."""
    partly_withheld: bool = False
    withheld_reason: str = ""


def send(session: Session, actor: Actor | None, case: Case, letter: Letter) -> CaseMessage:
    """Keep the letter with the case and have it mailed; without an address it waits to be posted.

    Raises Refusal for a letter without text, or one that withholds without a reason.
    """
    if not letter.text.strip():
        raise Refusal("Write the message", "text")
    if letter.partly_withheld and not letter.withheld_reason.strip():
        raise Refusal("Say why part of it is withheld", "withheld_reason")
    message = CaseMessage(
        case_id=case.id,
        template=letter.template,
        to=case.email,
        subject=letter.subject,
        text=_whole(case, letter),
        with_procedure=letter.with_procedure,
        withheld_reason=letter.withheld_reason if letter.partly_withheld else "",
        written_by_id=actor.user_id if actor else None,
        written_at=clock.now(),
    )
    session.add(message)
    session.flush()
    if case.email:
        message.mail_id = _mail(session, case, message, letter).id
    if letter.with_procedure:
        case.procedure_sent_at = clock.now()
    case.last_contact_at = clock.now()
    how = "by e-mail" if case.email else "to be sent by post: no e-mail address is known"
    details = {"message_id": str(message.id), "template": letter.template}
    line = Line(EntryKind.MESSAGE, letter.subject, f"Sent {how}", False, details=details)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, MessageSent(case.id, case.reference, letter.template))
    return message


def _whole(case: Case, letter: Letter) -> str:
    """The letter with the procedure in plain words below it, where it goes with it (R-267)."""
    if not letter.with_procedure:
        return letter.text
    below = ["How we deal with what is brought to us:", *procedure_of(case).plain_words]
    return "\n\n".join([letter.text.rstrip(), *below])


def _mail(session: Session, case: Case, message: CaseMessage, letter: Letter) -> OutgoingMail:
    """The mail of a kept letter: the private link stands in the mail alone, until it is sent."""
    key, text, link_to = f"case-message:{message.id}", message.text, letter.link_to
    secret = LINK in text and link_to is not None
    if link_to is not None and secret:
        text = text.replace(LINK, link_to(case_links.issue(session, case)))
    return mail.queue(session, key, case.email, letter.subject, text, secret=secret)
