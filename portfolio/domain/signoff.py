"""When an assessor may sign a unit off: every condition, with what is missing and where to go.

Source: 002 s5.1, s5.7, s5.8, RD10; 003 s3.1, s3.4, s3.17, s3.19.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.coverage import UnitCoverage
from portfolio.domain.criterion_words import criterion_name, listed_criteria, split
from portfolio.domain.errors import Refusal
from portfolio.domain.states import DeclarationState


class Remedy(StrEnum):
    """The kind of place where a missing condition is put right; pages turn it into a link."""

    CRITERIA = "criteria"
    EVIDENCE = "evidence"
    DECLARATION = "declaration"
    IQA = "iqa"
    ASSESSOR = "assessor"
    CATALOGUE = "catalogue"


class AuthenticityCheck(StrEnum):
    """How an assessor made sure that the work is the candidate's."""

    OBSERVED = "observed"
    DISCUSSED = "discussed"
    QUESTIONED = "questioned"
    WITNESS = "witness"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _CHECK_WORDS[self]


_CHECK_WORDS = {
    AuthenticityCheck.OBSERVED: "I observed the work",
    AuthenticityCheck.DISCUSSED: "I discussed the work while it was in progress",
    AuthenticityCheck.QUESTIONED: "I questioned the candidate about it",
    AuthenticityCheck.WITNESS: "I contacted a witness",
    AuthenticityCheck.OTHER: "In another way",
}


@dataclass(frozen=True)
class SignOffFacts:
    """What is known when a unit is about to be signed off.

    `signer_is_assessor` is False for quality assurers and verifiers. Items that are frozen, or have
    files still being checked, are named by code, and open stops by their words. `competent` is None
    while the centre keeps no record of occupational competence, which then is no condition.
    """

    coverage: UnitCoverage
    declaration: DeclarationState
    signer_is_assessor: bool
    signer_is_the_candidate: bool
    signer_declared_conflict: bool = False
    frozen_items: tuple[str, ...] = ()
    items_being_checked: tuple[str, ...] = ()
    iqa_stops: tuple[str, ...] = ()
    competent: bool | None = None


@dataclass(frozen=True)
class Condition:
    """One condition of sign-off: its name, whether it stands, the facts, and where to go."""

    name: str
    stands: bool
    facts: str
    remedy: Remedy

    @property
    def message(self) -> str:
        """What the page says of it, the place to go excepted."""
        named = self.name if self.stands else f"Missing: {self.name[0].lower()}{self.name[1:]}"
        return f"{named}. {self.facts}"


class NotReady(Refusal):
    """Conditions of sign-off are missing; `missing` holds each of them."""

    def __init__(self, missing: tuple[Condition, ...]) -> None:
        super().__init__(" ".join(condition.message for condition in missing))
        self.missing = missing


def conditions(facts: SignOffFacts) -> tuple[Condition, ...]:
    """Every condition that holds before the form is offered, missing ones first."""
    found = [
        *_about_the_criteria(facts.coverage),
        _about_the_declaration(facts.declaration),
        *_about_the_signer(facts),
        *_about_holds(facts),
    ]
    return tuple(sorted(found, key=lambda condition: condition.stands))


def missing(facts: SignOffFacts) -> tuple[Condition, ...]:
    """The conditions that keep the unit from being signed off; none when it may be."""
    return tuple(condition for condition in conditions(facts) if not condition.stands)


def check_ready(facts: SignOffFacts) -> None:
    """Raise NotReady while any condition is missing."""
    lacking = missing(facts)
    if lacking:
        raise NotReady(lacking)


def check_authenticity(checks: Collection[str], note: str) -> tuple[AuthenticityCheck, ...]:
    """The checks the assessor made, at least one; another way needs a note of what it was.

    Raises Refusal with the field concerned.
    """
    if not checks:
        raise Refusal(
            "Missing: authenticity confirmation. Say how you checked that the work is the "
            "candidate's",
            "authenticity",
        )
    unknown = [check for check in checks if check not in set(AuthenticityCheck)]
    if unknown:
        raise Refusal("Choose from the ways listed", "authenticity")
    if AuthenticityCheck.OTHER in checks and not note.strip():
        raise Refusal("Say in what other way you checked", "authenticity_note")
    return tuple(check for check in AuthenticityCheck if check in checks)


