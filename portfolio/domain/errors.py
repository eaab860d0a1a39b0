"""What a rule says when it refuses: always in words fit for the person who asked."""


class Refusal(Exception):
    """A deed the rules do not allow now.

    ``field`` names the form field the message belongs beside, where there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Refusals(Refusal):
    """Several refusals of one deed, each beside its own field."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("; ".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


class Conflict(Refusal):
    """Somebody else was faster: the thing is no longer as the person saw it."""
