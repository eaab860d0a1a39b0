"""Documents a centre publishes: who may see which, and what a new version must say of itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.domain.date_words import day
from portfolio.domain.errors import Refusal, Refusals


class DocumentKind(StrEnum):
    POLICY = "Policy"
    HANDBOOK = "Handbook"
    SPECIFICATION = "Specification"
    CONTRACT = "How to contract"
    FEES = "Fees"
    FORM = "Form"
    RESOURCE = "Resource"


@dataclass(frozen=True)
class Rights:
    """Who may see a document, and who gave what permission for that.

    ``copyright_of`` is empty where the document is the centre's own.
    """

    open_to_all: bool
    copyright_of: str = ""
    permission: str = ""


@dataclass(frozen=True)
class Edition:
    """What identifies a version: its number and date."""

    number: int
    dated_on: date


@dataclass(frozen=True)
class Proposal:
    """A version about to be published; ``holds_something`` is text, a file or a price list."""

    number: int
    dated_on: date | None
    replaces: int | None
    changed: str
    holds_something: bool


def check_rights(kind: DocumentKind, rights: Rights) -> None:
    """Raises Refusal for a text of somebody else that anybody could read (R-320).

    A handbook is the awarding organisation's: it may not stand openly on an internet site, so it
    needs sign-in always (002 and 003, copyright page).
    """
    if not rights.open_to_all:
        return
    if kind is DocumentKind.HANDBOOK:
        raise Refusal(
            "A handbook is the awarding organisation’s text. Only people who sign in may read it",
            "open_to_all",
        )
    if rights.copyright_of.strip() and not rights.permission.strip():
        raise Refusal(
            f"Say when {rights.copyright_of.strip()} permitted it in writing, "
            "or let only people who sign in read it",
            "permission",
        )


def check_publishing(proposal: Proposal, before: Edition | None) -> None:
    """Raises Refusals for a version that cannot stand after the one ``before`` (R-313).

    Every version is dated and numbered, and one that amends another names it as replaced.
    """
    found = [*_of_itself(proposal), *(_against(proposal, before) if before else [])]
    if found:
        raise Refusals(found)


def _of_itself(proposal: Proposal) -> list[Refusal]:
    found = []
    if proposal.number < 1:
        found.append(Refusal("Enter a version number of 1 or more", "number"))
    if proposal.dated_on is None:
        found.append(Refusal("Enter the date of this version", "dated_on"))
    if not proposal.holds_something:
        found.append(Refusal("Write the text, or add a file below first", "text"))
    return found


def _against(proposal: Proposal, before: Edition) -> list[Refusal]:
    found = []
    if proposal.number <= before.number:
        found.append(
            Refusal(f"Version {before.number} is published. Enter a higher number", "number")
        )
    if proposal.dated_on and proposal.dated_on < before.dated_on:
        words = f"Version {before.number} is of {day(before.dated_on)}. Enter that date or a later"
        found.append(Refusal(words, "dated_on"))
    if proposal.replaces != before.number:
        words = f"Choose version {before.number}: a new version names the one that it replaces"
        found.append(Refusal(words, "replaces"))
    if not proposal.changed.strip():
        found.append(Refusal("Say what changed since the version before", "changed"))
    return found
