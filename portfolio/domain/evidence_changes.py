"""When a candidate may still change an item of evidence, and what they are told when they may not.

The words of a refusal say which state the item is in and what may be done about it.
"""

from portfolio.domain.errors import Refusal
from portfolio.domain.states import EvidenceState

EDITABLE = frozenset({EvidenceState.DRAFT, EvidenceState.REFERRED, EvidenceState.RETURNED})
"""The candidate acts next: words, tags and files may change."""

REPLACEABLE = EDITABLE | {EvidenceState.ACCEPTED}
"""A judged file may be replaced too; what was decided about the old one then no longer counts."""

_WHY_NOT = {
    EvidenceState.SUBMITTED: "It is with your assessor. Take it back first to change it",
    EvidenceState.ACCEPTED: "It is accepted, so it stays as it was judged",
    EvidenceState.WITHDRAWN: "It was withdrawn. Add a new item instead",
    EvidenceState.FROZEN: "It is frozen as it was until the appeal about it is decided",
}


def check_editable(state: EvidenceState, *, staff_record: bool) -> None:
    """Refuse to change an item that is not the candidate's to change now."""
    if staff_record:
        raise Refusal("Your assessor made this record. You can comment on it")
    if state not in EDITABLE:
        raise Refusal(_WHY_NOT[state])


def check_replaceable(
    state: EvidenceState, *, staff_record: bool, signed_off_units: tuple[str, ...]
) -> None:
    """Refuse to replace a file of an item that is locked, or that a signed-off unit rests on."""
    if staff_record:
        raise Refusal("Your assessor made this record. You can comment on it")
    if state not in REPLACEABLE:
        raise Refusal(_WHY_NOT[state])
    if signed_off_units:
        raise Refusal(
            f"A unit it is used for is signed off: {', '.join(signed_off_units)}. "
            "Ask your assessor, who can withdraw the sign-off"
        )


def check_room(held: int, more: int, most: int) -> None:
    """Refuse more files than one item may have."""
    if held + more > most:
        raise Refusal(f"An item may have up to {most} files. Add the others to a new item", "files")


def check_can_come_back(state: EvidenceState, *, judged: bool, staff_record: bool) -> None:
    """Refuse to take back or withdraw an item that is already being judged, or is not submitted.

    ``judged`` is True once a decision on it was recorded, released or not (R-149).
    """
    if staff_record:
        raise Refusal("Your assessor made this record. You can comment on it")
    if state not in {EvidenceState.DRAFT, EvidenceState.SUBMITTED}:
        raise Refusal(f"Only a draft or submitted item can be taken back; this one is {state}")
    if judged:
        raise Refusal("Your assessor has begun to judge it, so it can no longer be taken back")
