"""Which files are compared between portfolios, and what settling a finding needs."""

from portfolio.domain.errors import Refusal
from portfolio.domain.states import EvidenceState, FileState

NOT_HANDED_IN = frozenset({EvidenceState.DRAFT, EvidenceState.WITHDRAWN})
"""What an assessor does not see is not reported to one."""


def is_handed_in(item: EvidenceState, file: FileState, *, removed: bool) -> bool:
    """Whether a file is before an assessor now: safe, in place, in an item that was handed in."""
    return item not in NOT_HANDED_IN and file is FileState.STORED and not removed


def check_reason(reason: str, chosen: int) -> None:
    """Refuse to settle nothing, or without saying why."""
    if chosen < 1:
        raise Refusal("Choose at least one file", "findings")
    if not reason.strip():
        raise Refusal("Say why it is all right", "reason")
