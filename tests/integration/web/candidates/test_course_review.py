"""Reviewing a course; a review may be an informal complaint as well."""

from __future__ import annotations

import pytest

from portfolio.domain.cases import EntryKind
from portfolio.domain.procedure import Channel
from portfolio.models.audit import AuditEntry
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry
from portfolio.models.course_review import CourseReview
from tests.queries import counted

PATH = "/candidate/course-review"


@pytest.mark.req("R-346", "R-310")
def test_a_review_can_be_a_complaint_with_the_form_attached(cast, make, session):
    make.procedures()
    page = cast.candidate.get(PATH)
    empty = cast.candidate.submit(page, {})
    assert "Rate something or write something" in empty.words()
    wordless = cast.candidate.submit(empty, {"support": "2", "as_complaint": "y"})
    assert wordless.status == 422
    assert "Write what to improve" in wordless.words()
    assert wordless.html.select_one("#support option[selected]")["value"] == "2"

    values = {"went_well": "The visits", "to_improve": "Fewer cancelled reviews"}
    done = cast.candidate.submit(wordless, values | {"as_complaint": "y", "teaching": "9"})
    again = cast.candidate.submit(wordless, values | {"as_complaint": "y"})

    assert done.location == again.location == "/candidate/cases"
    review = session.query(CourseReview).one()
    assert review.ratings == {"support": 2}
    case = session.query(Case).one()
    assert review.case_id == case.id
    assert (case.channel, case.stage_name) == (Channel.REVIEW_FORM, "Stage 1, informal")
    assert (case.said, case.candidate_id) == ("Fewer cancelled reviews", cast.profile.id)
    form = session.query(CaseEntry).filter_by(kind=EntryKind.ADDED).one()
    assert "Support from staff: Poor" in form.text
    assert "What went well: The visits" in form.text
    assert case.reference in cast.candidate.get("/candidate/cases").words()
    assert session.query(AuditEntry).filter_by(name="course-review:given").count() == 1
    listed = cast.administrator.get("/cases/reviews")
    assert f"Treated as a complaint: {case.reference}" in listed.words()
    assert "Support from staff Mean of 5: 2.0" in listed.words()
    assert cast.assessor.get("/cases/reviews").status == 403
    assert cast.assessor.get(PATH).status in {403, 404}
    assert "Demo Candidate One" not in cast.stranger_administrator.get("/cases/reviews").words()


def test_a_list_of_reviews_takes_as_many_queries_however_long(cast, make, session):
    make.procedures()
    assert "No review yet" in cast.administrator.get("/cases/reviews").words()
    found = []
    for _round in range(2):
        for _ in range(15):
            page = cast.candidate.get(PATH)
            cast.candidate.submit(page, {"went_well": "All of it"})
        with counted() as queries:
            page = cast.administrator.get("/cases/reviews?page=9")
        found.append(len(queries))
    assert "Page 2 of 2" in page.words()
    assert found[0] == found[1] <= 12
