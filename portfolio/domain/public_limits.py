"""How much may come without an account: from one network, and to one centre, in an hour.

A school or a company shares one address, so that the limits of a network allow for a whole class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portfolio.domain.errors import Refusal

WINDOW = timedelta(hours=1)
SENDINGS_OF_A_NETWORK = 60
SENDINGS_TO_A_CENTRE = 400
BYTES_OF_A_NETWORK = 2 * 1024**3
BYTES_TO_A_CENTRE = 10 * 1024**3
MAILS_TO_AN_ADDRESS = 5
"""Links mailed to one address: nobody can have our mails rained upon somebody else."""
MOST_FILES = 10
FILE_BYTES = 50_000_000
FORM_LASTS = timedelta(hours=24)
"""How long a form may lie open; as long as the files that came with it are kept."""
SOONEST = timedelta(seconds=2)
"""A person needs longer than that to open a form, fill it in and send it."""


class TooMuch(Refusal):
    """The limit of the hour is reached; ``again_at`` is when there is room."""

    def __init__(self, message: str, again_at: datetime) -> None:
        super().__init__(message)
        self.again_at = again_at


@dataclass(frozen=True)
class Sent:
    """One thing that came within the last hour."""

    at: datetime
    size: int
    taken: bool
    """Whether it was taken; files that wait for a corrected form were not."""


def check_sendings(of_network: Sequence[Sent], to_centre: Sequence[Sent]) -> None:
    """Refuse one sending more than an hour allows. Both lists hold the last hour, oldest first."""
    for sent, most in (
        (of_network, SENDINGS_OF_A_NETWORK),
        (to_centre, SENDINGS_TO_A_CENTRE),
    ):
        taken = [one for one in sent if one.taken]
        if len(taken) >= most:
            raise TooMuch(
                "A lot has been sent from your network within the last hour"
                if sent is of_network
                else "A lot has been sent to this centre within the last hour",
                taken[-most].at + WINDOW,
            )


def check_bytes(of_network: Sequence[Sent], to_centre: Sequence[Sent], more: int) -> None:
    """Refuse ``more`` bytes of files than an hour allows."""
    for sent, most in ((of_network, BYTES_OF_A_NETWORK), (to_centre, BYTES_TO_A_CENTRE)):
        held = sum(one.size for one in sent)
        if held + more > most:
            oldest = min((one.at for one in sent if one.size), default=None)
            if oldest is not None:
                raise TooMuch("Many files have been sent within the last hour", oldest + WINDOW)


def check_age(opened_at: datetime | None, now: datetime) -> None:
    """Refuse a form whose seal is not ours, that lay open too long, or that nobody can have read.

    ``opened_at`` is what its seal says, None without one.
    """
    if opened_at is None or now - opened_at > FORM_LASTS or opened_at > now:
        raise Refusal("This page was open for too long. Look it through, then send it again")
    if now - opened_at < SOONEST:
        raise Refusal("This came as soon as the page was open. Look it through, then send it again")
