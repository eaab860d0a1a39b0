"""Replies as they go out: the centre's text of the procedure, filled in with the case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import case_clocks, case_letters
from portfolio.domain.actors import Actor
from portfolio.domain.case_rules import Standing, last_day_of_next, outside
from portfolio.domain.date_words import deadline, uk_date
from portfolio.domain.procedure import Moment, Office, Special
from portfolio.domain.procedure_templates import fill
from portfolio.models.case import Case
from portfolio.models.procedure import ServiceSettings
from portfolio.queries.case_standing import procedure_of, standing
from portfolio.services.case_messages import Letter
from portfolio.services.working_days import calendar_of

ACKNOWLEDGES = frozenset(case_letters.ACKNOWLEDGEMENTS.values())
ANSWERS = frozenset(case_letters.ANSWERS.values())


@dataclass(frozen=True)
class Draft:
    """What the sender adds to a template: words, and the target the letter gives.

    ``target`` is a day or moment, or words that stand for one not chosen yet. With ``link_to`` a
    mailed letter gets a private link of its own when it is sent.
    """

    template: str
    message: str
    target: date | str | None = None
    link_to: Callable[[str], str] | None = None


def compose(session: Session, case: Case, sender: Actor, draft: Draft) -> Letter:
    """The letter that a draft makes; nothing is sent or kept.

    An answer tells what can follow it, as if it were given today.
    """
    procedure = procedure_of(case)
    where = _as_told(session, case, draft.template)
    facts = case_letters.Facts(
        name=case.name,
        reference=case.reference,
        kind=case.kind.value,
        subject=case.category_label,
        received_on=uk_date(case.received_at),
        centre=sender.centre_name,
        office=case.with_office.value,
        sender=sender.name,
        link=case_letters.LINK if case.email and draft.link_to else case_letters.NO_LINK,
        reached_at=_reached_at(session, case, where),
    )
    by = draft.target
    if not isinstance(by, str):
        by = _expected(session, case, where, draft)
    values = case_letters.fields(facts, procedure, where, draft.message, by)
    subject, text = fill(procedure.templates[draft.template], values)
    return Letter(draft.template, subject, text, link_to=draft.link_to)


def _as_told(session: Session, case: Case, template: str) -> Standing:
    """Where the case stands for its reader: after an answer, answered."""
    calendar = calendar_of(session, case.centre_id)
    where = standing(case, calendar=calendar)
    if template not in ANSWERS or where.answered_on:
        return where
    today = clock.today()
    last = last_day_of_next(where.track, where.stage, today, calendar)
    return replace(where, answered_on=today, last_day=last, clocks=())


def _expected(session: Session, case: Case, where: Standing, draft: Draft) -> str:
    """Where the answer's own clock starts with this letter, it is counted from now."""
    target = draft.target if isinstance(draft.target, date) else where.target
    starting = [
        rule
        for rule in where.stage.clocks
        if rule.starts is Moment.ACKNOWLEDGED and rule.rule is not Special.TARGET
    ]
    if target is None and draft.template in ACKNOWLEDGES and starting:
        found = case_clocks.times(starting[0], clock.now(), calendar_of(session, case.centre_id))
        return deadline(found.due_on or found.due_at)
    return case_letters.expected(where, target)


def _reached_at(session: Session, case: Case, where: Standing) -> str:
    """How to reach whom the person can turn to next (R-289)."""
    if where.answered_on is None:
        return ""
    follows = [where.track.stage(key) for key in where.stage.next]
    mine = ServiceSettings.centre_id == case.centre_id
    settings = session.scalar(select(ServiceSettings).where(mine))
    if settings and any(stage.office is Office.MANAGING_DIRECTOR for stage in follows):
        return settings.director_contact
    if outside(where).open:
        bodies = procedure_of(case).bodies
        return "\n".join(case_letters.body_words(body) for body in bodies)
    return ""
