"""What the centre learnt and does about it, of a case or of feedback as a whole (R-269)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_report_events import ImprovementChanged, ImprovementRecorded
from portfolio.domain.errors import Refusal
from portfolio.models.case_record import ImprovementAction
from portfolio.services import audit


@dataclass(frozen=True)
class Improvement:
    """As the form holds it; ``done_on`` once it is done."""

    lesson: str
    action: str = ""
    owner_id: UUID | None = None
    due_on: date | None = None
    done_on: date | None = None


def record(session: Session, actor: Actor, improvement: Improvement) -> ImprovementAction:
    """Keep one that comes of no single case. Raises Refusal for a day of doing in the future."""
    kept = ImprovementAction(
        centre_id=actor.centre_id,
        lesson="",
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
    )
    _write(kept, improvement)
    session.add(kept)
    session.flush()
    audit.record(session, actor, ImprovementRecorded(kept.id))
    return kept


def change(
    session: Session, actor: Actor, kept: ImprovementAction, improvement: Improvement
) -> None:
    """Put it as it is now, done or not. Raises Refusal for a day of doing in the future."""
    _write(kept, improvement)
    session.flush()
    audit.record(session, actor, ImprovementChanged(kept.id, kept.done_on is not None))


def _write(kept: ImprovementAction, improvement: Improvement) -> None:
    if not improvement.lesson.strip():
        raise Refusal("Write what was learnt", "lesson")
    if improvement.done_on and improvement.done_on > clock.today():
        raise Refusal("It cannot have been done on a day that is still to come", "done_on")
    kept.lesson, kept.action = improvement.lesson.strip(), improvement.action.strip()
    kept.owner_id, kept.due_on, kept.done_on = (
        improvement.owner_id,
        improvement.due_on,
        improvement.done_on,
    )
