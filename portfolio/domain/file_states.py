"""What the state of a received file means: what the pages say of it, and whether it opens."""

from portfolio.domain.states import FileState

NOT_CHECKED = "not virus-checked"
CLEAN = "virus-checked"
TOO_LARGE = "too large to virus-check"

_TAGS = {
    FileState.CHECKING: "Checking",
    FileState.STORED: "Safe at the centre",
    FileState.REFUSED: "Refused",
    FileState.QUARANTINED: "Held back",
}
CHECKING_NOW = "We are making sure that it arrived whole and is safe to open"
KEPT = "Your original is kept"
NOT_SCANNED_YET = (
    "Not scanned for viruses yet, because the virus check does not answer. "
    "It is tried again by itself"
)
WAITS_FOR_SCAN = "It opens once it has been checked for viruses"


def needs_warning(scan: str) -> bool:
    """Whether the original opens only after a warning: no scanner has looked at all of it."""
    return scan == TOO_LARGE


def tag(state: FileState) -> str:
    """The word of the state, as tags show it."""
    return _TAGS[state]


def say(state: FileState, reason: str) -> str:
    """One sentence beside the tag, without a full stop; ``reason`` is the file's own."""
    if state is FileState.STORED:
        return KEPT
    return reason or CHECKING_NOW


def opens(state: FileState, scan: str, *, scanner_on: bool) -> bool:
    """Whether anybody may open the file: safe at the centre, and checked where that is set up."""
    return state is FileState.STORED and (not scanner_on or scan in {CLEAN, TOO_LARGE})
