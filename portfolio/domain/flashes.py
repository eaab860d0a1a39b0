"""What the next page says once: in which tone, and what may be said to a browser nobody knows."""

from enum import Enum, StrEnum


class Tone(StrEnum):
    """How a flash is shown; a link is shown in a box to be copied."""

    DONE = "done"
    WARN = "warn"
    LINK = "link"


class VisitorWords(Enum):
    """All that is ever said to a browser without a sign-in.

    It travels by its name in the cookie, which anybody at the device can read: so it is one of
    these, and none of them speaks of a person.
    """

    SIGN_IN_FIRST = ("Sign in to see that page", Tone.WARN)
    SIGNED_OUT = ("You are signed out", Tone.DONE)
    PASSWORD_CHANGED = ("Your password is changed. Sign in with it", Tone.DONE)
    ACCOUNT_READY = (
        "Your account is ready. Sign in with the e-mail address you were invited under",
        Tone.DONE,
    )

    @property
    def words(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> Tone:
        return self.value[1]
