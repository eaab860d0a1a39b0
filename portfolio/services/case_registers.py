"""A year's register of cases: asked for, made by a job, taken, and deleted again (R-290)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_report_events import RegisterAsked, RegisterOpened
from portfolio.domain.errors import Refusal
from portfolio.models.case_register import CaseRegister
from portfolio.queries import case_registers as queries
from portfolio.services import audit, outbox

MAKE, DROP = "make-case-register", "drop-case-register"
KEPT = timedelta(days=30)
"""How long a register is kept; it can be made again at any time."""


@dataclass(frozen=True)
class Made:
    """Where the two files lie and how large they are."""

    cases: int
    csv_key: str
    csv_size: int
    pdf_key: str
    pdf_size: int


def ask(session: Session, actor: Actor, year: int, *, unmasked: bool) -> CaseRegister:
    """Have the register of ``year`` made. Raises Refusal while one alike is being made."""
    if queries.being_made(session, actor.centre_id, year, unmasked=unmasked) is not None:
        raise Refusal("This register is being made. It will be listed below in a while", "year")
    register = CaseRegister(
        centre_id=actor.centre_id,
        year=year,
        unmasked=unmasked,
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
    )
    session.add(register)
    session.flush()
    outbox.enqueue(session, MAKE, f"{MAKE}:{register.id}", {"register_id": str(register.id)})
    audit.record(session, actor, RegisterAsked(register.id, year, unmasked))
    return register


def made(session: Session, register: CaseRegister, files: Made) -> None:
    """The job has made it; it goes again after KEPT."""
    register.made_at, register.cases = clock.now(), files.cases
    register.csv_key, register.csv_size = files.csv_key, files.csv_size
    register.pdf_key, register.pdf_size = files.pdf_key, files.pdf_size
    arguments = {"register_id": str(register.id)}
    outbox.enqueue(session, DROP, f"{DROP}:{register.id}", arguments, register.made_at + KEPT)
    session.flush()


def opened(session: Session, actor: Actor, register: CaseRegister) -> None:
    """Somebody takes one of its files."""
    audit.record(session, actor, RegisterOpened(register.id, register.year, register.unmasked))


def drop(session: Session, register: CaseRegister) -> None:
    """Its files are deleted: so is what was known of it; that it was asked for stays audited."""
    session.delete(register)
    session.flush()