def check_withdrawal(reason: str) -> None:
    """A sign-off is withdrawn by a decision with a reason; nothing is erased."""
    if not reason.strip():
        raise Refusal("Say why the sign-off is withdrawn", "reason")


def _about_the_criteria(coverage: UnitCoverage) -> Iterator[Condition]:
    if not coverage.criteria:
        yield Condition(
            "Criteria loaded", False, "This unit's criteria are not loaded", Remedy.CATALOGUE
        )
        return
    criteria, requirements = split(coverage.criteria)
    if criteria:
        gaps, _ = split(coverage.gaps)
        parts = [f"{len(criteria) - len(gaps)} of {len(criteria)}"]
        not_yet = [gap for gap in gaps if gap in coverage.not_yet]
        undecided = [gap for gap in gaps if gap not in coverage.not_yet]
        if not_yet:
            parts.append(f"Not yet: {_listed(not_yet)}")
        if undecided:
            parts.append(f"No decision: {_listed(undecided)}")
        yield Condition("All criteria met", not gaps, ". ".join(parts), Remedy.CRITERIA)
    if requirements:
        yield _about_the_requirements(coverage, requirements)


def _about_the_requirements(coverage: UnitCoverage, requirements: Collection[str]) -> Condition:
    """An NVQ unit's own condition, beside its criteria (003 s3.17)."""
    _, gaps = split(coverage.gaps)
    facts = f"{len(requirements) - len(gaps)} of {len(requirements)}"
    if len(gaps) == 1:
        facts += f". {criterion_name(gaps[0])} is not met yet"
    elif gaps:
        named = listed_criteria(gaps)
        facts += f". {named[0].upper()}{named[1:]} are not met yet"
    return Condition("All evidence requirements met", not gaps, facts, Remedy.CRITERIA)


def _about_the_declaration(state: DeclarationState) -> Condition:
    facts = {
        DeclarationState.SIGNED: "Signed by the candidate",
        DeclarationState.UNSIGNED: "The candidate has not signed it",
        DeclarationState.VOID: "Signed, but the evidence has changed since. It is needed again",
    }[state]
    stands = state is DeclarationState.SIGNED
    return Condition("Candidate's declaration", stands, facts, Remedy.DECLARATION)


def _about_the_signer(facts: SignOffFacts) -> Iterator[Condition]:
    yield Condition(
        "Signed by an assessor",
        facts.signer_is_assessor,
        "You are an assessor of this candidate"
        if facts.signer_is_assessor
        else "Only an assessor signs a unit off, never a quality assurer or a verifier",
        Remedy.ASSESSOR,
    )
    if facts.signer_is_the_candidate:
        independent = "This is your own work. Another assessor must judge it"
    elif facts.signer_declared_conflict:
        independent = "You declared a conflict of interest. Another assessor must judge it"
    else:
        independent = "No conflict of interest is declared"
    yield Condition(
        "Independent assessor",
        not (facts.signer_is_the_candidate or facts.signer_declared_conflict),
        independent,
        Remedy.ASSESSOR,
    )
    if facts.competent is not None:
        yield Condition(
            "Competent assessor",
            facts.competent,
            "Recorded as occupationally competent for this unit today"
            if facts.competent
            else "You are not recorded as occupationally competent for this unit today",
            Remedy.ASSESSOR,
        )


def _about_holds(facts: SignOffFacts) -> Iterator[Condition]:
    yield Condition(
        "No frozen evidence",
        not facts.frozen_items,
        f"Held while a case is open: {_listed(facts.frozen_items)}"
        if facts.frozen_items
        else "No item is held",
        Remedy.EVIDENCE,
    )
    yield Condition(
        "Every file safe at the centre",
        not facts.items_being_checked,
        f"Still being checked: {_listed(facts.items_being_checked)}. That takes a minute or so"
        if facts.items_being_checked
        else "No file is still being checked",
        Remedy.EVIDENCE,
    )
    yield Condition(
        "No open quality assurance stop",
        not facts.iqa_stops,
        f"Open: {_listed(facts.iqa_stops)}" if facts.iqa_stops else "No stop is open",
        Remedy.IQA,
    )


def _listed(names: Collection[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
