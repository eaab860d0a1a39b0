"""Passwords: hashed slowly, a few at a time, and refused when they are easily guessed."""

from collections.abc import Iterable
from secrets import token_hex
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST = 10
LONGEST = 200
"""Longer ones only cost time; no manager makes them."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
"""argon2id with 19 MiB, 2 passes, 1 lane: the least of OWASP's password storage cheat sheet."""

_AT_ONCE = BoundedSemaphore(2)
"""Many people signing in together must neither take every core nor 19 MiB each."""

_ZXCVBN_TAKES = 72
_LEAST_SCORE = 2
_NOBODY = _HASHER.hash(token_hex())


def hash_password(password: str) -> str:
    """The hash to keep, with its parameters and salt in it."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def verify(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed.

    Without a hash it takes as long and says no, so that nobody learns who has an account.
    """
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def weakness(password: str, words: Iterable[str] = ()) -> str | None:
    """What to do about a weak password, as the error beside its field; None if it is good.

    ``words`` are what a stranger would try first: name, e-mail address, centre.
    """
    if len(password) < SHORTEST:
        return f"Enter a password of at least {SHORTEST} characters"
    if len(password) > LONGEST:
        return f"Enter a password of at most {LONGEST} characters"
    known = [part for word in words for part in (word, *word.replace("@", " ").split())]
    if zxcvbn(password[:_ZXCVBN_TAKES], known, max_length=_ZXCVBN_TAKES)["score"] < _LEAST_SCORE:
        return "Enter a password that is harder to guess: three unrelated words, for example"
    return None
