"""What the domain refuses, each with a message fit for the person who asked."""


class Refusal(Exception):
    """A rule refused the deed; `field` names the form field concerned, if one is."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Refusal):
    """Somebody else was faster; the person must look again."""
