"""The other open units in which an item might count, where it is tagged."""

import pytest
from sqlalchemy import select

from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress


@pytest.fixture
def tagged(cast, make, unit):
    """Makes an item in a state, tagged to 1.1 of the candidate's first unit."""

    def made(state):
        item = make.evidence(cast.profile, state=state, title="Complaint log")
        make.file(item)
        make.tag(item, unit, make.criteria(unit)[0].id)
        return item

    return made


def second(cast, session):
    """The candidate's way through their second unit."""
    query = select(UnitProgress).where(
        UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[1].id
    )
    return session.scalars(query).one()


def other_criteria(cast):
    """Those of the candidate's second unit."""
    return cast.units[1].specifications[0].outcomes[0].criteria


@pytest.mark.req("R-040")
@pytest.mark.parametrize(
    ("who", "state", "address"),
    [
        ("candidate", EvidenceState.DRAFT, "/candidate/evidence/{}/edit"),
        ("assessor", EvidenceState.SUBMITTED, "/assessor/evidence/{}/tags"),
    ],
)
def test_an_item_tagged_in_one_unit_is_offered_the_other_open_unit(
    cast, make, session, unit, tagged, who, state, address
):
    make.criteria(unit)[0].text = "Record a complaint"
    alike = other_criteria(cast)[3]
    alike.text = "Describe how complaints are recorded"
    session.flush()

    page = getattr(cast, who).get(address.format(tagged(state).id))

    offered = page.html.select_one("#may-count")
    assert "Unit 2" in offered.get_text()
    assert offered.select_one(f"a[href='#criterion-{alike.id}']")
    assert page.html.select_one(f"#criterion-{alike.id}")


def test_units_worded_otherwise_are_named_too(cast, make, session, unit, tagged):
    make.criteria(unit)[0].text = "Zebra"
    session.flush()

    page = cast.candidate.get(f"/candidate/evidence/{tagged(EvidenceState.DRAFT).id}/edit")

    assert page.html.select_one("#may-count a[href='#picker-unit-2']")
    assert page.html.select_one("#picker-unit-2")


def test_nothing_is_offered_before_a_first_tag_nor_of_a_unit_signed_off(
    cast, make, session, tagged
):
    item = make.evidence(cast.profile, state=EvidenceState.DRAFT, title="Letter")
    page = cast.candidate.get(f"/candidate/evidence/{item.id}/edit")
    assert not page.html.select("#may-count")
    make.sign_off(second(cast, session), cast.assessor.user)

    page = cast.candidate.get(f"/candidate/evidence/{tagged(EvidenceState.DRAFT).id}/edit")

    assert not page.html.select("#may-count")
