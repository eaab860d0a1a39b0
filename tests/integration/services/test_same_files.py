"""A file in two portfolios: recorded once, told once to both assessors, settled for both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from portfolio import clock
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment
from portfolio.models.job import Job
from portfolio.models.notice import Notice
from portfolio.models.same_file import PictureBand, SameFile
from portfolio.queries import same_files as queries
from portfolio.services import evidence_submitting, same_files
from tests.conftest import NOON
from tests.integration.services.evidence import description
from tests.integration.two_portfolios import handed_in, other_profile

PICTURE = 0x0123456789ABCDEF_FEDCBA9876543210


@pytest.fixture
def other(cast):
    return other_profile(cast)


@pytest.fixture
def first(cast, other):
    return handed_in(cast, other, "team-form.pdf")


@pytest.fixture
def second(cast, first):
    return handed_in(cast, cast.profile, "our-form.pdf")


def find(session, file, bits=None) -> list[SameFile]:
    found = same_files.find(session, file.id, bits)
    session.flush()
    return found


def told(session) -> dict[str, int]:
    rows = session.execute(select(Notice.user_id).where(Notice.kind == "same-file:found"))
    ids = [row[0] for row in rows]
    return {one: ids.count(one) for one in ids}


@pytest.mark.req("R-127")
def test_the_same_file_of_two_candidates_is_recorded_once_and_told_to_both_assessors(
    session, cast, first, second
):
    (pair,) = find(session, second)
    assert {pair.first, pair.second} == {first, second}
    assert pair.bits_apart is None
    assert find(session, second) == find(session, first) == []

    assert told(session) == {cast.assessor.user.id: 1, cast.other_assessor.user.id: 1}
    texts = set(session.scalars(select(Notice.text).where(Notice.kind == "same-file:found")))
    assert texts == {"A file of an item you assess is in another candidate’s portfolio too"}


@pytest.mark.req("R-127")
def test_each_trail_names_its_own_side_only(session, first, second):
    find(session, second)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.name == "same-file:found")).all()
    said = {entry.candidate_id: entry.details for entry in entries}
    assert said[second.candidate_id] == {
        "code": second.evidence.code,
        "file": f"our-form.pdf {second.sha256}",
        "looks_alike_only": False,
    }
    assert said[first.candidate_id]["file"].startswith("team-form.pdf")
    assert {entry.actor_id for entry in entries} == {None}


def spoil(cast, file, how: str) -> None:
    """Make the one file something that is not compared."""
    item = file.evidence
    match how:
        case "draft" | "withdrawn":
            item.state = EvidenceState(how.capitalize())
        case "removed":
            file.removed_at, file.removed_by_id = clock.now(), item.created_by_id
        case "checking":
            file.state = FileState.CHECKING
        case "record":
            item.staff_record = True
        case "another centre":
            item.candidate.centre_id = cast.elsewhere.id
        case "own":
            item.candidate_id = file.candidate_id = cast.profile.id
            item.item_number = 99
    cast.make.session.flush()
    cast.make.session.expire_all()


@pytest.mark.parametrize(
    "how", ["draft", "withdrawn", "removed", "checking", "record", "another centre", "own"]
)
def test_what_no_assessor_of_the_centre_has_from_another_candidate_is_no_finding(
    session, cast, first, second, how
):
    spoil(cast, first, how)
    assert find(session, second) == []
    assert find(session, first) == []
    assert told(session) == {}


@pytest.mark.req("R-127", part="a near-identical picture")
def test_a_near_picture_is_found_whichever_of_its_bits_differ(session, cast, other):
    for n, flips in enumerate([0b1111111, 0b1 << 64, 0b11111111]):
        photo = handed_in(cast, other, f"{n}.jpg", media_type="image/jpeg", sha256=f"{n:064x}")
        find(session, photo, PICTURE ^ flips)
    mine = handed_in(cast, cast.profile, "mine.jpg", media_type="image/jpeg", sha256="f" * 64)
    assert sorted(pair.bits_apart for pair in find(session, mine, PICTURE)) == [1, 7]


def test_a_plain_picture_is_kept_but_never_compared(session, cast, other):
    for candidate, sha in ((other, "1"), (cast.profile, "2")):
        wall = handed_in(cast, candidate, "wall.jpg", sha256=sha * 64)
        assert find(session, wall, 0b111) == []
        assert queries.print_of(session, wall.id).number == 0b111
    assert session.scalars(select(PictureBand)).all() == []


def test_many_files_of_one_item_tell_each_assessor_once(session, cast, first, second):
    again = handed_in(cast, first.evidence.candidate, "b.pdf", sha256="b" * 64, item=first.evidence)
    handed_in(cast, cast.profile, "c.pdf", sha256=again.sha256, item=second.evidence)
    for file in second.evidence.files:
        find(session, file)
    assert len(session.scalars(select(SameFile)).all()) == 2
    assert set(told(session).values()) == {1}


@pytest.mark.req("R-127")
def test_a_candidate_who_assesses_the_other_one_is_not_told(session, cast, first, second):
    session.execute(
        update(Assignment)
        .where(Assignment.user_id == cast.assessor.user.id)
        .values(user_id=cast.other_candidate.user.id)
    )
    find(session, second)
    assert set(told(session)) == {cast.other_assessor.user.id}


@pytest.mark.req("R-127", part="reuse with a recorded reason")
def test_a_reason_settles_it_for_both_and_stands_in_both_trails(session, cast, first, second):
    (pair,) = find(session, second)
    actor = cast.assessor.actor
    with pytest.raises(Refusal, match="Say why"):
        same_files.settle(session, actor, second.evidence, [pair.id], " ")
    same_files.settle(session, actor, second.evidence, [pair.id], " A form of the shop ")

    assert (pair.reason, pair.settled_by_id) == ("A form of the shop", actor.user_id)
    assert not queries.has_open(session, first.evidence_id)
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.name == "same-file:settled")
    ).all()
    assert {entry.candidate_id for entry in entries} == {first.candidate_id, second.candidate_id}
    assert {entry.details["reason"] for entry in entries} == {"A form of the shop"}
    mine = next(entry for entry in entries if entry.candidate_id == second.candidate_id)
    assert mine.details["files"] == [f"our-form.pdf {second.sha256}"]

    other = cast.other_assessor.actor
    with pytest.raises(Conflict, match="Demo Assessor One has recorded a reason"):
        same_files.settle(session, other, first.evidence, [pair.id], "Another reason")
    assert pair.reason == "A form of the shop"


def test_a_finding_of_another_item_cannot_be_settled_from_here(session, cast, make, second):
    (pair,) = find(session, second)
    elsewhere = make.evidence(cast.profile)
    make.file(elsewhere)
    with pytest.raises(Refusal, match="Choose at least one"):
        same_files.settle(session, cast.assessor.actor, elsewhere, [pair.id], "A reason")


def test_after_settling_a_third_portfolio_is_news_again(session, cast, make, first, second):
    (pair,) = find(session, second)
    same_files.settle(session, cast.assessor.actor, second.evidence, [pair.id], "A form")
    clock.use(lambda: NOON + timedelta(hours=1))
    third = make.candidate(cast.centre)
    make.enrolment(third, cast.qualification, cast.rule)
    find(session, handed_in(cast, third, "theirs.pdf"))
    assert told(session) == {cast.assessor.user.id: 2, cast.other_assessor.user.id: 2}


@pytest.mark.req("R-127")
def test_handing_in_looks_for_each_file(session, cast, make, second):
    draft = make.evidence(cast.profile, title="", kind="")
    file = make.file(draft)
    criterion_id = second.evidence.tags[0].criterion_id
    said = description(draft, [criterion_id])
    evidence_submitting.submit(session, cast.candidate.actor, draft, said)
    jobs = session.scalars(select(Job).where(Job.name == "find-same-files")).all()
    assert [job.arguments for job in jobs] == [{"file_id": str(file.id)}]


def test_files_and_pictures_are_looked_up_by_index(session, second):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole whatever their indexes")
    seen: list[str] = []

    def explain(_connection, cursor, statement, parameters, *_rest):
        plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        seen.extend(str(step[3]) for step in plan.fetchall())

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", explain)
    try:
        queries.matches(session, second, PICTURE)
    finally:
        event.remove(connection, "before_cursor_execute", explain)
    assert any("ix_evidence_file_sha256" in step for step in seen)
    assert any("ix_picture_band_centre_id_band" in step for step in seen)
    assert [step for step in seen if step.startswith("SCAN")] == []
