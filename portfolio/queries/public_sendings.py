"""What came without an account within the last hour, and which form was taken already."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.public_limits import WINDOW, Sent
from portfolio.models.case import Case
from portfolio.models.public_intake import PublicSending, StagedFile


def last_hour(
    session: Session, centre_id: UUID, sender: str
) -> tuple[Sequence[Sent], Sequence[Sent]]:
    """What came from ``sender`` to this centre, and what came to the centre from all; one query."""
    rows = session.execute(
        select(PublicSending.at, PublicSending.bytes, PublicSending.form_key, PublicSending.sender)
        .where(PublicSending.centre_id == centre_id, PublicSending.at > clock.now() - WINDOW)
        .order_by(PublicSending.at)
    ).all()
    every = [(row.sender, Sent(row.at, row.bytes, row.form_key is not None)) for row in rows]
    return [sent for one, sent in every if one == sender], [sent for _one, sent in every]


def taken_before(session: Session, form_key: str) -> PublicSending | None:
    """What this form was taken as, if it was."""
    return session.scalar(select(PublicSending).where(PublicSending.form_key == form_key))


def staged(session: Session, form_key: str) -> Sequence[StagedFile]:
    """The files that came with this form and wait for it to be right, oldest first."""
    return session.scalars(
        select(StagedFile)
        .where(StagedFile.form_key == form_key)
        .order_by(StagedFile.staged_at, StagedFile.name, StagedFile.id)
    ).all()


def mailed_lately(session: Session, case: Case) -> int:
    """How many other cases gave this case's e-mail address within the last hour."""
    query = select(func.count(Case.id)).where(
        Case.centre_id == case.centre_id,
        Case.received_at > clock.now() - WINDOW,
        func.lower(Case.email) == case.email.lower(),
        Case.id != case.id,
    )
    return session.scalar(query) or 0
