"""How long sign-in waits after failures: long enough to stop guessing, short enough to live with.

Nobody is shut out for more than 15 minutes, so that a stranger who guesses on purpose cannot keep
the owner away.
"""

from datetime import datetime, timedelta

FREE_TRIES = 10
TRIES_OF_ONE_ADDRESS = 100
FORGOTTEN_AFTER = timedelta(hours=24)
WAITS = (1, 2, 4, 8, 15)


def wait_after(failures: int) -> timedelta:
    """The wait after this many failures in a row on one account: none before the tenth."""
    if failures < FREE_TRIES:
        return timedelta()
    return timedelta(minutes=WAITS[min(failures - FREE_TRIES, len(WAITS) - 1)])


def hour_of(moment: datetime) -> datetime:
    """The clock hour whose failures of one network address are counted together."""
    return moment.replace(minute=0, second=0, microsecond=0)
