"""What a reply of a case is filled in with, from the centre's own texts (R-358)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.domain.case_next import next_for_person
from portfolio.domain.case_rules import Standing
from portfolio.domain.date_words import day_with_weekday, deadline
from portfolio.domain.procedure import Body, Moment, Procedure, TrackKey

LINK = "[private link]"
"""Stands in a kept letter for the link, which is a secret and only ever sent."""
NO_LINK = "ask us, and we give you a private link"
"""Where a letter is posted, for a link in it would have to be copied from paper."""
YOUR_WORDS = "[your words]"
TARGET = "[target date]"

ACKNOWLEDGEMENTS: Mapping[TrackKey, str] = {
    TrackKey.COMPLAINT: "acknowledgement",
    TrackKey.APPEAL: "appeal-acknowledgement",
    TrackKey.ENQUIRY: "enquiry-acknowledgement",
    TrackKey.PROVIDER_QUERY: "query-acknowledgement",
    TrackKey.GENERAL_QUERY: "query-acknowledgement",
    TrackKey.FEEDBACK: "feedback-thanks",
}
ANSWERS: Mapping[TrackKey, str] = {
    TrackKey.COMPLAINT: "written-answer",
    TrackKey.APPEAL: "appeal-outcome",
    TrackKey.ENQUIRY: "enquiry-result",
    TrackKey.PROVIDER_QUERY: "query-answer",
    TrackKey.GENERAL_QUERY: "query-answer",
    TrackKey.FEEDBACK: "feedback-thanks",
}


@dataclass(frozen=True)
class Facts:
    """What a letter tells of the case beside what the sender writes."""

    name: str
    reference: str
    kind: str
    subject: str
    received_on: date
    centre: str
    office: str
    sender: str
    link: str = NO_LINK
    reached_at: str = ""
    """How whoever acts next, or the bodies, are reached (R-289)."""


def fields(
    facts: Facts, procedure: Procedure, standing: Standing, message: str, target: str
) -> dict[str, str]:
    """The values of every field of a reply; ``target`` says in words by when it is answered."""
    follows = next_for_person(standing)
    last_day = day_with_weekday(standing.last_day) if standing.last_day else ""
    return {
        "name": facts.name or "Sir or Madam",
        "reference": facts.reference,
        "kind": facts.kind.lower(),
        "subject": facts.subject,
        "received": day_with_weekday(facts.received_on),
        "centre": facts.centre,
        "stage": standing.stage.name,
        "office": facts.office,
        "target_date": target,
        "statement": procedure.statement,
        "message": message,
        "next_step": " ".join(filter(None, (follows.why, facts.reached_at))),
        "last_day": last_day,
        "bodies": "\n".join(body_words(body) for body in procedure.bodies),
        "link": facts.link,
        "sender": facts.sender,
    }


def body_words(body: Body) -> str:
    """One body outside the centre in a line of a letter."""
    return ". ".join(filter(None, (body.name, body.deals_with, body.contact)))


def expected(standing: Standing, target: date | None) -> str:
    """By when the person can expect an answer, in words that fit after "by"."""
    answers = [clock.due for clock in standing.clocks if clock.stops is Moment.ANSWERED]
    if target or answers:
        return deadline(target or answers[0])
    promised = [clock.due for clock in standing.clocks if clock.stops is Moment.TARGET_GIVEN]
    if promised:
        return f"a date that we tell you by {deadline(promised[0])}"
    return "a date that we tell you soon"
