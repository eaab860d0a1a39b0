"""The administrators' list of candidates, and one candidate's page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.domain.claims import claim_warnings
from portfolio.domain.states import EnrolmentStatus, EvidenceState
from portfolio.domain.uln import UlnStatus
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment
from tests.client import FRAGMENT
from tests.conftest import NOON
from tests.queries import counted

WHO = [
    ("administrator", 200),
    ("assessor", 403),
    ("quality_assurer", 403),
    ("verifier", 403),
    ("candidate", 403),
    ("visitor", 303),
]


@pytest.mark.req("R-328", part="administrators' pages")
@pytest.mark.parametrize("page", ["/centre/candidates", "/centre/staff", "/centre/verifiers"])
@pytest.mark.parametrize(("who", "status"), [*WHO, ("stranger_administrator", 200)])
def test_who_may_open_the_lists_of_a_centre(cast, page, who, status):
    assert getattr(cast, who).get(page).status == status


@pytest.mark.req("R-329")
@pytest.mark.parametrize("page", ["", "/edit", "/add-qualification"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        *WHO,
        ("other_assessor", 404),
        ("other_candidate", 404),
        ("stranger", 404),
        ("stranger_administrator", 404),
    ],
)
def test_who_may_administer_a_candidate(cast, page, who, status):
    url = f"/centre/candidates/{cast.profile.id}{page}"
    assert getattr(cast, who).get(url).status == status


def test_an_administrator_sees_nothing_of_another_centre(cast):
    page = cast.stranger_administrator.get("/centre/candidates")

    assert cast.profile.name not in page.text
    assert "No candidates yet" in page.words()


def test_the_list_says_what_waits_on_whom(cast, make):
    waiting = NOON - timedelta(days=9)
    make.evidence(cast.profile, state=EvidenceState.SUBMITTED, submitted_at=waiting)
    make.evidence(cast.profile, state=EvidenceState.REFERRED)

    words = cast.administrator.get("/centre/candidates").words()

    assert "1 waiting on assessors, oldest 9 days" in words
    assert "9 days , on Demo Assessor One" in words
    assert "1 item sent back, on the candidate" in words
    assert "not virus-checked" in words
    assert "Mail is not set up" in words


def test_the_filters_are_the_address_and_the_list_comes_alone(cast, session):
    cast.enrolment.status = EnrolmentStatus.ON_BREAK
    session.flush()
    url = "/centre/candidates?status=On+break&q=demo&sort=waiting&order=desc&assessor=rubbish"
    listed = cast.administrator.get(url, headers=FRAGMENT | {"HX-Target": "candidate-rows"})

    assert not listed.html.select("h1")
    assert listed.html.select_one("#candidate-rows th[scope=row]").text.strip() == cast.profile.name
    nothing = cast.administrator.get("/centre/candidates?status=Completed")
    assert "No candidate matches" in nothing.words()


@pytest.mark.parametrize("number", [1, 40])
def test_the_lists_take_few_queries_whatever_their_length(cast, make, number):
    for _ in range(number):
        candidate = make.candidate(cast.centre)
        enrolment = make.enrolment(candidate, cast.qualification, cast.rule)
        make.assignment(enrolment, Role.ASSESSOR, cast.assessor.user, cast.administrator.user)
        make.evidence(candidate, state=EvidenceState.SUBMITTED, submitted_at=NOON)

    for page in ("candidates", "staff", "verifiers"):
        with counted() as queries:
            cast.administrator.get(f"/centre/{page}")
        assert len(queries) <= 12, page


@pytest.mark.parametrize("number", [0, 8])
def test_a_candidates_page_takes_few_queries_whatever_the_history(cast, make, session, number):
    for _ in range(number):
        enrolment = make.enrolment(cast.profile, make.qualification([]), cast.rule)
        for _ in range(3):
            row = make.assignment(
                enrolment, Role.ASSESSOR, cast.assessor.user, cast.administrator.user
            )
            row.ended_at, row.ended_by_id = NOON, cast.administrator.user.id
            session.flush()

    with counted() as queries:
        page = cast.administrator.get(f"/centre/candidates/{cast.profile.id}")

    assert page.status == 200
    assert len(queries) <= 12


@pytest.mark.req("R-043", part="the warning in the profile")
def test_the_profile_warns_of_a_missing_uln(cast, session):
    url = f"/centre/candidates/{cast.profile.id}"
    assert "cannot be sent to the personal learning record" in cast.administrator.get(url).words()

    cast.profile.uln = "9276308686"
    session.flush()

    assert "personal learning record" not in cast.administrator.get(url).words()


@pytest.mark.req("R-045")
def test_a_temporary_uln_is_kept_as_such_and_counts_as_blank_for_a_claim(cast, make):
    make.candidate(cast.centre, uln="9999999999")
    form = cast.administrator.get(f"/centre/candidates/{cast.profile.id}/edit")

    assert cast.administrator.submit(form, {"uln": "9999 999 999"}).status == 303

    assert cast.profile.uln_status is UlnStatus.TEMPORARY
    words = cast.administrator.get(f"/centre/candidates/{cast.profile.id}").words()
    assert "Temporary ULN" in words
    assert "9999999999 (temporary)" in words
    assert claim_warnings(cast.profile.uln_status) == claim_warnings(UlnStatus.BLANK)


@pytest.mark.req("R-018", part="the administrator's list of what is to be done")
def test_a_candidate_not_told_what_the_qualification_is_stays_on_the_list(cast, session):
    cast.enrolment.informed_on = None
    session.flush()

    listed = cast.administrator.get("/centre/candidates?informed=no")
    assert cast.profile.name in listed.words()
    page = cast.administrator.get(f"/centre/enrolments/{cast.enrolment.id}/dates")
    day = {"informed_on-day": "20", "informed_on-month": "11", "informed_on-year": "2026"}
    assert cast.administrator.submit(page, day).status == 303

    assert cast.profile.name not in cast.administrator.get("/centre/candidates?informed=no").words()


@pytest.mark.req("R-051")
def test_a_candidate_who_started_years_ago_is_not_called_late(cast, session):
    cast.enrolment.starts_on = cast.enrolment.registered_on = NOON.date().replace(year=2015)
    session.flush()

    words = cast.administrator.get(f"/centre/candidates/{cast.profile.id}").words().lower()

    assert "2015" in words
    assert "late" not in words.replace("latest", "")
    assert "overdue" not in words


@pytest.mark.req("R-049", part="the note on the candidate's page")
def test_a_registration_on_a_closed_scheme_stays_readable_and_says_so(cast, session):
    cast.qualification.last_certification_on = NOON.date() - timedelta(days=1)
    session.flush()

    words = cast.administrator.get(f"/centre/candidates/{cast.profile.id}").words()

    assert "Closed for certification on 23 November 2026" in words


def test_the_status_changes_with_a_reason(cast):
    page = cast.administrator.get(f"/centre/enrolments/{cast.enrolment.id}/status")

    refused = cast.administrator.submit(page, {"status": "On break"})
    assert (refused.status, "Enter the reason" in refused.words()) == (422, True)
    done = cast.administrator.submit(page, {"status": "On break", "reason": "Parental leave"})

    assert done.status == 303
    assert cast.enrolment.status is EnrolmentStatus.ON_BREAK


def test_the_second_of_two_status_changes_is_told(cast, session):
    page = cast.administrator.get(f"/centre/enrolments/{cast.enrolment.id}/status")
    cast.enrolment.status = EnrolmentStatus.WITHDRAWN
    session.flush()

    reply = cast.administrator.submit(page, {"status": "Completed", "reason": "Done"})

    assert reply.status == 409
    assert "Somebody else has just set this registration to Withdrawn" in reply.words()


def test_an_assessor_is_changed_and_the_history_shown(cast, session):
    cast.other_assessor  # noqa: B018 -- joins the centre
    url = f"/centre/enrolments/{cast.enrolment.id}/staff"
    page = cast.administrator.get(url)

    done = cast.administrator.submit(page, {"assessor": str(cast.other_assessor.user.id)})

    assert done.status == 303
    words = cast.administrator.get(done.location).words()
    assert "Demo Assessor One , assessor, from 24 November 2026 to 24 November 2026" in words
    assert "Demo Assessor Two , assessor, from 24 November 2026 until now" in words


@pytest.mark.parametrize("who", ["stranger", "candidate", "quality_assurer"])
def test_somebody_who_is_no_assessor_here_cannot_be_assigned(cast, session, who):
    url = f"/centre/enrolments/{cast.enrolment.id}/staff"
    page = cast.administrator.get(url)

    reply = cast.administrator.submit(page, {"assessor": str(getattr(cast, who).user.id)})

    assert reply.status == 422
    current = session.scalars(select(Assignment).where(Assignment.role == Role.ASSESSOR)).one()
    assert current.user_id == cast.assessor.user.id


def test_a_profile_is_changed_and_unknown_fields_are_left_alone(cast):
    page = cast.administrator.get(f"/centre/candidates/{cast.profile.id}/edit")
    planted = {"centre_id": str(cast.elsewhere.id), "user_id": "x", "profile_version": "9"}

    done = cast.administrator.submit(page, {"location": "Demo warehouse"} | planted)

    assert done.status == 303
    assert cast.profile.location == "Demo warehouse"
    assert (cast.profile.centre_id, cast.profile.profile_version) == (cast.centre.id, 2)


def test_two_administrators_see_both_versions_of_a_profile(cast, session):
    url = f"/centre/candidates/{cast.profile.id}/edit"
    first, second = cast.administrator.get(url), cast.administrator.get(url)
    cast.administrator.submit(first, {"location": "Demo warehouse"})

    reply = cast.administrator.submit(second, {"location": "Demo call centre"})

    assert reply.status == 409
    assert "Demo Administrator changed this profile at 12 noon" in reply.words()
    assert "Demo warehouse" in reply.words()
    assert reply.html.select_one("#location")["value"] == "Demo call centre"
    assert cast.administrator.submit(reply, {}).status == 303
    assert cast.profile.location == "Demo call centre"
    names = session.scalars(select(AuditEntry.name)).all()
    assert names.count("candidate:changed") == 2
