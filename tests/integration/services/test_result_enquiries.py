"""Enquiries about results: whose, why, the organisation's reference, and what came of it."""

from datetime import date

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.procedure import Channel, TrackKey
from portfolio.domain.result_enquiry import Enquiry
from portfolio.models.audit import AuditEntry
from portfolio.services import cases, result_enquiries
from portfolio.services.cases import Intake

pytestmark = pytest.mark.usefixtures("procedures")


@pytest.fixture
def enquiry(session, cast):
    intake = Intake(
        track=TrackKey.ENQUIRY, category="assessment-conduct", channel=Channel.EMAIL,
        name="Demo Candidate One", said="The result seems wrong.", received_at=clock.now(),
        candidate_id=cast.profile.id,
    )  # fmt: skip
    return cases.receive(session, cast.coordinator.actor, cast.centre, intake)


@pytest.mark.req("R-306")
@pytest.mark.req("R-311")
def test_an_enquiry_keeps_candidates_reason_reference_and_result_without_a_limit(
    session, cast, enquiry
):
    actor = cast.coordinator.actor
    assert [(one.key, one.due_on) for one in enquiry.stages[0].clocks] == [
        ("acknowledge", date(2026, 11, 27))
    ]
    cast.other_candidate  # noqa: B018 -- registered
    said = Enquiry(
        "Unit 1 was claimed as failed.", cast.qualification.id, cast.units[0].id, "EAR-100",
        date(2026, 11, 23),
    )  # fmt: skip
    saved = result_enquiries.save(session, actor, enquiry, said)
    other = cast.other_candidate.user.id
    second = next(
        one for one in result_enquiries.queries.candidates(session, cast.centre.id, "two")
        if one.user_id == other
    )  # fmt: skip
    result_enquiries.name_candidates(session, actor, enquiry, [cast.profile.id, second.id])
    assert {one.candidate_id for one in saved.candidates} == {cast.profile.id, second.id}
    with pytest.raises(Conflict, match="meanwhile"):
        result_enquiries.save(session, actor, enquiry, said)
    came = Enquiry(
        "Unit 1 was claimed as failed.", cast.qualification.id, None, "EAR-100",
        date(2026, 11, 23), "Changed to pass", date(2026, 11, 24), saved.version,
    )  # fmt: skip
    result_enquiries.save(session, actor, enquiry, came)
    assert (saved.result, saved.result_on) == ("Changed to pass", date(2026, 11, 24))
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.name.like("result-%"))).all()
    assert names.count("result-enquiry:recorded") == 2
    assert names.count("result-enquiry:answered") == 1


@pytest.mark.req("R-311")
def test_what_cannot_be_true_of_an_enquiry_is_refused_beside_its_field(session, cast, enquiry):
    actor, soon = cast.coordinator.actor, date(2026, 12, 1)
    unit = cast.make.unit()
    for said, field in (
        (Enquiry(" "), "reason"),
        (Enquiry("Why", reference="EAR-1"), "asked_on"),
        (Enquiry("Why", asked_on=soon), "asked_on"),
        (Enquiry("Why", result="Pass"), "result_on"),
        (Enquiry("Why", result_on=date(2026, 11, 24)), "result"),
        (Enquiry("Why", result="Pass", result_on=date(2026, 11, 24)), "asked_on"),
        (
            Enquiry(
                "Why", asked_on=date(2026, 11, 24), result="Pass", result_on=date(2026, 11, 23)
            ),
            "result_on",
        ),
        (
            Enquiry("Why", asked_on=date(2026, 11, 24), result="Pass", result_on=soon),
            "result_on",
        ),
    ):
        with pytest.raises(Refusals) as refused:
            result_enquiries.save(session, actor, enquiry, said)
        assert [one.field for one in refused.value.refusals] == [field], said
    for said, field in (
        (Enquiry("Why", qualification_id=unit.id), "qualification"),
        (Enquiry("Why", qualification_id=cast.qualification.id, unit_id=unit.id), "unit"),
    ):
        with pytest.raises(Refusal) as one:
            result_enquiries.save(session, actor, enquiry, said)
        assert one.value.field == field
    for ids in ([], [unit.id]):
        with pytest.raises(Refusal, match="at least one candidate"):
            result_enquiries.name_candidates(session, actor, enquiry, ids)
