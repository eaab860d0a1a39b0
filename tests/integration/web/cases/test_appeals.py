"""An appeal as pages: brought by the candidate, reviewed by somebody else, seen in the trail."""

from datetime import date

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.procedure import Channel, TrackKey
from portfolio.domain.states import EvidenceState
from portfolio.models.appeal import Appeal
from portfolio.models.case_record import CaseMessage
from portfolio.models.result_enquiry import ResultEnquiry
from portfolio.outside import outside_of
from portfolio.services import cases
from portfolio.services.cases import Intake
from tests.integration.services.appealing import appealed, reviews, sent_back
from tests.queries import counted

pytestmark = pytest.mark.usefixtures("procedures")


@pytest.fixture
def house(cast):
    """Somebody who has nothing to do with the candidate reviews appeals."""
    cast.coordinator  # noqa: B018 -- takes up the role
    reviews(cast, cast.other_assessor)
    return cast


@pytest.mark.req("R-304")
@pytest.mark.req("R-282", part="of an appeal")
def test_a_candidate_appeals_and_the_reviewer_decides_on_the_frozen_trail(session, house):
    unit, item = sent_back(house)
    candidate, reviewer = house.candidate, house.other_assessor
    feedback = candidate.get("/candidate/feedback")
    link = feedback.html.select_one('a[href*="/appeal"]')
    form = candidate.get(link["href"])
    assert form.html.select("input[name=points][checked]")
    key = form.html.select_one("input[name=points]")["value"]

    refused = candidate.submit(form, {"points": key, "grounds": "  "})
    assert refused.status == 422
    assert "Say why you think the decision is wrong" in refused.words()
    sent = candidate.submit(refused, {"points": key, "grounds": "Page 2 <b>shows</b> it."})
    after = candidate.get(sent.location)
    assert "We have your appeal, A-2026-001" in after.words()
    assert "The evidence is frozen until it is decided" in after.words()
    appeal = session.scalars(select(Appeal)).one()
    followed = f"/candidate/cases/{appeal.case_id}"
    assert after.html.select(f'#unit-appeals a[href="{followed}"]')
    assert "Add" in candidate.get(followed).words()
    session.refresh(item)
    assert item.state is EvidenceState.FROZEN
    assert "Frozen while an appeal is open" in candidate.get(f"/evidence/{item.id}").words()
    bench = house.assessor.get(f"/assessor/evidence/{item.id}")
    assert "Frozen while an appeal is open" in bench.words()
    assert not bench.html.select("form#judge")
    assert "nothing with" in candidate.get("/candidate/feedback").words()

    url = f"/cases/{appeal.case_id}/appeal/review"
    page = reviewer.get(url)
    assert "Outcome by Tuesday 22 December 2026" in page.words()
    for words in ("Page 2 <b>shows</b> it.", item.files[0].name, "Seen in the e-mails", "Not yet"):
        assert words in page.words()
    point = f"{appeal.points[0].id}"
    refused = reviewer.submit(page, {f"finding-{point}": "Upheld"})
    assert refused.status == 422
    assert "Give your reasons" in refused.words()
    findings = {f"finding-{point}": "Upheld", f"reasons-{point}": "It is on page 2."}
    done = reviewer.submit(refused, findings | {"more": "Well argued."})
    assert "Decided: upheld" in reviewer.get(done.location).words()

    letter = session.scalars(select(CaseMessage)).one()
    assert "Criterion 2.1 on E-01: Upheld. It is on page 2." in letter.text
    assert "Well argued." in letter.text
    trail = house.verifier.get(f"/units/{unit.id}/trail").words()
    assert "On appeal A-2026-001: It is on page 2." in trail
    assert "Appeal A-2026-001: Upheld" in trail
    assert "2.1 on E-01: upheld" in trail
    assert "upheld" in candidate.get(f"/units/{unit.id}").words()


@pytest.mark.req("R-304")
def test_only_the_reviewer_opens_the_frozen_evidence_and_only_that(session, house, app):
    unit, item = sent_back(house)
    other = house.make.evidence(house.profile, state=EvidenceState.SUBMITTED)
    elsewhere = house.make.file(other)
    with outside_of(app).store.begin(item.files[0].key) as to:
        to.write(b"%PDF-1.7")
        item.files[0].size = to.finish()
    session.flush()
    appeal = appealed(house, unit)
    url = f"/cases/{appeal.case_id}/appeal"
    kept = f"{url}/files/{item.files[0].id}/original"

    people = (
        house.candidate, house.assessor, house.quality_assurer, house.verifier,
        house.administrator, house.coordinator, house.stranger,
    )  # fmt: skip
    for person in people:
        assert person.get(f"{url}/review").status in {403, 404}
        assert person.get(kept).status in {403, 404}
        assert person.post(f"{url}/review", {}).status in {403, 404}
    reviewer = house.other_assessor
    assert reviewer.get(f"{url}/files/{elsewhere.id}/original").status == 404
    assert reviewer.get(f"{url}/files/{item.files[0].id}/page-9").status == 404
    assert reviewer.get(f"/evidence/{item.id}").status == 404
    opened = reviewer.get(kept)
    assert (opened.status, opened.response.data) == (200, b"%PDF-1.7")
    with counted() as few:
        assert reviewer.get(f"{url}/review").status == 200
    assert len(few) <= 12


