"""Objects in the store that no record names: how long they stay, and when none may go."""

from datetime import timedelta

GROWN = timedelta(hours=24)
"""Younger ones are still on their way: bytes come first, their record after."""
KEPT = timedelta(days=30)
"""From the day one is first found until it is deleted."""
MOST = 100
MOST_OF_ALL = 0.01


def too_many(orphans: int, objects: int) -> bool:
    """Whether so many objects without a record rather mean that records are missing.

    More than 100, or more than 1 % of all objects; a single one is never too many.
    """
    return orphans > MOST or orphans > max(1, objects * MOST_OF_ALL)
