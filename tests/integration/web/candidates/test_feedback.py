"""Feedback as the candidate reads it: the newest first, with what to do about each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.assessment import Assessment, Decision
from portfolio.models.evidence import RecordComment
from portfolio.models.notice import Notice
from portfolio.services import notices

URL = "/candidate/feedback"


@pytest.fixture
def judged(session, cast, make, unit):
    """Judges an item: its first criterion not yet, the second met; released or not."""

    def judged(item, feedback, *, minutes=0, released=True):
        moment = clock.now() + timedelta(minutes=minutes)
        made = Assessment(
            evidence_id=item.id,
            assessor_id=cast.assessor.user.id,
            feedback=feedback,
            outcome=EvidenceState.REFERRED if released else None,
            begun_at=moment,
            released_at=moment if released else None,
        )
        session.add(made)
        session.flush()
        outcomes = (DecisionOutcome.NOT_YET, DecisionOutcome.MET)
        for criterion, outcome in zip(make.criteria(unit), outcomes, strict=False):
            session.add(
                Decision(
                    assessment_id=made.id,
                    evidence_id=item.id,
                    unit_id=unit.id,
                    criterion_id=criterion.id,
                    outcome=outcome,
                    stage=DecisionStage.SUMMATIVE,
                    methods=["WP"],
                    justification=f"Because of {criterion.criterion_number}",
                    assessor_id=cast.assessor.user.id,
                    decided_at=moment,
                )
            )
        session.flush()
        return made

    return judged


@pytest.mark.req("R-149", part="what the candidate sees")
def test_feedback_says_what_to_do_and_leads_there(cast, item, judged):
    item.state = EvidenceState.REFERRED
    judged(item, "A clear letter. Say next how you followed it up.")

    page = cast.candidate.get(URL)

    shown = page.words()
    assert "A clear letter. Say next how you followed it up." in shown
    assert "Demo Assessor One, 24 November 2026 at 12 noon" in shown
    assert "Not yet 1.1 Because of 1.1" in shown
    assert "Unit 1, Group A - Mandatory" in shown
    assert "add what is missing to E-01, then submit it again" in shown
    assert page.html.select_one(f'a[href="/candidate/evidence/{item.id}/edit"]')
    assert page.html.select_one(f'a[href="/evidence/{item.id}"]')


@pytest.mark.req("R-149", part="what the candidate sees")
def test_an_outcome_without_released_feedback_is_not_shown(cast, item, judged):
    judged(item, "", released=False)
    page = cast.candidate.get(URL)
    assert "No feedback yet" in page.words()
    assert "Because of 1.1" not in page.words()


def test_the_newest_comes_first(cast, make, item, judged):
    judged(item, "The older one")
    second = make.evidence(cast.profile, state=EvidenceState.ACCEPTED)
    judged(second, "The newer one", minutes=5)
    titles = [entry.blockquote.text for entry in cast.candidate.get(URL).html.select("article")]
    assert titles == ["The newer one", "The older one"]


def test_what_is_new_is_marked_once(session, cast, item, judged):
    made = judged(item, "Well done so far")
    user_id = cast.candidate.user.id
    news = notices.News(
        key=f"assessment:released:{made.id}:{user_id}",
        centre_id=cast.centre.id,
        kind="assessment",
        text="E-01 was sent back",
        path=f"/evidence/{item.id}",
    )
    notices.tell(session, user_id, news)
    assert cast.candidate.get(URL).html.select("article .pf-count")
    assert session.scalars(select(Notice)).one().read_at == clock.now()
    assert not cast.candidate.get(URL).html.select("article .pf-count")


def test_the_candidates_comment_stands_with_it(session, cast, item, judged):
    judged(item, "See 1.1")
    session.add(
        RecordComment(
            evidence_id=item.id,
            author_id=cast.candidate.user.id,
            text="I will add the second letter",
            created_at=clock.now(),
        )
    )
    session.flush()
    assert "I will add the second letter" in cast.candidate.get(URL).words()


def test_nobody_reads_anothers_feedback(cast, item, judged):
    judged(item, "Only for one pair of eyes")
    assert "Only for one pair" not in cast.other_candidate.get(URL).text
    assert cast.assessor.get(URL).status == 403


def test_the_queries_do_not_grow_with_the_feedback(cast, make, item, judged, queries):
    judged(item, "The first")
    small = queries(lambda: cast.candidate.get(URL))
    for n in range(24):
        judged(make.evidence(cast.profile), f"Number {n}", minutes=n)
    assert queries(lambda: cast.candidate.get(URL)) == small
    assert small <= 12
    assert "Page 1 of 2" in cast.candidate.get(URL).words()
