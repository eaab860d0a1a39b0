"""What the world of the sweep holds of complaints: a case, and an escalation somebody was told."""

from __future__ import annotations

from typing import Any

from portfolio import clock
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.models.case_record import Escalation, ImprovementAction
from portfolio.models.case_register import CaseRegister
from portfolio.models.procedure import SeniorMeeting
from portfolio.services import cases, offices
from portfolio.services.cases import Intake
from tests.architecture.of_documents import MARKER
from tests.cast import Cast


def of_cases(session: Any, cast: Cast) -> dict[str, Any]:
    """A formal complaint by nobody of the cast; its department head, a manager, was told of it."""
    cast.make.procedures()
    intake = Intake(
        track=TrackKey.COMPLAINT,
        category="teaching-and-support",
        channel=Channel.EMAIL,
        name=f"Demo {MARKER}",
        said=MARKER,
        received_at=clock.now(),
        stage="formal",
    )
    case = cases.receive(session, None, cast.centre, intake)
    taken = Escalation(
        case=case,
        clock_id=case.stages[0].clocks[0].id,
        rung=0,
        office=Office.DEPARTMENT_HEAD,
        holder_id=cast.manager.user.id,
        planned_at=clock.now(),
        told_at=clock.now(),
    )
    session.add(taken)
    offices.concern(session, case, cast.manager.user.id, Office.DEPARTMENT_HEAD)
    meeting = SeniorMeeting(centre_id=cast.centre.id, held_on=clock.today(), note=MARKER)
    lesson = ImprovementAction(
        centre_id=cast.centre.id, case_id=case.id, lesson=MARKER, recorded_at=clock.now()
    )
    register = CaseRegister(
        centre_id=cast.centre.id,
        year=2026,
        unmasked=False,
        asked_by_id=cast.administrator.user.id,
        asked_at=clock.now(),
    )
    session.add_all([meeting, lesson, register])
    session.flush()
    return {
        "case_id": case.id,
        "escalation_id": taken.id,
        "meeting_id": meeting.id,
        "action_id": lesson.id,
        "register_id": register.id,
    }
