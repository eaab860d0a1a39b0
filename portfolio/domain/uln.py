"""The unique learner number: its check digit, and what to make of a blank or temporary one.

Source: 002 s1.8; 003 s2.5; the Learning Records Service's published rule.
"""

import re
from enum import StrEnum

from portfolio.domain.errors import Refusal

TEMPORARY_ULN = "9999999999"
"""Stands in returns for a number not yet issued; never good for a claim."""

_WEIGHTS = range(10, 1, -1)
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


class UlnStatus(StrEnum):
    """What a recorded number is good for."""

    BLANK = "blank"
    TEMPORARY = "temporary"
    VALID = "valid"

    @property
    def identifies(self) -> bool:
        """Whether achievements can be sent to the personal learning record under it."""
        return self is UlnStatus.VALID


def normalise_uln(text: str | None) -> str:
    """The number without spaces, as it is stored and compared; empty when none was given."""
    return _SPACES.sub("", text or "")


def uln_status(text: str | None) -> UlnStatus:
    """The status of a number, blank allowed; raises Refusal for one that cannot be a ULN.

    The refusal never says which digit would pass: the number has to come from its source.
    """
    uln = normalise_uln(text)
    if not uln:
        return UlnStatus.BLANK
    if uln == TEMPORARY_ULN:
        return UlnStatus.TEMPORARY
    if not (uln.isascii() and uln.isdigit() and len(uln) == 10):
        raise Refusal("Enter the ULN as ten digits", "uln")
    if uln.startswith("0"):
        raise Refusal("A ULN does not begin with 0. Check it against its source", "uln")
    remainder = sum(w * int(digit) for w, digit in zip(_WEIGHTS, uln, strict=False)) % 11
    if remainder == 0 or int(uln[9]) != 10 - remainder:
        raise Refusal(
            "The last digit does not fit the other nine. Check the ULN against its source", "uln"
        )
    return UlnStatus.VALID
