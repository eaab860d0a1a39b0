"""Reading the catalogue: what a centre sees of it, and what it must not."""

import pytest

from tests.cast import RULE
from tests.queries import counted


def own_qualification(cast, centre, *, published=True):
    """A qualification of ``centre`` with one unit of its own."""
    unit = cast.make.unit({1: 2}, title="Own unit", centre_id=centre.id)
    made = cast.make.qualification(
        [unit], entry_code="OWN1", title="Own award", centre_id=centre.id
    )
    rule = cast.make.rule(made, RULE)
    rule.centre_id = centre.id
    if not published:
        rule.published_at = None
    return made


@pytest.mark.parametrize("role", ["candidate", "assessor", "verifier", "administrator"])
def test_everybody_at_the_centre_reads_its_qualifications_and_those_shared(cast, role):
    own_qualification(cast, cast.centre)
    page = getattr(cast, role).get("/catalogue")
    assert page.status == 200
    assert "Your centre’s own OWN1 Own award" in page.words()
    assert f"Shared by all centres {cast.qualification.entry_code}" in page.words()


def test_a_draft_is_shown_to_those_who_edit_and_to_nobody_else(cast):
    made = own_qualification(cast, cast.centre, published=False)
    address = f"/catalogue/qualifications/{made.id}"
    assert (
        "Draft: nobody can be registered on it yet" in cast.administrator.get("/catalogue").words()
    )
    assert cast.administrator.get(address).status == 200
    assert "OWN1" not in cast.assessor.get("/catalogue").words()
    assert cast.assessor.get(address).status == 404


def test_what_another_centre_keeps_is_not_found(cast):
    made = own_qualification(cast, cast.elsewhere)
    unit = made.placements[0].unit
    assert "OWN1" not in cast.administrator.get("/catalogue").words()
    assert cast.administrator.get(f"/catalogue/qualifications/{made.id}").status == 404
    assert cast.administrator.get(f"/catalogue/units/{unit.id}").status == 404


def test_a_qualification_shows_its_rule_in_words_and_its_groups_with_their_units(cast):
    words = cast.candidate.get(f"/catalogue/qualifications/{cast.qualification.id}").words()
    assert "At least 10 credits in all" in words
    assert "Every unit of Group A, which is mandatory: 10 credits" in words
    assert "Group A - Mandatory 2 units, 10 credits" in words
    assert cast.units[1].title in words


@pytest.mark.req("R-010", part="a unit without criteria says so")
def test_a_unit_shows_its_criteria_or_that_they_are_not_loaded(cast):
    words = cast.candidate.get(f"/catalogue/units/{cast.units[0].id}").words()
    assert "1. Demo outcome 1 1.1 Demo criterion 1.1 1.2 Demo criterion 1.2" in words
    assert "Unit 1, Group A - Mandatory" in words
    bare = cast.make.unit()
    assert "Criteria not loaded" in cast.candidate.get(f"/catalogue/units/{bare.id}").words()


def test_a_qualification_of_sixty_units_takes_no_more_queries_than_one_of_two(app, cast):
    units = [cast.make.unit({1: 1}) for _ in range(60)]
    large = cast.make.qualification(units)
    cast.make.rule(large, RULE)
    sizes = []
    for qualification in (cast.qualification, large):
        with counted() as sent:
            cast.candidate.get(f"/catalogue/qualifications/{qualification.id}")
        sizes.append(len(sent))
    assert max(sizes) <= 12
