"""Step 2: describe, choose criteria, confirm and submit on one page that loses nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.specification import Criterion
from tests.queries import counted


@pytest.fixture
def draft(cast, make, session) -> Evidence:
    item = make.evidence(cast.profile, title="", kind="")
    make.file(item, "log.pdf")
    session.commit()
    return item


@pytest.fixture
def criteria(cast, session) -> list[str]:
    query = (
        select(Criterion.id)
        .join(UnitProgress, UnitProgress.specification_id == Criterion.specification_id)
        .where(UnitProgress.candidate_id == cast.profile.id)
    )
    return [str(one) for one in session.scalars(query)]


def edit(item: Evidence) -> str:
    return f"/candidate/evidence/{item.id}/edit"


def typed(chosen, **values):
    whole = {
        "deed": "submit",
        "title": "Complaint log <b>",
        "type": "product",
        "produced_on-day": "16",
        "produced_on-month": "11",
        "produced_on-year": "2026",
        "shows": "Rows 4 and 9",
        "sources_none": "y",
        "shows_children": "no",
        "details_confirmed": "y",
        "criteria": chosen[:2],
    }
    return whole | values


def test_submitting_leads_to_the_item_and_says_who_has_it(cast, draft, criteria, session):
    page = cast.candidate.get(edit(draft))
    reply = cast.candidate.submit(page, typed(criteria), form="#describe")

    assert (reply.status, reply.location) == (303, f"/evidence/{draft.id}")
    assert draft.state is EvidenceState.SUBMITTED
    words = cast.candidate.get(reply.location).words()
    assert "E-01 is submitted. Demo Assessor One has it now" in words


def test_a_refused_form_keeps_everything_typed_and_chosen(cast, draft, criteria):
    page = cast.candidate.get(edit(draft))
    values = typed(criteria, shows="", details_confirmed=None, **{"produced_on-year": ""})
    reply = cast.candidate.submit(page, values, form="#describe")

    assert reply.status == 422
    assert "Nothing is lost. One thing needs putting right" in reply.words()
    assert "Enter the year of the date it was produced too" in reply.words()
    html = reply.html
    assert html.select_one("#title")["value"] == "Complaint log <b>"
    assert html.select_one("#produced_on")["value"] == "16"
    ticked = {box["value"] for box in html.select("[name=criteria][checked]")}
    assert ticked == set(criteria[:2])
    assert draft.state is EvidenceState.DRAFT


def test_every_missing_thing_stands_beside_its_field_and_in_the_summary(cast, draft):
    page = cast.candidate.get(edit(draft))
    values = {"deed": "submit", "type": "product", "group_work": "yes"}
    html = cast.candidate.submit(page, values, form="#describe").html

    links = [link["href"] for link in html.select("#error-summary a")]
    assert links == [
        "#picker", "#title", "#produced_on", "#shows", "#own_contribution", "#sources",
        "#details_confirmed",
    ]  # fmt: skip
    assert all(html.select_one(link) for link in links)
    assert html.title.text.startswith("Error: ")


@pytest.mark.parametrize(("name", "limit"), [("title", 300), ("shows", 10_000)])
def test_too_long_a_text_is_kept_and_refused(cast, draft, criteria, name, limit):
    page = cast.candidate.get(edit(draft))
    long = "x" * (limit + 1)
    reply = cast.candidate.submit(page, typed(criteria, **{name: long}), form="#describe")
    assert reply.status == 422
    assert f"up to {limit:,} characters" in reply.words()
    assert long in reply.text


def test_saving_a_draft_says_so_and_keeps_it_with_the_candidate(cast, draft, criteria):
    page = cast.candidate.get(edit(draft))
    values = typed([], deed="save", shows="", details_confirmed=None)
    reply = cast.candidate.submit(page, values, form="#describe")
    assert reply.location == edit(draft)
    assert (
        "Draft saved. Nothing has gone to your assessor yet"
        in cast.candidate.get(reply.location).words()
    )
    assert cast.assessor.get(f"/evidence/{draft.id}").status == 404


def test_removing_a_file_saves_what_was_typed_and_can_be_undone(cast, draft, criteria, session):
    file = session.scalars(select(EvidenceFile)).one()
    page = cast.candidate.get(edit(draft))
    values = typed(criteria, deed=None, remove=str(file.id))
    removed = cast.candidate.get(cast.candidate.submit(page, values, form="#describe").location)

    assert "is removed. Undo" in removed.words()
    assert removed.html.select_one("#title")["value"] == "Complaint log <b>"
    undone = cast.candidate.submit(removed, {"put-back": str(file.id)}, form="#describe")
    assert file.removed_at is None
    assert "“log.pdf” is back" in cast.candidate.get(undone.location).words()


@pytest.mark.parametrize("deed", ["remove", "put-back"])
@pytest.mark.parametrize("file", ["not-an-id", "00000000-0000-0000-0000-000000000000"])
def test_a_file_that_is_not_there_is_said_to_be_gone(cast, draft, criteria, deed, file):
    page = cast.candidate.get(edit(draft))
    values = typed(criteria, deed=None) | {deed: file}
    reply = cast.candidate.submit(page, values, form="#describe")
    assert reply.status == 422
    assert "That file is no longer there" in reply.words()


def test_adding_files_saves_what_was_typed_first(cast, draft, criteria):
    page = cast.candidate.get(edit(draft))
    reply = cast.candidate.submit(page, typed(criteria, deed="add-files"), form="#describe")
    assert reply.location == f"/candidate/evidence/{draft.id}/files/add"
    assert draft.title == "Complaint log <b>"
    assert cast.candidate.get(reply.location).status == 200


def test_the_second_of_two_windows_is_told_and_sees_both(cast, draft, criteria):
    first = cast.candidate.get(edit(draft))
    second = cast.candidate.get(edit(draft))
    cast.candidate.submit(first, typed(criteria, deed="save", title="Mine"), form="#describe")
    reply = cast.candidate.submit(
        second, typed(criteria, deed="save", title="Yours"), form="#describe"
    )

    assert reply.status == 409
    assert "You changed it in another window at 12 noon" in reply.words()
    assert reply.html.select_one("#title")["value"] == "Yours"
    assert "Mine" in reply.html.select_one("#stored-now").text

    again = cast.candidate.submit(reply, {"deed": "save"}, form="#describe")
    assert again.status == 303
    assert draft.title == "Yours"


def test_a_second_press_submits_once(cast, draft, criteria, session):
    page = cast.candidate.get(edit(draft))
    replies = [
        cast.candidate.submit(page, typed(criteria), form="#describe").location for _ in range(2)
    ]
    assert replies == [f"/evidence/{draft.id}"] * 2


@pytest.mark.req("R-070")
def test_staff_types_are_not_offered_and_not_taken(cast, draft, criteria):
    page = cast.candidate.get(edit(draft))
    offered = {option["value"] for option in page.html.select("#type option")}
    assert "witness-statement" in offered
    assert not {"observation", "questioning", "discussion"} & offered
    reply = cast.candidate.submit(page, typed(criteria, type="observation"), form="#describe")
    assert reply.status == 422


@pytest.mark.parametrize("value", ["not-an-id", "00000000-0000-0000-0000-000000000000"])
def test_a_criterion_no_page_offers_is_refused(cast, draft, criteria, value):
    page = cast.candidate.get(edit(draft))
    reply = cast.candidate.submit(page, typed(criteria, criteria=[value]), form="#describe")
    assert reply.status == 422
    assert "Choose criteria of your own units" in reply.words()


def test_fields_no_page_offers_change_nothing(cast, draft, criteria):
    page = cast.candidate.get(edit(draft))
    extra = {"state": "Accepted", "candidate_id": "x", "item_number": "9", "staff_record": "1"}
    cast.candidate.submit(page, typed(criteria, deed="save", **extra), form="#describe")
    assert (draft.state, draft.item_number, draft.staff_record) == (EvidenceState.DRAFT, 1, False)


def test_the_picker_says_what_is_covered_already(cast, draft, make, session):
    unit = session.scalars(
        select(UnitProgress).where(UnitProgress.unit_id == cast.units[0].id)
    ).first()
    other = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
    make.tag(other, unit, make.criteria(unit)[0].id)
    session.commit()
    assert "Tagged by E-02" in cast.candidate.get(edit(draft)).words()


@pytest.mark.req("R-329")
@pytest.mark.parametrize(
    ("who", "status"),
    [("candidate", 200), ("other_candidate", 404), ("assessor", 404), ("visitor", 303)],
)
def test_who_may_open_the_page(cast, draft, who, status):
    assert getattr(cast, who).get(edit(draft)).status == status


def test_a_submitted_item_leads_to_its_page_instead(cast, make, session):
    item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
    session.commit()
    assert cast.candidate.get(edit(item)).location == f"/evidence/{item.id}"
    assert cast.assessor.get(edit(item)).status == 403


@pytest.mark.parametrize("deed", ["change", "withdraw"])
def test_taking_back_a_submitted_item(cast, make, session, deed):
    item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
    session.commit()
    page = cast.candidate.get(f"/candidate/evidence/{item.id}/withdraw")
    reply = cast.candidate.submit(page, {"deed": deed}, form="#withdraw")
    expected = EvidenceState.DRAFT if deed == "change" else EvidenceState.WITHDRAWN
    assert (reply.status, item.state) == (303, expected)


def test_the_page_asks_the_database_no_more_for_a_larger_portfolio(cast, draft, make, session):
    def asked() -> int:
        with counted() as sent:
            assert cast.candidate.get(edit(draft)).status == 200
        return len(sent)

    small = asked()
    for unit in session.scalars(
        select(UnitProgress).where(UnitProgress.candidate_id == cast.profile.id)
    ).all():
        for criterion in make.criteria(unit):
            make.tag(make.evidence(cast.profile, state=EvidenceState.SUBMITTED), unit, criterion.id)
    for _ in range(5):
        make.file(draft)
    session.commit()
    assert asked() == small
    assert small <= 12
