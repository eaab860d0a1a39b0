"""What stands in the way of a claim for a certificate, and what it must warn of.

These are the rules alone; claims themselves are made elsewhere.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.domain.combination import Verdict
from portfolio.domain.errors import Refusal
from portfolio.domain.qualification import Qualification
from portfolio.domain.uln import UlnStatus

NO_LEARNING_RECORD = (
    "Without a ULN, achievements cannot be sent to the candidate's Personal Learning Record"
)
"""The warning on a profile, and on every claim, without a ULN (002 s1.8; 003 s2.5)."""


class ClaimState(StrEnum):
    """Where a claim stands."""

    DRAFT = "Draft"
    READY = "Ready"
    SENT = "Sent"
    AWARDED = "Awarded"
    REJECTED = "Rejected"
    HELD = "Held"


@dataclass(frozen=True)
class ClaimFacts:
    """A claim about to be made. `verdict` is None for a claim of single units."""

    qualification: Qualification
    claimed_on: date
    uln: UlnStatus
    publicly_funded: bool
    verdict: Verdict | None = None


def claim_refusals(claim: ClaimFacts) -> list[Refusal]:
    """Everything the claim is refused for, each with the field it belongs to."""
    return list(_refused(claim))


def claim_warnings(uln: UlnStatus) -> tuple[str, ...]:
    """What a profile or claim warns of, to be recorded with the claim.

    A temporary number counts as blank.
    """
    return () if uln.identifies else (NO_LEARNING_RECORD,)


def after_withdrawal(
    state: ClaimState, claimed_units: Collection[str], withdrawn_reference: str
) -> ClaimState:
    """The state of a claim after the sign-off of a unit has been withdrawn.

    A claim that rests on the unit (by reference) and is not yet answered is held; an answered
    one keeps its state, what happens to its certificate is for the awarding organisation.
    """
    open_states = {ClaimState.DRAFT, ClaimState.READY, ClaimState.SENT}
    if state in open_states and withdrawn_reference in claimed_units:
        return ClaimState.HELD
    return state


def _refused(claim: ClaimFacts) -> Iterator[Refusal]:
    last = claim.qualification.last_certification_on
    if last is not None and claim.claimed_on > last:
        yield Refusal(
            f"{claim.qualification.entry_code} closed for certification on "
            f"{last.day} {last:%B %Y}. Its records stay readable",
            "claimed_on",
        )
    if claim.publicly_funded and not claim.uln.identifies:
        yield Refusal(
            "Missing: a valid ULN. The candidate is publicly funded. Enter it on the profile",
            "uln",
        )
    if claim.verdict is not None and not claim.verdict.met:
        missing = "; ".join(shortfall.words for shortfall in claim.verdict.achieved.failing)
        yield Refusal(
            f"Missing: rule of combination met. {missing}. Single units can be claimed instead",
            "qualification",
        )
