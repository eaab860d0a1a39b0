"""Which jobs wait for which others: what takes minutes never holds up what people wait for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event, Thread

from portfolio.jobs.handlers import HANDLERS
from portfolio.jobs.lease import Database
from portfolio.jobs.worker import Worker

COPIES = frozenset({"make-copies", "find-same-files", "read-unit-document"})
"""Seconds each: the pictures and pages of what has just arrived, and what they are like, and
the units of a document."""
LONG = frozenset({"convert-file", "scan-kept", "sweep-store"})
"""Minutes each: films, recordings and office files, and looking through all that is kept."""
QUICK = frozenset(HANDLERS) - COPIES - LONG
"""Everything else, among it what makes a file safe at the centre."""

LANES: Sequence[frozenset[str]] = (QUICK, COPIES, LONG)


def run(worker: Worker, stop: Event, each_round: Callable[[Database], None]) -> bool:
    """Work in all lanes side by side until ``stop`` is set; False if a lane broke down.

    Each is a thread: the work itself is done by child processes, the store or the database.
    """
    whole = [True]

    def lane(names: frozenset[str]) -> None:
        quick = names is QUICK
        try:
            replace(worker, only=names).run(stop, each_round if quick else _nothing)
        except BaseException:
            whole[0] = False
            stop.set()
            raise

    threads = [Thread(target=lane, args=(names,), name=min(names)) for names in LANES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return whole[0]


def _nothing(_database: Database) -> None:
    """What the other lanes do in each round: one is enough to keep the day's plan."""
