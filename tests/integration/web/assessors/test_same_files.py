"""A file in two portfolios, as each reader sees it: staff a plain notice, candidates nothing."""

from __future__ import annotations

import pytest

from portfolio.domain.actors import Role
from portfolio.domain.states import EvidenceState
from portfolio.models.audit import AuditEntry
from portfolio.models.same_file import SameFile
from portfolio.services import same_files
from tests.integration.two_portfolios import handed_in, other_profile

WORDS = ("another portfolio", "same file", "same-file", "another candidate", "nearly the same")
FORM = "#settle"


@pytest.fixture
def theirs(cast):
    return handed_in(cast, other_profile(cast), "team-form.pdf")


@pytest.fixture
def mine(cast, theirs, session):
    file = handed_in(cast, cast.profile, "our-form.pdf")
    same_files.find(session, file.id, None)
    session.commit()
    return file


def settle_url(file) -> str:
    return f"/assessor/evidence/{file.evidence_id}/same-files"


def notice(page) -> str:
    found = page.html.select_one("#same-files")
    return " ".join(found.text.split()) if found else ""


@pytest.mark.req("R-127")
def test_both_assessors_see_a_plain_notice_where_they_work(cast, mine, theirs):
    for person, own, other in (
        (cast.assessor, mine, cast.other_assessor),
        (cast.other_assessor, theirs, cast.assessor),
    ):
        for url in (f"/evidence/{own.evidence_id}", f"/assessor/evidence/{own.evidence_id}"):
            said = notice(person.get(url))
            assert f"{own.name} is the same file as one of another candidate" in said
            assert f"Assessed by {other.user.name}." in said
            assert "nothing about how that came to be" in said
        assert "another candidate" in person.get("/account/notices").words()


@pytest.mark.req("R-127")
def test_who_may_not_see_the_other_portfolio_learns_nothing_of_it(cast, mine, theirs):
    for person in (cast.assessor, cast.quality_assurer, cast.verifier):
        page = person.get(f"/evidence/{mine.evidence_id}")
        assert notice(page)
        for hidden in (cast.other_candidate.user.name, theirs.name, str(theirs.evidence_id)):
            assert hidden not in page.text


@pytest.mark.req("R-127")
def test_who_may_see_both_learns_which_item_it_is(cast, make, mine, theirs):
    by = cast.administrator.user
    enrolment = theirs.evidence.candidate.enrolments[0]
    make.assignment(enrolment, Role.IQA, cast.quality_assurer.user, by)
    make.access(cast.verifier.user, theirs.evidence.candidate, by)
    for person in (cast.quality_assurer, cast.verifier):
        page = person.get(f"/evidence/{mine.evidence_id}")
        assert "team-form.pdf in E-01 of Demo Candidate Two" in notice(page)
        assert page.html.select_one(f"#same-files a[href='/evidence/{theirs.evidence_id}']")
        assert "Record why" not in notice(page)

    theirs.evidence.state = EvidenceState.DRAFT
    page = cast.quality_assurer.get(f"/evidence/{mine.evidence_id}")
    assert "Demo Candidate Two" not in page.text
    assert "taken out there since" in notice(page)


@pytest.mark.req("R-127")
def test_candidates_learn_nothing_anywhere(cast, mine, theirs, session):
    for person, own, candidate in (
        (cast.candidate, mine, cast.profile),
        (cast.other_candidate, theirs, theirs.evidence.candidate),
    ):
        for url in (
            "/candidate",
            "/candidate/evidence",
            "/account/notices",
            f"/evidence/{own.evidence_id}",
            f"/evidence/{own.evidence_id}/history",
            f"/portfolios/{candidate.id}/history",
            f"/portfolios/{candidate.id}/index",
            f"/units/{own.evidence.tags[0].unit_id}/trail",
        ):
            page = person.get(url)
            assert page.status == 200
            assert not any(word in page.text.lower() for word in WORDS), url
        assert person.get(settle_url(own)).status == 403
        assert person.post(settle_url(own), {"reason": "x"}).status == 403
    assert session.query(AuditEntry).filter_by(name="same-file:found").count() == 2
    assert "Same file found" in cast.assessor.get(f"/evidence/{mine.evidence_id}/history").words()


