"""What can be done with a case now, each deed with its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from portfolio.domain.case_rules import Standing, next_stages, outside
from portfolio.domain.cases import CaseState
from portfolio.models.case import Case
from portfolio.queries.case_page import Beside


@dataclass(frozen=True)
class Offer:
    label: str
    href: str


def offered(case: Case, where: Standing | None, beside: Beside) -> list[Offer]:
    """The deeds whose conditions stand, as links; a closed case keeps its letters and its link."""
    return [
        Offer(label, url_for(f"cases.{page}", case_id=case.id))
        for label, page in _pages(case, where, beside)
    ]


def _pages(case: Case, where: Standing | None, beside: Beside) -> Iterator[tuple[str, str]]:
    if case.state is not CaseState.CLOSED and where is not None:
        yield from _letters(where)
        yield from _course(case, where)
    yield "Log a contact", "contact"
    yield "Add a note", "note"
    if case.state is not CaseState.CLOSED:
        yield "Add a file", "add_files"
        yield "Change the summary", "summary"
    yield "Correct their details", "details"
    yield "Note an outside body that was told", "outside_body"
    yield "Letters written to them", "letters"
    yield "Sent, and what is to come", "sent"
    yield "Their private link", "link"
    yield "Lessons and improvement", "lesson"


def _letters(where: Standing) -> Iterator[tuple[str, str]]:
    if where.stage.external:
        yield "Write to them", "write"
        return
    if not where.acknowledged:
        yield "Acknowledge", "acknowledge"
    if where.gives_target and where.answered_on is None:
        yield "Give a target date", "target"
    if any(clock.stops.value == "it was answered in writing" for clock in where.clocks):
        yield "Give a new timeline", "timeline"
    yield "Write to them", "write"
    if where.answered_on is None:
        yield "Write the resolution", "answer"


def _course(case: Case, where: Standing) -> Iterator[tuple[str, str]]:
    if "investigation-needed" in where.stage.fields:
        yield "Investigation form", "investigation"
    if next_stages(where.track, where.stage) or outside(where).open:
        yield "Take it to the next stage", "next_stage"
    yield "Give it to somebody else", "assign"
    if case.stages[-1].days_late:
        yield "Decide on lateness", "lateness"
    if case.state is CaseState.PAUSED:
        yield "Take it up again", "resume"
    else:
        yield "Pause its clocks", "pause"
    yield "Close it", "close"
    yield "They take it back", "withdraw"
    if case.locked_at is None:
        yield "Refer to safeguarding", "safeguarding"