@pytest.mark.req("R-259", part="staff name candidate and decision")
def test_staff_name_candidate_decision_and_reviewer_of_an_appeal_that_came_by_telephone(
    session, house
):
    _unit, item = sent_back(house)
    coordinator = house.coordinator
    case = came(session, house, TrackKey.COMPLAINT, "assessment-decision")
    url = f"/cases/{case.id}/appeal"
    assert house.other_assessor.get(url).status == 200  # holds the office
    assert house.assessor.get(url).status == 404
    assert house.candidate.get(url).status == 404

    about = coordinator.get(f"/cases/{case.id}")
    assert "Nobody has named the candidate and the decision" in about.words()
    assert about.html.select(f'#appeal a[href="{url}"]')
    assert "No candidate of the centre" in coordinator.get(f"{url}?name=nobody%25").words()
    found = coordinator.get(f"{url}?name=candidate+one")
    units = coordinator.get(found.html.select_one("main ul a")["href"])
    form = coordinator.get(units.html.select_one("main ul a")["href"])
    assert "Choose at least one" in coordinator.submit(form, {}, "form#name-decision").words()
    key = form.html.select_one("input[name=points]")["value"]
    gone = coordinator.submit(form, {"points": key}, "form#name-decision")
    assert gone.location == f"{url}/reviewer"
    session.refresh(item)
    assert item.state is EvidenceState.FROZEN
    assert "The decision is named" in coordinator.get(url).words()

    page = coordinator.get(gone.location)
    offered = {one["value"] for one in page.html.select("input[name=reviewer]")}
    assert offered == {str(house.other_assessor.user.id)}
    assert "(the original assessor)" in page.words()
    refused = coordinator.submit(
        page, {"reviewer": str(house.assessor.user.id)}, "form#name-reviewer"
    )
    assert refused.status == 422
    assert "had nothing to do with the decision must review it" in refused.words()
    assert house.other_assessor.get(gone.location).status == 403
    named = coordinator.submit(refused, {"reviewer": offered.pop()}, "form#name-reviewer")
    assert "waits for its reviewer" in coordinator.get(named.location).words()
    with counted() as few:
        about = coordinator.get(f"/cases/{case.id}")
    assert len(few) <= 12, few
    assert "Original by Demo Assessor One" in about.words()
    review = house.other_assessor.get(f"/cases/{case.id}").html
    assert review.select(f'#appeal a[href="{url}/review"]')


@pytest.mark.req("R-311")
def test_an_enquiry_about_results_is_kept_with_its_candidates(session, house):
    coordinator = house.coordinator
    case = came(session, house, TrackKey.ENQUIRY, "assessment-conduct")
    url = f"/cases/{case.id}/enquiry"
    assert house.assessor.get(url).status == 404
    assert coordinator.get(f"/cases/{case.id}/appeal").status == 404

    page = coordinator.get(f"{url}/candidates?name=one")
    nobody = coordinator.submit(page, {}, "form#candidates-form")
    assert "at least one candidate" in nobody.words()
    chosen = {"candidates": str(house.profile.id)}
    assert coordinator.submit(page, chosen, "form#candidates-form").location == url
    form = coordinator.get(url)
    assert "Demo Candidate One" in form.words()
    said = {
        "qualification": str(house.qualification.id), "reference": "EAR-7",
        "asked_on-day": "23", "asked_on-month": "11", "asked_on-year": "2026",
    }  # fmt: skip
    refused = coordinator.submit(form, said | {"result": "Pass"}, "form#enquiry")
    assert "Enter the day the result came" in refused.words()
    assert coordinator.submit(refused, said | {"result": ""}, "form#enquiry").location == url
    kept = session.scalars(select(ResultEnquiry)).one()
    assert (kept.reference, kept.asked_on) == ("EAR-7", date(2026, 11, 23))
    assert [one.candidate_id for one in kept.candidates] == [house.profile.id]
    assert "Demo unit" in coordinator.get(url).text
    about = coordinator.get(f"/cases/{case.id}").words()
    assert "23 November 2026, 1 day ago" in about
    assert "EAR-7" in about
    assert "No limit is set for it" in about


def came(session, cast, track, category):
    intake = Intake(
        track=track, category=category, channel=Channel.TELEPHONE, name="Demo Parent 1",
        said="It is wrong.", received_at=clock.now(),
    )  # fmt: skip
    return cases.receive(session, cast.coordinator.actor, cast.centre, intake)
