"""What a sign-off rests on is not offered, and a locked tag stays when a form is sent."""

from __future__ import annotations

import pytest

from portfolio.domain.states import EvidenceState
from tests.client import form_values


@pytest.fixture
def chosen(make, unit):
    """The first criterion of unit 1, which is tagged, and the second, which is not."""
    return make.criteria(unit)[:2]


@pytest.fixture
def tagged(cast, make, unit, chosen):
    """Makes an item in a state, tagged to the first criterion."""

    def made(state: EvidenceState):
        item = make.evidence(cast.profile, state=state, title="Complaint log")
        make.file(item)
        make.tag(item, unit, chosen[0].id)
        return item

    return made


@pytest.fixture
def signed(cast, make, unit):
    return make.sign_off(unit, cast.assessor.user)


def box(page, criterion):
    return page.html.select_one(f"#criterion-{criterion.id}")


def test_a_candidate_sees_the_unit_as_signed_off_and_cannot_tick_it(
    cast, chosen, tagged, signed, make
):
    page = cast.candidate.get(f"/candidate/evidence/{tagged(EvidenceState.DRAFT).id}/edit")
    assert "Signed off What a sign-off rests on stays as it was signed" in page.words()
    assert box(page, chosen[1]).has_attr("disabled")
    assert not box(page, chosen[0]).has_attr("disabled"), "a draft's tag may be taken off"
    assert len(page.html.select("[data-picker] input[type=checkbox]:not([disabled])")) == 11


def test_a_referred_item_keeps_its_locked_tag_when_the_form_is_sent(cast, chosen, tagged, signed):
    item = tagged(EvidenceState.REFERRED)
    page = cast.candidate.get(f"/candidate/evidence/{item.id}/edit")
    locked = box(page, chosen[0])
    assert locked.has_attr("disabled")
    assert locked.has_attr("checked")

    sent = form_values(page.html.select_one("#describe"))
    assert sent["criteria"] == str(chosen[0].id)
    reply = cast.candidate.submit(page, {"deed": "keep"}, form="#describe")
    assert reply.status == 303
    assert [tag.criterion_id for tag in item.current_tags] == [chosen[0].id]


def test_a_form_without_the_locked_tag_is_refused_and_shows_it_ticked(cast, chosen, tagged, signed):
    item = tagged(EvidenceState.REFERRED)
    page = cast.candidate.get(f"/candidate/evidence/{item.id}/edit")
    reply = cast.candidate.submit(page, {"deed": "keep", "criteria": None}, form="#describe")
    assert reply.status == 422
    assert "is signed off, so its evidence stays as it was signed" in reply.words()
    assert box(reply, chosen[0]).has_attr("checked")


def test_an_assessor_is_offered_no_criterion_of_a_signed_off_unit(
    cast, unit, chosen, tagged, signed
):
    item = tagged(EvidenceState.SUBMITTED)
    page = cast.assessor.get(f"/assessor/evidence/{item.id}/tags")
    assert box(page, chosen[1]).has_attr("disabled")

    reply = cast.assessor.submit(page, {"criteria": str(chosen[1].id)}, "form#tag")
    assert reply.status == 422
    assert not box(reply, chosen[1]).has_attr("disabled"), "what was sent can be unticked"


def test_after_the_sign_off_is_withdrawn_everything_is_offered_again(
    cast, chosen, tagged, signed, session
):
    signed.withdrawn_at, signed.withdrawn_by_id = signed.signed_at, cast.assessor.user.id
    page = cast.candidate.get(f"/candidate/evidence/{tagged(EvidenceState.DRAFT).id}/edit")
    assert not box(page, chosen[1]).has_attr("disabled")
    assert "Signed off" not in page.words()
