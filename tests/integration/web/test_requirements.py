"""Evidence requirements on the pages: ticked like criteria, called by their words."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.notice import Notice
from portfolio.services import assessment, progress
from tests.integration.services.assessing import MET, NOT_YET, sheet, submitted, unit_of

PASSWORD = "correct horse battery"
SECOND = "Evidence requirement 2"

pytestmark = pytest.mark.req("R-339")


@pytest.fixture
def unit(cast):
    """A unit of 12 criteria and 2 evidence requirements."""
    return unit_of(cast, 12, requirements=2)


@pytest.fixture
def asked(make, unit):
    """Its evidence requirements."""
    return make.criteria(unit)[-2:]


@pytest.fixture
def all_but_one(session, cast, make, unit):
    """An item accepted for the 12 criteria and the first requirement, and one not judged yet for
    the second; both declared."""
    criteria = make.criteria(unit)[:-1]
    item = submitted(cast, unit, " ".join(one.criterion_number for one in criteria))
    last = submitted(cast, unit, "ER2")
    outcomes = sheet(dict.fromkeys(criteria, MET))
    assessment.accept(session, cast.assessor.actor, item, outcomes)
    make.declaration(unit)
    return item, last


def test_a_candidate_ticks_a_requirement_like_a_criterion(cast, make, unit, asked):
    item = make.evidence(cast.profile, title="Call log")
    make.file(item)
    page = cast.candidate.get(f"/candidate/evidence/{item.id}/edit")
    assert "12 criteria 2 evidence requirements" in page.words()
    row = page.html.select_one(f"label[for=criterion-{asked[1].id}]")
    assert row.b.text == SECOND
    outcome = row.find_parent("details").summary
    assert outcome.text.split() == ["Evidence", "requirements"]

    reply = cast.candidate.submit(
        page, {"criteria": str(asked[1].id), "deed": "keep"}, form="#describe"
    )

    assert reply.status == 303
    again = cast.candidate.get(f"/candidate/evidence/{item.id}/edit")
    assert SECOND in again.html.select_one("[data-picker-list]").text
    assert "1 evidence requirement" in cast.candidate.get("/candidate/evidence").words()
    history = cast.candidate.get(f"/evidence/{item.id}/history").words()
    assert f"Tagged: {unit.unit.reference} evidence requirement 2" in history


def test_a_phone_is_told_which_of_its_criteria_are_requirements(cast, unit):
    units = cast.candidate.get("/candidate/captures/start").response.json["units"]

    outcomes = next(one["outcomes"] for one in units if one["title"] == unit.unit.title)
    assert [one["requirements"] for one in outcomes] == [False, True]
    assert [one["number"] for one in outcomes[1]["criteria"]] == ["Evidence requirement 1", SECOND]


def test_an_assessor_judges_a_requirement_and_the_candidate_reads_of_it(session, cast, unit, asked):
    item = submitted(cast, unit, "1.1 ER1 ER2")
    assert (
        "1 criterion and 2 evidence requirements in" in cast.assessor.get("/assessor/queue").words()
    )
    url = f"/assessor/evidence/{item.id}"
    page = cast.assessor.get(url)
    judge = page.html.select_one(f"#judge-{asked[1].id}")
    assert judge.summary.b.text == SECOND
    refused = cast.assessor.submit(page, {"do": "accept"}, "form#judge")
    assert "Choose Met or Not yet for evidence requirement 2, or untag it" in refused.words()

    one, *_ = (tag.criterion for tag in item.current_tags if tag.criterion not in asked)
    values = {"methods": "EP", "stage": "Summative", "feedback": "Clear", "do": "accept"}
    for criterion, outcome in ((one, "met"), (asked[0], "met"), (asked[1], "not")):
        values |= {f"outcome-{criterion.id}": outcome, f"reason-{criterion.id}": "Seen"}
    assert cast.assessor.submit(cast.assessor.get(url), values, "form#judge").status == 303

    told = session.scalars(select(Notice.text).where(Notice.user_id == cast.candidate.user.id))
    assert f"{item.code} was accepted: 1 criterion and 1 evidence requirement met" in set(told)
    assert f"{SECOND}: Seen" in cast.candidate.get("/candidate/feedback").words()
    facts = cast.candidate.get(f"/evidence/{item.id}").words()
    assert f"{SECOND}: Demo requirement 2" in facts
    history = cast.assessor.get(f"/evidence/{item.id}/history").words()
    assert "evidence requirement 1 Met, evidence requirement 2 Not yet" in history


def test_untagging_says_what_in_words(cast, unit, asked):
    item = submitted(cast, unit, "1.1 ER2")
    url = f"/assessor/evidence/{item.id}"
    reply = cast.assessor.submit(
        cast.assessor.get(url), {"do": f"untag:{asked[1].id}"}, "form#judge"
    )
    assert "No longer tagged to evidence requirement 2" in cast.assessor.get(reply.location).words()

    tags = cast.assessor.get(f"{url}/tags")
    assert tags.html.select_one(f"label[for=criterion-{asked[1].id}] b").text == SECOND
    reply = cast.assessor.submit(tags, {"criteria": str(asked[1].id)}, "form#tag")
    assert (
        "Tagged to evidence requirement 2, with your name"
        in cast.assessor.get(reply.location).words()
    )


def test_signing_off_is_refused_naming_the_requirement_that_lacks(
    session, cast, unit, asked, all_but_one
):
    url = f"/assessor/units/{unit.id}/sign-off"
    page = cast.assessor.get(url)
    assert not page.html.select("form#sign")
    assert (
        "Missing: all evidence requirements met. 1 of 2. Evidence requirement 2 is not met yet"
        in page.words()
    )

    cast.make.password(cast.assessor.user, PASSWORD)
    assessment.accept(session, cast.assessor.actor, all_but_one[1], sheet({asked[1]: MET}))
    session.commit()
    page = cast.assessor.get(url)
    assert "12 of 12 criteria and 2 of 2 evidence requirements met" in page.words()
    assert "every evidence requirement of this unit" in page.words()
    given = {"authenticity": "discussed", "confirmed": "y", "password": PASSWORD}
    assert cast.assessor.submit(page, given, "form#sign").status == 303
    session.refresh(unit)
    assert unit.state is UnitState.ACHIEVED


@pytest.mark.parametrize("who", ["candidate", "assessor", "quality_assurer", "verifier"])
def test_the_units_pages_count_and_name_its_requirements(cast, unit, all_but_one, who):
    reader = getattr(cast, who)
    page = reader.get(f"/units/{unit.id}")
    counted = "12 of 12 criteria and 1 of 2 evidence requirements met"
    assert counted in page.words()
    assert page.html.select_one("#coverage svg")["aria-label"] == counted
    assert "Gaps: evidence requirement 2 (tagged, no decision yet)" in page.words()
    rows = [row.th.b.text for row in page.html.select("#criteria tbody tr")]
    assert rows[-2:] == ["Evidence requirement 1:", f"{SECOND}:"]

    record = reader.get(f"/units/{unit.id}/record-sheet")
    heads = [head.text for head in record.html.select(".pf-matrix thead th[colspan]")]
    assert heads[-1].replace("\N{SOFT HYPHEN}", "") == "Evidence requirements"
    titles = [short["title"] for short in record.html.select(".pf-matrix thead abbr")]
    assert titles[-1] == f"{SECOND}: Demo requirement 2"
    cell = record.html.select(".pf-matrix tbody .pf-cell")[-1]
    assert cell["title"].endswith(f"for {SECOND}: tagged")
    assert f"ER2 {SECOND}: Demo requirement 2" in record.words()

    trail = reader.get(f"/units/{unit.id}/trail")
    assert f"{counted}." in trail.words()
    assert [h.text for h in trail.html.select(".pf-trail h3")][-1] == SECOND


def test_the_index_names_the_requirements_an_item_is_for(cast, make, unit, all_but_one):
    index = cast.assessor.get(f"/portfolios/{cast.profile.id}/index")
    assert (
        "1.12, Evidence requirement 1"
        in index.html.select_one(f"#item-{all_but_one[0].item_number}").text
    )


def test_a_candidates_units_and_next_step_count_them(session, cast, unit, asked):
    item = submitted(cast, unit, "ER1 ER2")
    progress.refresh(session, [unit.id])
    session.commit()
    words = cast.candidate.get("/candidate/units").words()
    assert "0 of 12 criteria and 2 of 2 evidence requirements tagged" in words
    outcomes = sheet({asked[0]: MET, asked[1]: NOT_YET})
    assessment.refer(session, cast.assessor.actor, item, outcomes)
    assert item.state is EvidenceState.REFERRED
    session.commit()
    home = cast.candidate.get("/candidate").words()
    assert re.search(r"Unit \d+: evidence requirement 2 needs a little more", home)


def test_a_decided_requirement_is_not_untagged(session, cast, unit, asked):
    item = submitted(cast, unit, "ER1 ER2")
    outcomes = sheet({asked[0]: MET, asked[1]: NOT_YET})
    assessment.accept(session, cast.assessor.actor, item, outcomes)
    session.commit()
    url = f"/assessor/evidence/{item.id}"
    reply = cast.assessor.submit(
        cast.assessor.get(url), {"do": f"untag:{asked[1].id}"}, "form#judge"
    )
    assert f"{SECOND} has a decision. Change the decision instead" in reply.words()
