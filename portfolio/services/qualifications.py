"""A centre's own qualifications: added and their facts changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import QualificationAdded, QualificationChanged
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.numbering import is_entry_code, is_sound_qualification_number, plain_capitals
from portfolio.domain.qualification_structure import EMPTY_RULE
from portfolio.domain.registration import AGE_BANDS
from portfolio.models.enrolment import Enrolment
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries.versions import visible
from portfolio.services import audit

HIGHEST_LEVEL = 8


@dataclass(frozen=True)
class QualificationFacts:
    """What is entered of a qualification; hours are None where none are stated."""

    entry_code: str
    number: str
    title: str
    level: int
    awarding_body: str
    grading: str
    guided_hours: int | None
    total_hours: int | None
    age_bands: tuple[str, ...]
    simulation: bool
    closed_for_entry: bool

    def columns(self) -> dict[str, Any]:
        return {
            "entry_code": plain_capitals(self.entry_code),
            "number": plain_capitals(self.number),
            "title": self.title.strip(),
            "level": self.level,
            "awarding_body": self.awarding_body.strip(),
            "grading": self.grading.strip(),
            "guided_hours": self.guided_hours,
            "total_hours": self.total_hours,
            "age_bands": [band for band in AGE_BANDS if band in self.age_bands],
            "minimum_age": self._minimum_age() or None,
            "simulation": self.simulation,
            "closed_for_entry": self.closed_for_entry,
        }

    def _minimum_age(self) -> int:
        return min((AGE_BANDS[band][0] for band in self.age_bands if band in AGE_BANDS), default=0)


def facts_of(row: Qualification) -> QualificationFacts:
    """The facts as stored."""
    names = QualificationFacts.__dataclass_fields__
    held = {name: getattr(row, name) for name in names}
    return QualificationFacts(**held | {"age_bands": tuple(row.age_bands)})


def facts_seen(row: Qualification) -> str:
    """A short fingerprint of the facts a page was built from."""
    return sha256(repr(facts_of(row)).encode()).hexdigest()[:16]


def add(session: Session, actor: Actor, facts: QualificationFacts) -> Qualification:
    """A qualification of the actor's centre, with an empty draft as its first version.

    Raises Refusals beside the fields: a number whose check character does not fit (R-007), a code
    the centre sees already.
    """
    _check(session, actor, facts, None)
    row = Qualification(
        centre_id=actor.centre_id,
        last_entry_on=None,
        last_certification_on=None,
        facts_sha256="",
        **facts.columns(),
    )
    session.add(row)
    _keep(session, row.entry_code)
    session.add(
        CombinationRule(
            qualification_id=row.id,
            centre_id=actor.centre_id,
            version=1,
            structure_version=1,
            parameters=EMPTY_RULE.to_dict(),
            created_at=clock.now(),
        )
    )
    audit.record(session, actor, QualificationAdded(row.id, row.entry_code, row.title))
    session.flush()
    return row


def change(
    session: Session, actor: Actor, row: Qualification, facts: QualificationFacts, seen: str
) -> None:
    """Keep changed facts of the centre's own qualification.

    ``seen`` is ``facts_seen`` of what the person had before them; raises Conflict when somebody
    changed it since, Refusals beside the fields.
    """
    refuse_what_is_not_own(row, actor.centre_id)
    session.refresh(row, with_for_update=True)
    if facts_seen(row) != seen:
        raise Conflict("Somebody else changed these facts while you had them open")
    _check(session, actor, facts, row)
    wanted = facts.columns()
    changed = tuple(name for name, value in wanted.items() if getattr(row, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(row, name, wanted[name])
    _keep(session, wanted["entry_code"])
    audit.record(session, actor, QualificationChanged(row.id, row.entry_code, changed))
    session.flush()


def refuse_what_is_not_own(row: Qualification, centre_id: UUID) -> None:
    """Raises Refusal for what is shared by all centres, which only its operator changes."""
    if row.centre_id != centre_id:
        raise Refusal("This qualification is shared by all centres and changed by the operator")


def _check(
    session: Session, actor: Actor, facts: QualificationFacts, row: Qualification | None
) -> None:
    found = [*_refusals(facts), *_code_refusals(session, actor, facts.columns(), row)]
    if found:
        raise Refusals(found)


def _code_refusals(
    session: Session, actor: Actor, wanted: dict[str, Any], row: Qualification | None
) -> Iterator[Refusal]:
    """A code the centre sees already is not made again; one kept is no new one.

    What candidates sign names the code, so it stays once anybody is registered.
    """
    code = wanted["entry_code"]
    if not code or (row is not None and code == row.entry_code):
        return
    if not is_entry_code(code):
        words = "An entry code has letters and digits, with points and dashes between them"
        yield Refusal(words, "entry_code")
    held = session.scalars(
        select(Qualification).where(
            Qualification.entry_code == code, visible(actor.centre_id, Qualification)
        )
    ).first()
    if held is not None:
        yield _taken(held.entry_code, held.title)
    if row is not None and session.scalar(
        select(exists().where(Enrolment.qualification_id == row.id))
    ):
        words = f"Candidates are registered on {row.entry_code}, so the code stays"
        yield Refusal(words, "entry_code")


def _refusals(facts: QualificationFacts) -> Iterator[Refusal]:
    wanted = facts.columns()
    for name, words in (
        ("entry_code", "Enter the entry code"),
        ("title", "Enter the title"),
        ("awarding_body", "Enter the awarding organisation"),
    ):
        if not wanted[name]:
            yield Refusal(words, name)
    if not is_sound_qualification_number(wanted["number"]):
        yield Refusal(
            "The last character does not fit the digits before it. Copy the number again, "
            "like 601/3499/9",
            "number",
        )
    if not 0 <= facts.level <= HIGHEST_LEVEL:
        yield Refusal(f"Enter a level from 0 to {HIGHEST_LEVEL}", "level")
    for name in ("guided_hours", "total_hours"):
        hours = wanted[name]
        if hours is not None and not 0 <= hours <= 100_000:
            yield Refusal("Enter the hours as a whole number, or leave it empty", name)
    if not wanted["age_bands"] or set(facts.age_bands) - set(AGE_BANDS):
        yield Refusal("Choose the approved ages", "age_bands")


def _taken(code: str, title: str) -> Refusal:
    return Refusal(f"{code} is {title} already. Choose another code", "entry_code")


def _keep(session: Session, code: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        session.rollback()  # else the page that says so could ask the database nothing
        raise Conflict(f"Somebody else has just added {code}") from error
