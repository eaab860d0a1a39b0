"""The page of one item: for its readers, with what was released and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.assessment import Assessment, Decision, UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence, FileCopy, RecordComment
from portfolio.models.notice import Notice
from tests.queries import counted


@pytest.fixture
def unit(cast, session) -> UnitProgress:
    query = select(UnitProgress).where(
        UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[0].id
    )
    return session.scalars(query).one()


@pytest.fixture
def item(cast, make, session, unit) -> Evidence:
    item = make.evidence(cast.profile, title="MARKER-TITLE", state=EvidenceState.SUBMITTED)
    make.file(item, "log.pdf")
    make.tag(item, unit, make.criteria(unit)[0].id)
    session.commit()
    return item


@pytest.fixture
def judge(cast, make, session, unit):
    def decide(item: Evidence, *, released: bool) -> Decision:
        moment = clock.now() if released else None
        judged = Assessment(
            evidence_id=item.id,
            assessor_id=cast.assessor.user.id,
            feedback="MARKER-FEEDBACK",
            outcome=EvidenceState.ACCEPTED if released else None,
            begun_at=clock.now(),
            released_at=moment,
        )
        session.add(judged)
        session.flush()
        decision = Decision(
            assessment_id=judged.id,
            evidence_id=item.id,
            unit_id=unit.id,
            criterion_id=make.criteria(unit)[0].id,
            outcome=DecisionOutcome.MET,
            stage=DecisionStage.SUMMATIVE,
            methods=["PE"],
            justification="MARKER-REASON",
            assessor_id=cast.assessor.user.id,
            decided_at=clock.now(),
        )
        session.add(decision)
        if released:
            item.state = EvidenceState.ACCEPTED
        session.commit()
        return decision

    return decide


def page_of(item: Evidence) -> str:
    return f"/evidence/{item.id}"


@pytest.mark.req("R-329")
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
def test_who_may_open_it_and_nobody_else_learns_of_it(cast, item, who, status):
    reply = getattr(cast, who).get(page_of(item))
    assert reply.status == status
    assert ("MARKER" in reply.text) is (status == 200)


def test_its_assessor_goes_on_to_judge_it_while_it_waits_and_nobody_else_does(cast, item, session):
    there = f"/assessor/evidence/{item.id}"
    for person in (cast.candidate, cast.quality_assurer, cast.verifier, cast.administrator):
        assert there not in person.get(page_of(item)).text
    assert there in cast.assessor.get(page_of(item)).text

    item.state = EvidenceState.ACCEPTED
    session.commit()
    assert there not in cast.assessor.get(page_of(item)).text


def test_what_is_not_released_is_not_on_the_page(cast, item, judge):
    judge(item, released=False)
    for person in (cast.candidate, cast.quality_assurer, cast.verifier):
        page = person.get(page_of(item)).text
        assert "MARKER-REASON" not in page
        assert "MARKER-FEEDBACK" not in page


def test_released_decisions_stand_with_who_when_and_why(cast, item, judge):
    judge(item, released=True)
    words = cast.candidate.get(page_of(item)).words()
    assert "24 November 2026 at 12 noon, Demo Assessor One" in words
    assert "MARKER-FEEDBACK" in words
    assert "MARKER-REASON" in words


@pytest.mark.req("R-099")
def test_a_replaced_file_stays_readable_beside_its_superseded_decision(cast, item, judge, session):
    decision = judge(item, released=True)
    (file,) = item.current_files
    file.removed_at, file.removed_by_id = clock.now(), cast.candidate.user.id
    decision.superseded_at, decision.superseded_reason = clock.now(), "“log.pdf” was replaced"
    session.commit()
    reply = cast.assessor.get(page_of(item))
    assert "Replaced, kept for the record" in reply.words()
    assert "Superseded 24 November 2026 at 12 noon: “log.pdf” was replaced" in reply.words()


@pytest.mark.req("R-333", part="verifiers' openings")
def test_a_verifiers_visit_is_recorded_and_an_assessors_is_not(cast, item, session):
    cast.assessor.get(page_of(item))
    cast.verifier.get(page_of(item))
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.name == "evidence:opened"))
    assert (entry.actor_id, entry.subject_id) == (cast.verifier.user.id, item.id)


def test_a_verifier_finds_nothing_to_press(cast, item, judge):
    judge(item, released=True)
    html = cast.verifier.get(page_of(item)).html
    assert not html.select("main form")
    assert not html.select("main button")


STAGES = [
    ("image/jpeg", ["screen"], "main img"),
    ("application/pdf", ["page", "page"], "main img"),
    ("video/mp4", [], "main video[controls]"),
    ("audio/mp4", [], "main audio[controls]"),
    ("text/plain", [], "main a.govuk-button"),
]


@pytest.mark.parametrize(("media_type", "copies", "shown"), STAGES)
def test_each_kind_of_file_is_shown_in_its_way(
    cast, item, make, session, media_type, copies, shown
):
    (file,) = item.current_files
    file.media_type, file.copies_state = media_type, "made" if copies else "No viewing copy"
    for number, kind in enumerate(copies, 1):
        session.add(
            FileCopy(
                file_id=file.id, kind=kind, page=number, key=f"{file.key[:-1]}{number}",
                size=1, width=1, height=1,
            )
        )  # fmt: skip
    session.commit()
    html = cast.assessor.get(page_of(item)).html
    assert html.select_one(shown)
    assert "not virus-checked" in html.text
    if len(copies) > 1:
        assert html.find("a", string="Next page")


def test_a_comment_stands_under_the_record_dated_and_the_assessor_is_told(
    cast, item, judge, session
):
    judge(item, released=True)
    page = cast.candidate.get(page_of(item))
    reply = cast.candidate.submit(page, {"text": "I asked <twice>"}, form="#comment")

    assert reply.status == 303
    assert "I asked <twice>" in cast.assessor.get(page_of(item)).words()
    assert session.scalars(select(RecordComment)).one().created_at == clock.now()
    (notice,) = session.scalars(select(Notice).where(Notice.kind == "record:commented"))
    assert notice.user_id == cast.assessor.user.id
    assert item.state is EvidenceState.ACCEPTED


@pytest.mark.req("R-146")
def test_a_record_of_the_assessor_can_be_commented_by_the_candidate_alone(cast, make, session):
    record = make.evidence(
        cast.profile,
        kind="observation",
        staff_record=True,
        state=EvidenceState.ACCEPTED,
        created_by_id=cast.assessor.user.id,
    )
    session.commit()
    page = cast.candidate.get(page_of(record))
    empty = cast.candidate.submit(page, {"text": " "}, form="#comment")
    assert empty.status == 422
    assert "Write your comment" in empty.words()
    assert cast.candidate.submit(page, {"text": "So it was"}, form="#comment").status == 303
    assert cast.assessor.post(page_of(record) + "/comments", {"text": "x"}).status == 403


def test_the_page_asks_no_more_for_a_larger_item(cast, item, make, session, unit):
    def asked() -> int:
        with counted() as sent:
            cast.assessor.get(page_of(item))
        return len(sent)

    small = asked()
    for _ in range(20):
        make.file(item)
    make.tag(item, unit, make.criteria(unit)[1].id)
    session.commit()
    assert asked() == small <= 12
