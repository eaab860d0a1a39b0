"""Marking handlers that wait for the outside, so that they hold no lock while they wait."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

H = TypeVar("H", bound=Callable[..., Callable[[Session], None]])


def slow(handler: H) -> H:
    """Run ``handler`` outside the writing transaction; write what it returns with "done"."""
    handler.slow = True  # type: ignore[attr-defined]
    return handler


def repeatable(handler: H) -> H:
    """A slow handler that harms nobody when it runs twice, so that a killed worker's job is taken
    up within half a minute; what goes to the outside, as a mail does, is better late than twice."""
    handler.repeatable = True  # type: ignore[attr-defined]
    return slow(handler)


def is_slow(handler: Callable[..., Any]) -> bool:
    return bool(getattr(handler, "slow", False))


def is_repeatable(handler: Callable[..., Any]) -> bool:
    return bool(getattr(handler, "repeatable", False))