def test_an_open_edit_page_does_not_tell_who_settled_what(cast, mine, session):
    """The one other place where a candidate reads who touched an item last."""
    mine.evidence.state = EvidenceState.REFERRED
    session.commit()
    url = f"/candidate/evidence/{mine.evidence_id}/edit"
    first = cast.candidate.get(url)
    second = cast.candidate.get(url)
    cast.candidate.submit(first, {"deed": "save", "title": "Mine"}, "#describe")
    reason(cast.assessor, mine, "A form of the shop")
    reply = cast.candidate.submit(second, {"deed": "save", "title": "Other"}, "#describe")
    assert reply.status == 409
    assert "You changed it in another window" in reply.words()


def reason(person, file, words: str):
    page = person.get(settle_url(file))
    chosen = [box["value"] for box in page.html.select("[name=findings][checked]")]
    return person.submit(page, {"findings": chosen, "reason": words}, FORM)


@pytest.mark.req("R-127", part="reuse with a recorded reason")
def test_a_recorded_reason_is_read_by_both_assessors_and_in_the_history(cast, mine, theirs):
    reply = reason(cast.assessor, mine, "A form of the shop")
    assert (reply.status, reply.location) == (303, f"/evidence/{mine.evidence_id}")

    for person, file in ((cast.assessor, mine), (cast.other_assessor, theirs)):
        page = person.get(f"/evidence/{file.evidence_id}")
        assert "In another portfolio too, explained" in notice(page)
        assert "Explained by Demo Assessor One" in notice(page)
        assert "A form of the shop" in notice(page)
        assert not page.html.select_one(f"a[href='{settle_url(file)}']")
        history = person.get(f"/evidence/{file.evidence_id}/history").words()
        assert "Reason: A form of the shop" in history
    assert not cast.other_assessor.get(settle_url(theirs)).html.select_one(FORM)


def test_without_a_reason_nothing_is_settled_and_what_was_typed_stays(cast, mine, session):
    reply = reason(cast.assessor, mine, "  ")
    assert reply.status == 422
    assert "Say why it is all right" in reply.html.select_one("#reason-error").text
    assert reply.html.select_one("[name=findings][checked]")

    page = cast.assessor.get(settle_url(mine))
    reply = cast.assessor.submit(page, {"findings": None, "reason": "A form"}, FORM)
    assert reply.html.select_one("#error-summary a")["href"] == "#findings"
    assert reply.html.select_one("#reason").text.strip() == "A form"
    assert session.query(SameFile).one().settled_at is None


def test_the_second_of_two_assessors_is_told_who_was_first(cast, mine, theirs):
    page = cast.other_assessor.get(settle_url(theirs))
    chosen = [box["value"] for box in page.html.select("[name=findings]")]
    reason(cast.assessor, mine, "A form of the shop")
    reply = cast.other_assessor.submit(page, {"findings": chosen, "reason": "Mine"}, FORM)
    assert reply.status == 409
    assert "Demo Assessor One has recorded a reason meanwhile" in reply.words()
    assert "A form of the shop" in notice(reply)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("quality_assurer", 403),
        ("verifier", 403),
        ("administrator", 403),
        ("other_assessor", 404),
        ("stranger", 404),
    ],
)
def test_only_the_items_assessor_may_give_a_reason(cast, mine, who, status):
    person = getattr(cast, who)
    assert person.get(settle_url(mine)).status == status
    assert person.post(settle_url(mine), {"reason": "x"}).status == status


def test_the_administrator_reads_nothing_of_it(cast, mine):
    assert not notice(cast.administrator.get(f"/evidence/{mine.evidence_id}"))


def test_an_item_without_a_finding_says_so_only_where_asked(cast, item):
    assert not notice(cast.assessor.get(f"/evidence/{item.id}"))
    assert "Nothing found" in cast.assessor.get(f"/assessor/evidence/{item.id}/same-files").words()


def test_the_notice_costs_the_same_whatever_was_found(cast, make, mine, session, queries):
    page = f"/evidence/{mine.evidence_id}"
    work = f"/assessor/evidence/{mine.evidence_id}"
    few = queries(lambda: cast.assessor.get(page)), queries(lambda: cast.assessor.get(work))
    for n in range(25):
        candidate = make.candidate(cast.centre)
        make.enrolment(candidate, cast.qualification, cast.rule)
        same_files.find(session, handed_in(cast, candidate, f"{n}.pdf").id, None)
    many = queries(lambda: cast.assessor.get(page)), queries(lambda: cast.assessor.get(work))
    assert many == few
    assert max(many) <= 12
    said = notice(cast.assessor.get(page))
    assert said.count("is the same file as") == 20
    assert "And 6 more" in said
