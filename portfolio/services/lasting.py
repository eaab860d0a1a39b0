"""What must last although the deed is refused and rolled back: failures that are counted.

The web commits these in a short transaction of their own, right after the rollback.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

Write = Callable[[Session], None]
WAITING = "lasting"


def after_rollback(session: Session, write: Write) -> None:
    """Have ``write`` done and committed by itself if this transaction is rolled back."""
    session.info.setdefault(WAITING, []).append(write)


def take(session: Session) -> list[Write]:
    """What waits on this session; it waits no longer."""
    waiting: list[Write] = session.info.pop(WAITING, [])
    return waiting
