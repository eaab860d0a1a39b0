"""Converting a long recording piece by piece, each in a child that ends within its limits."""

from collections.abc import Callable
from pathlib import Path

from portfolio.adapters.previews.children import Ended
from portfolio.adapters.previews.contract import TOO_LONG, NoCopy

NOT_CONVERTED = "This recording could not be made playable here. Download it to open it"
EMPTY = 1000
"""Bytes of a piece without a picture or a sound in it, at most."""

Convert = Callable[[float, float, Path], Ended]
"""Converts from a second on, so many seconds, into a file."""

SHORTEST, LONGEST = 1.0, 1800.0
"""Seconds of a recording that one child converts."""
AIM = 0.4
"""Part of its CPU time that a child is meant to need, as the next piece may be harder."""
MOST_CPU = 3600.0
"""Seconds of CPU time that one recording may cost in all."""


def converted(
    convert: Convert, seconds: float, first: float, cpu_limit: float, name: Callable[[int], Path]
) -> list[Path]:
    """The pieces of a recording of ``seconds``, in order; ``first`` is how long the first is.

    Each next one is as long as the last one's cost allows; one that runs out of time is halved.
    Raises NoCopy when even the shortest takes too long, all together do, or a piece fails.
    """
    made: list[Path] = []
    at, length, spent = 0.0, first, 0.0
    while at < seconds:
        piece = name(len(made))
        ended = convert(at, min(length, seconds - at), piece)
        spent += ended.cpu
        if ended.stopped == "time" and length > SHORTEST and spent < MOST_CPU:
            length = max(float(int(length / 2)), SHORTEST)
            continue
        if ended.stopped == "time" or spent > MOST_CPU:
            raise NoCopy(TOO_LONG)
        if ended.stopped or ended.code:
            raise NoCopy(NOT_CONVERTED)
        if not _holds_something(piece):
            break  # the recording is shorter than it says
        made.append(piece)
        at += length
        length = _next(length, ended.cpu, AIM * cpu_limit)
    if not made:
        raise NoCopy(NOT_CONVERTED)
    return made


def _holds_something(piece: Path) -> bool:
    return piece.exists() and piece.stat().st_size > EMPTY


def _next(length: float, cpu: float, aim: float) -> float:
    """Whole seconds, so that pieces meet between two pictures; at most twice the last."""
    wanted = length * min(aim / max(cpu, 0.01), 2.0)
    return float(int(min(max(wanted, SHORTEST), LONGEST)))
