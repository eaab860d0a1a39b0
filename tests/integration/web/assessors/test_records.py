"""Adding an observation, questioning or discussion record."""

from datetime import date

import pytest
from sqlalchemy import select

from portfolio.domain.evidence import EvidenceType
from portfolio.domain.states import EvidenceState
from portfolio.models.evidence import Evidence
from portfolio.services import records
from portfolio.services.records import NewRecord
from tests.integration.services.assessing import criteria, first_unit
from tests.uploads import PDF, send

FORM = "form#record"


@pytest.fixture
def url(cast):
    return f"/assessor/candidates/{cast.profile.id}/records/add"


def typed(**changed):
    return {
        "kind": "questioning",
        "held_on-day": "20",
        "held_on-month": "11",
        "held_on-year": "2026",
        "place": "Demo shop floor",
        "account": "Asked how a refund is agreed; named both options",
    } | changed


@pytest.mark.req("R-143")
def test_a_record_leads_to_the_workbench_and_the_candidate_sees_it(session, cast, url):
    page = cast.assessor.get(url)
    chosen = criteria(cast, first_unit(cast), "1.2")[0]
    reply = cast.assessor.submit(page, typed(criteria=str(chosen.id)), FORM)

    made = session.scalars(select(Evidence)).one()
    assert reply.location == f"/assessor/evidence/{made.id}"
    assert "Asked how a refund is agreed" in cast.assessor.get(reply.location).words()
    seen = cast.candidate.get(f"/evidence/{made.id}").words()
    assert "Asked how a refund is agreed" in seen
    assert "by Demo Assessor One" in seen


@pytest.mark.req("R-141", "R-143")
def test_a_refused_record_keeps_what_was_typed_and_chosen(cast, url):
    page = cast.assessor.get(url)
    chosen = criteria(cast, first_unit(cast), "1.2")[0]
    values = typed(criteria=str(chosen.id), account="", **{"held_on-year": ""})
    reply = cast.assessor.submit(page, values, FORM)

    assert reply.status == 422
    assert "Enter the year of the date it took place too" in reply.words()
    assert reply.html.select_one("[name=held_on-day]")["value"] == "20"
    assert reply.html.select_one(f"#criterion-{chosen.id}").has_attr("checked")


@pytest.fixture
def record(cast):
    chosen = tuple(one.id for one in criteria(cast, first_unit(cast), "1.2"))
    seen = NewRecord(
        EvidenceType.DISCUSSION, "", date(2026, 11, 20), "Office", "Talked it through", chosen
    )
    return records.add(cast.make.session, cast.assessor.actor, cast.profile, seen)


@pytest.mark.req("R-145", part="recording")
def test_a_recording_can_be_added_to_the_record_and_the_candidate_opens_it(cast, session, record):
    bench = cast.assessor.get(f"/assessor/evidence/{record.id}")
    page = f"/assessor/evidence/{record.id}/files"
    assert bench.html.select(f'a[href="{page}"]')

    reply = send(cast.assessor, (PDF, "Notes.pdf"), page=page)

    assert reply.location == f"/assessor/evidence/{record.id}"
    session.expire_all()
    assert [file.name for file in record.files] == ["Notes.pdf"]
    assert "Notes.pdf" in cast.candidate.get(f"/evidence/{record.id}").words()


def test_no_file_and_a_wrong_file_are_refused_in_words(cast, record):
    page = f"/assessor/evidence/{record.id}/files"
    assert "Choose a file" in send(cast.assessor, page=page).words()
    reply = send(cast.assessor, (b"MZ" + b"0" * 99, "setup.exe"), page=page)
    assert reply.status == 422
    assert "setup.exe" in reply.words()


def test_files_are_only_added_to_ones_own_record_before_it_is_judged(cast, session, record):
    page = f"/assessor/evidence/{record.id}/files"
    record.state = EvidenceState.ACCEPTED
    session.commit()
    assert "was judged" in send(cast.assessor, (PDF, "a.pdf"), page=page).words()
    record.state, record.created_by_id = EvidenceState.SUBMITTED, cast.other_assessor.user.id
    session.commit()
    assert "whoever made the record" in send(cast.assessor, (PDF, "a.pdf"), page=page).words()


@pytest.mark.parametrize("chosen", ["not-an-id", "00000000-0000-0000-0000-000000000000"])
def test_criteria_that_do_not_exist_are_refused(cast, url, chosen):
    reply = cast.assessor.submit(cast.assessor.get(url), typed(criteria=chosen), FORM)
    assert reply.status == 422
    assert "Choose criteria" in reply.words()


@pytest.mark.parametrize(
    ("who", "status"),
    [("candidate", 403), ("quality_assurer", 403), ("other_assessor", 404), ("visitor", 303)],
)
def test_only_the_assessor_adds_records(cast, url, who, status):
    assert getattr(cast, who).get(url).status == status
