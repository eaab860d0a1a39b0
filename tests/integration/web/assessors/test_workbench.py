"""The workbench: judging on one page, with and without scripts, alone and against others."""

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import Assessment, Decision
from portfolio.services import assessment
from tests.client import FRAGMENT
from tests.integration.services.assessing import (
    MET,
    criteria,
    first_unit,
    sheet,
    submitted,
    unit_of,
)
from tests.queries import counted

FORM = "form#judge"


@pytest.fixture
def unit(cast):
    return first_unit(cast)


@pytest.fixture
def item(cast, unit):
    made = submitted(cast, unit)
    made.description = "I offered a refund or a resend"
    return made


@pytest.fixture
def url(item):
    return f"/assessor/evidence/{item.id}"


def typed(found, outcome="met", **changed):
    values = {"methods": "EP", "stage": "Summative", "feedback": "Clear. Next: unit 2"}
    for one in found:
        values[f"outcome-{one.id}"] = outcome
        values[f"reason-{one.id}"] = "Seen in the e-mails"
    return values | changed


def test_the_item_stands_beside_its_criteria_with_the_candidates_words(cast, unit, item, url):
    page = cast.assessor.get(url)
    assert "I offered a refund or a resend" in page.words()
    for one in criteria(cast, unit):
        assert page.html.select_one(f"#judge-{one.id}")
    assert "0 of 3 judged" in page.words()


def test_one_button_is_the_one_to_press(cast, url):
    buttons = cast.assessor.get(url).html.select(".govuk-button:not(.govuk-button--secondary)")
    assert [one.text for one in buttons] == ["Record decisions"]


@pytest.mark.req("R-137")
def test_all_ten_methods_are_offered_and_a_barred_one_says_why(cast, url):
    page = cast.assessor.get(url)
    codes = [one["value"] for one in page.html.select("input[name=methods]")]
    assert codes == ["O", "EP", "EWT", "ECH", "EPS", "EWQ", "QC", "QW", "PD", "S"]
    barred = page.html.select_one("#methods-S")
    assert barred.has_attr("disabled")
    assert "Simulation is not accepted in" in page.html.select_one("#methods-S-why").text


def test_recording_decisions_without_scripts(session, cast, unit, item, url):
    page = cast.assessor.get(url)
    reply = cast.assessor.submit(page, typed(criteria(cast, unit), do="accept"), FORM)

    assert (reply.status, reply.location) == (303, "/assessor/queue")
    session.refresh(item)
    assert item.state is EvidenceState.ACCEPTED
    assert len(session.scalars(select(Decision)).all()) == 3
    assert f"{item.code} is accepted" in cast.assessor.get(reply.location).words()


def test_a_second_press_gets_the_first_answer(session, cast, unit, item, url):
    page = cast.assessor.get(url)
    values = typed(criteria(cast, unit), do="accept")
    first, second = (cast.assessor.submit(page, values, FORM) for _ in range(2))
    assert first.location == second.location
    assert len(session.scalars(select(Assessment)).all()) == 1


@pytest.mark.req("R-147")
def test_a_refusal_keeps_everything_typed_and_stands_beside_its_criterion(cast, unit, item, url):
    one, *_ = found = criteria(cast, unit)
    page = cast.assessor.get(url)
    values = typed(found, do="accept", feedback="")
    values[f"reason-{one.id}"] = ""
    reply = cast.assessor.submit(page, values, FORM)

    assert reply.status == 422
    assert "Nothing is lost. Two things need putting right" in reply.words()
    assert "1.1: Say why" in reply.html.select_one(f"#judge-{one.id}").text
    assert reply.html.select_one(f"#outcome-{one.id}-met").has_attr("checked")
    assert "Seen in the e-mails" in reply.html.select_one(f"#reason-{found[1].id}").text
    assert reply.html.select_one("#methods-EP").has_attr("checked")


@pytest.mark.req("R-149")
def test_a_draft_is_kept_shown_again_and_not_to_the_candidate(session, cast, unit, item, url):
    one = criteria(cast, unit, "1.1")[0]
    page = cast.assessor.get(url)
    values = {f"outcome-{one.id}": "met", f"reason-{one.id}": "Half a thought", "do": "draft"}
    reply = cast.assessor.submit(page, values, FORM)

    assert reply.location == url
    again = cast.assessor.get(url)
    assert "Half a thought" in again.html.select_one(f"#reason-{one.id}").text
    assert "1 of 3 judged" in again.words()
    assert "Half a thought" not in cast.candidate.get(f"/evidence/{item.id}").text
    assert "Half a thought" not in cast.candidate.get(f"/units/{unit.id}").text


def test_while_typing_only_the_line_that_says_so_is_answered(session, cast, unit, item, url):
    one = criteria(cast, unit, "1.1")[0]
    headers = FRAGMENT | {"HX-Target": "bench-status"}
    data = {"version": item.version, "assessment_version": 0, f"outcome-{one.id}": "met"}

    reply = cast.assessor.post(url, data, headers=headers)

    assert reply.status == 200
    assert "1 of 3 judged . Draft kept" in reply.words()
    assert not reply.html.select("h1, textarea")
    kept = session.scalars(select(Assessment)).one()
    assert reply.html.select_one("[name=assessment_version]")["value"] == str(kept.version)


