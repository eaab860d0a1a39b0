"""The form of a stage that ended, for the centre's administration (004 s3, R-296)."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.cases import EntryKind
from portfolio.domain.date_words import day
from portfolio.models.case import Case, CaseStage
from portfolio.models.job import OutgoingMail
from portfolio.models.person import Centre
from portfolio.queries import service_settings
from portfolio.queries.case_standing import track_of
from portfolio.services import case_log, mail, outbox
from portfolio.services.case_log import Line
from portfolio.services.mail_texts import compose

SEND = "send-case-form"
NOT_SENT = "Form not sent to the administration: no address is set"


def hand_on(session: Session, case: Case, stage: CaseStage) -> None:
    """Have the form of an ended stage sent once; without an address the case says that it is not.

    Nothing of a case that is locked leaves it.
    """
    if not track_of(case).stage(stage.key).tells_administrator or case.locked_at is not None:
        return
    settings = service_settings.settings_of(session, case.centre_id)
    if settings is None or not settings.admin_address:
        case_log.note(session, case, None, Line(EntryKind.TOLD, NOT_SENT))
        return
    outbox.enqueue(session, SEND, f"{SEND}:{stage.id}", {"stage_id": str(stage.id)})
    line = Line(EntryKind.TOLD, "Form sent to the administration")
    case_log.note(session, case, None, line)


def send(session: Session, stage: CaseStage, link: str) -> OutgoingMail | None:
    """Queue the mail of a stage's form; None where the address was taken out meanwhile, or the
    case was locked.

    The mail names nobody who brought a case: the link asks for sign-in and shows the form.
    """
    case = stage.case
    settings = service_settings.settings_of(session, case.centre_id)
    if settings is None or not settings.admin_address or case.locked_at is not None:
        return None
    text = compose(
        "case_form.txt",
        reference=case.reference,
        stage=stage.name,
        outcome=stage.outcome.value if stage.outcome else "Not settled here",
        dealt_by=stage.dealt_by or "Not named",
        ended_on=day(stage.ended_at or clock.now()),
        link=link,
        centre=session.get_one(Centre, case.centre_id).name,
    )
    subject = f"{case.reference}: the form of {stage.name}"
    return mail.queue(session, f"case-form:{stage.id}", settings.admin_address, subject, text)
