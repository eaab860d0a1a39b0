"""Reading a portfolio: who may, what they see, and at what cost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portfolio import clock
from portfolio.domain.case_events import CaseReceived
from portfolio.domain.course_review_events import CourseReviewed
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.services import audit, evidence, evidence_files, sign_ins
from portfolio.services.evidence_files import Received
from tests.client import Browser
from tests.conftest import NOON
from tests.queries import counted


@pytest.fixture
def unit(cast, session) -> UnitProgress:
    return session.query(UnitProgress).filter_by(candidate_id=cast.profile.id).first()


@pytest.fixture
def pages(cast, unit) -> dict[str, str]:
    return {
        "portfolio": f"/portfolios/{cast.profile.id}",
        "history": f"/portfolios/{cast.profile.id}/history",
        "trail": f"/units/{unit.id}/trail",
    }


@pytest.mark.req("R-329")
@pytest.mark.parametrize("page", ["portfolio", "history", "trail"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("candidate", 200),
        ("assessor", 200),
        ("quality_assurer", 200),
        ("verifier", 200),
        ("administrator", 200),
        ("other_candidate", 404),
        ("other_assessor", 404),
        ("stranger", 404),
        ("stranger_administrator", 404),
        ("visitor", 303),
    ],
)
def test_who_may_read_a_portfolio(cast, pages, page, who, status):
    assert getattr(cast, who).get(pages[page]).status == status


@pytest.mark.req("R-196", part="access ends by itself")
def test_a_verifier_sees_nothing_after_the_last_day_although_no_job_ran(cast, pages):
    last_day = NOON + timedelta(days=7)
    clock.use(lambda: last_day)
    assert sign_in_again(cast).get(pages["portfolio"]).status == 200

    clock.use(lambda: last_day + timedelta(days=1))
    verifier = sign_in_again(cast)

    assert verifier.get(pages["portfolio"]).status == 404
    assert "Nothing is open to you now" in verifier.get("/verifier/visit").words()


def sign_in_again(cast) -> Browser:
    token = sign_ins.begin(cast.make.session, cast.verifier.user, "Test browser", keep=False)
    return Browser(cast.app, token)


def test_the_visit_lists_what_is_open_and_nothing_else(cast):
    assert cast.other_candidate
    words = cast.verifier.get("/verifier/visit").words()
    assert "Demo Candidate One" in words
    assert "Demo Candidate Two" not in words


def test_an_iqa_sees_the_candidates_assigned_to_them(cast):
    assert cast.other_candidate
    words = cast.quality_assurer.get("/quality/candidates").words()
    assert "Demo Candidate One" in words
    assert "Demo Candidate Two" not in words


@pytest.mark.req("R-008")
def test_a_portfolio_shows_group_letter_and_name_above_the_units(cast, pages):
    assert "Group A - Mandatory" in cast.assessor.get(pages["portfolio"]).words()


def test_a_portfolio_shows_everybody_the_progress_the_candidate_sees(cast, pages):
    for reader in (cast.assessor, cast.quality_assurer, cast.verifier, cast.administrator):
        assert "Progress to the full award" in reader.get(pages["portfolio"]).words()


@pytest.mark.parametrize("page", ["portfolio", "history", "trail"])
def test_a_record_on_paper_says_whose_it_is_who_printed_it_and_when(cast, pages, page):
    paper = cast.verifier.get(pages[page]).html.select_one("main .pf-print-only").text
    assert paper.startswith(cast.centre.name)
    assert f"Printed by {cast.verifier.user.name}, 24 November 2026" in paper


@pytest.mark.parametrize("page", ["portfolio", "history", "trail"])
def test_the_number_of_queries_does_not_grow_with_the_portfolio(cast, make, unit, pages, page):
    with counted() as before:
        cast.verifier.get(pages[page])
    for _ in range(15):
        item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
        make.file(item)
        for criterion in make.criteria(unit):
            make.tag(item, unit, criterion.id)
    with counted() as after:
        cast.verifier.get(pages[page])
    assert len(after) <= 12
    assert len(after) <= len(before) + 1, "one more at most: items have files, no items have none"


@pytest.mark.req("R-294", part="the history of a portfolio")
def test_the_history_tells_nobody_but_the_candidate_that_they_complained(cast, session, pages):
    event = CaseReceived(uuid4(), "C-2026-001", "Complaint", "Stage 1, informal")
    for one in (event, CourseReviewed(uuid4(), "C-2026-001")):
        audit.record(session, cast.candidate.actor, one, candidate_id=cast.profile.id)
    session.commit()
    for person in (cast.assessor, cast.quality_assurer, cast.verifier, cast.administrator):
        assert "C-2026-001" not in person.get(pages["history"]).text
    assert "C-2026-001" in cast.candidate.get(pages["history"]).text


def test_the_history_tells_of_a_draft_to_its_candidate_alone(cast, session, pages, make):
    received = Received("k", "MARKER.pdf", 9, "0" * 64, "application/pdf")
    actor = cast.candidate.actor
    draft = evidence.add(session, actor, cast.profile, [received])
    (file,) = draft.files
    evidence_files.remove(session, actor, draft, file.id)
    session.commit()

    for person in (cast.assessor, cast.quality_assurer, cast.verifier, cast.administrator):
        assert "MARKER" not in person.get(pages["history"]).text
    assert cast.candidate.get(pages["history"]).text.count("MARKER") == 2

    draft.state = EvidenceState.SUBMITTED
    session.commit()
    assert cast.assessor.get(pages["history"]).text.count("MARKER") == 2


@pytest.mark.req("R-018")
def test_a_candidate_not_told_what_the_qualification_is_is_not_shown_as_complete(cast, session):
    told = cast.verifier.get(f"/portfolios/{cast.profile.id}").words()
    assert "Told its title, level 3 and awarding organisation, OCR, on 24 November 2026" in told
    cast.enrolment.informed_on = None
    session.flush()

    for person in (cast.verifier, cast.quality_assurer, cast.assessor):
        words = person.get(f"/portfolios/{cast.profile.id}").words()
        assert "This registration is not complete" in words
    assert "Not complete: nothing records" in cast.verifier.get("/verifier/visit").words()
    assert "not told" in cast.administrator.get("/centre/candidates").words()
