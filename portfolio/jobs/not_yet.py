"""What a handler raises while something outside is not ready, which is no fault of the job."""

from collections.abc import Callable

from sqlalchemy.orm import Session


class NotYet(Exception):
    """To be tried again soon, however often; the message is kept, so it holds no personal data.

    ``note`` writes what people are told meanwhile.
    """

    def __init__(self, reason: str, note: Callable[[Session], object] | None = None) -> None:
        super().__init__(reason)
        self.note = note
