"""What is amiss with a case and would otherwise be overlooked, each with where to put it right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portfolio.domain.case_rules import Standing
from portfolio.domain.cases import CaseState
from portfolio.domain.date_words import day_with_weekday
from portfolio.domain.procedure import CaseKind, Office


@dataclass(frozen=True)
class Flag:
    """``page`` names the page of the case that puts it right; empty where none does."""

    words: str
    page: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Kept:
    """What is known of a case beside where it stands."""

    kind: CaseKind
    procedure_sent: bool
    has_address: bool
    office: Office
    office_held: bool
    letters_to_post: int = 0
    mails_given_up: int = 0
    silent_since: date | None = None
    """The last contact, once that is longer ago than the procedure allows."""
    meeting: str = ""
    """Why no senior management meeting falls in time for the answer; empty while one does."""
    qualification: str = ""
    body_told: bool = False
    days_late: int = 0
    lateness_decided: bool = False
    admin_address: bool = True
    decision_named: bool = True
    """Of an appeal: whether somebody said what it is against."""


def flags(standing: Standing, kept: Kept) -> list[Flag]:
    """In the order in which they matter; nothing of a locked case, little of a closed one."""
    if standing.locked:
        return [] if kept.office_held else [Flag(_unheld(kept), "assign", "Give it to somebody")]
    found = [*_of_letters(kept)]
    if standing.stage.tells_administrator and not kept.admin_address:
        found.append(Flag("No administration address is set, so the form of a stage is not sent"))
    if standing.state is not CaseState.CLOSED:
        found += [*_of_an_appeal(standing, kept), *_of_an_open_one(standing, kept)]
    return found


def _of_letters(kept: Kept) -> Iterator[Flag]:
    if kept.mails_given_up:
        words = "A mail could not be sent: check the address, then write again"
        yield Flag(words, "letters", "See the letters")
    if kept.letters_to_post:
        count = kept.letters_to_post
        words = "A letter waits" if count == 1 else f"{count} letters wait"
        yield Flag(f"{words} to be printed and posted", "letters", "See the letters")


def _of_an_appeal(standing: Standing, kept: Kept) -> Iterator[Flag]:
    if kept.kind is CaseKind.APPEAL and not kept.decision_named and standing.answered_on is None:
        words = "Nobody has named the candidate and the decision, so nothing is frozen yet"
        yield Flag(words, "name_decision", "Name them")


def _of_an_open_one(standing: Standing, kept: Kept) -> Iterator[Flag]:
    if not kept.office_held:
        yield Flag(_unheld(kept), "assign", "Give it to somebody")
    if kept.silent_since:
        words = f"They have heard nothing since {day_with_weekday(kept.silent_since)}"
        yield Flag(words, "write", "Write to them")
    if not kept.procedure_sent and kept.kind in {CaseKind.COMPLAINT, CaseKind.APPEAL}:
        yield Flag("The procedure has not been sent to them", "write", "Send it")
    if not kept.has_address:
        words = "No e-mail address: letters are printed and posted"
        yield Flag(words, "details", "Add an address")
    if kept.qualification and not kept.body_told:
        words = f"About {kept.qualification}, and no body outside the centre has been told"
        yield Flag(words, "outside_body", "Note who was told")
    yield from _of_the_stage(standing, kept)


def _of_the_stage(standing: Standing, kept: Kept) -> Iterator[Flag]:
    if kept.meeting:
        yield Flag(f"{kept.meeting}: call one in time")
    if kept.days_late and not kept.lateness_decided:
        yield Flag("It came late, and nobody has decided on that yet", "lateness", "Decide")


def _unheld(kept: Kept) -> str:
    return f"Nobody holds the office of {kept.office.value}, so it waits on nobody"