def test_referring_back_needs_feedback_and_tells_the_candidate(session, cast, unit, item, url):
    page = cast.assessor.get(url)
    assert cast.assessor.submit(page, {"do": "refer"}, FORM).status == 422
    page = cast.assessor.get(url)
    reply = cast.assessor.submit(page, {"do": "refer", "feedback": "Add page 2"}, FORM)
    assert reply.status == 303
    session.refresh(item)
    assert item.state is EvidenceState.REFERRED
    assert "Add page 2" in cast.candidate.get(f"/evidence/{item.id}").words()


def test_the_second_assessor_is_told_and_keeps_what_they_typed(session, cast, unit, item, url):
    page = cast.assessor.get(url)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    colleague = cast.other_assessor
    cast.make.session.flush()
    made = assessment.accept(session, cast.assessor.actor, item, every)
    made.assessor_id = colleague.user.id
    session.commit()

    one = criteria(cast, unit, "1.1")[0]
    values = typed(criteria(cast, unit), do="accept", **{f"reason-{one.id}": "My own words"})
    reply = cast.assessor.submit(page, values, FORM)

    assert reply.status == 409
    assert "Demo Assessor Two recorded decisions on this item at 12pm" in reply.words()
    assert "My own words" in reply.html.select_one(f"#reason-{one.id}").text


def test_a_draft_of_a_colleague_is_named_before_it_is_written_over(session, cast, unit, item, url):
    page = cast.assessor.get(url)
    kept = assessment.keep(session, cast.assessor.actor, item, sheet({}, feedback="Look at page 2"))
    kept.assessor_id = cast.other_assessor.user.id
    session.commit()

    reply = cast.assessor.submit(page, {"do": "draft", "feedback": "Mine"}, FORM)

    assert reply.status == 409
    assert "Demo Assessor Two began to judge this item" in reply.words()
    assert "Their feedback so far: “Look at page 2”" in reply.words()
    assert "Mine" in reply.html.select_one("[name=feedback]").text
    assert cast.assessor.submit(reply, {"do": "draft"}, FORM).status == 303


def test_untagging_keeps_what_is_typed(session, cast, unit, item, url):
    one, two, _ = criteria(cast, unit)
    page = cast.assessor.get(url)
    values = {f"reason-{two.id}": "Page 2", "do": f"untag:{one.id}"}
    reply = cast.assessor.submit(page, values, FORM)

    again = cast.assessor.get(reply.location)
    assert "No longer tagged to 1.1" in again.words()
    assert not again.html.select_one(f"#judge-{one.id}")
    assert "Page 2" in again.html.select_one(f"#reason-{two.id}").text


def test_tagging_another_criterion(session, cast, unit):
    item = submitted(cast, unit, "1.1")
    url = f"/assessor/evidence/{item.id}"
    reply = cast.assessor.submit(cast.assessor.get(url), {"do": "tag"}, FORM)
    assert reply.location == f"{url}/tags"

    page = cast.assessor.get(reply.location)
    assert cast.assessor.submit(page, {}, "form#tag").status == 422
    page = cast.assessor.get(reply.location)
    missing = criteria(cast, unit, "1.2")[0]
    reply = cast.assessor.submit(page, {"criteria": str(missing.id)}, "form#tag")
    assert cast.assessor.get(reply.location).html.select_one(f"#judge-{missing.id}")


def test_previous_and_next_follow_the_queue(cast, unit):
    items = [submitted(cast, unit, "1.1") for _ in range(3)]
    page = cast.assessor.get(f"/assessor/evidence/{items[1].id}")
    links = {one.text: one["href"] for one in page.html.select(".govuk-button-group a")}
    assert links["Previous"].endswith(str(items[0].id))
    assert links["Next item"].endswith(str(items[2].id))
    assert "Queue, 2 of 3" in page.words()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("assessor", 200),
        ("candidate", 403),
        ("quality_assurer", 403),
        ("verifier", 403),
        ("administrator", 403),
        ("other_assessor", 404),
        ("stranger", 404),
        ("visitor", 303),
    ],
)
def test_who_may_open_the_workbench(cast, url, who, status):
    assert getattr(cast, who).get(url).status == status


@pytest.mark.parametrize("count", [3, 25])
def test_the_workbench_asks_at_most_twelve_questions(cast, make, count):
    unit = unit_of(cast, count)
    item = make.evidence(
        cast.profile, state=EvidenceState.SUBMITTED, submitted_at=clock.now(), kind="product"
    )
    make.file(item)
    for one in make.criteria(unit):
        make.tag(item, unit, one.id)
    cast.assessor.get("/assessor/queue")
    address = f"/assessor/evidence/{item.id}"
    with counted() as queries:
        page = cast.assessor.get(address)
    assert f"0 of {count} judged" in page.words()
    assert len(queries) <= 12
