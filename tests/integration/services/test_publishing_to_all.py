"""The operator shares a centre's own qualification with all centres."""

import pytest

from portfolio.domain.errors import Refusal, Refusals
from portfolio.models.audit import AuditEntry
from portfolio.queries import catalogue, qualification_owners, versions
from portfolio.services.publishing_to_all import publish_to_all
from tests.cast import RULE


@pytest.fixture
def own(cast):
    """A qualification of the centre's own: a unit of its own, and a shared one without criteria."""
    make, centre = cast.make, cast.centre
    unit = make.unit(reference="D/506/2119", title="Own unit", centre_id=centre.id)
    make.specification(unit, {1: 1}, centre_id=centre.id)
    bare = make.unit(title="Bare unit")
    make.specification(bare, {1: 1}, centre_id=centre.id)
    row = make.qualification([unit, bare], entry_code="OWN1", title="Own", centre_id=centre.id)
    make.rule(row, RULE, centre_id=centre.id)
    return row


def test_the_qualification_its_units_and_their_criteria_become_shared(session, cast, own):
    assert own not in catalogue.qualifications(session, cast.elsewhere.id)
    done = publish_to_all(session, "Demo Training Centre", "OWN1")
    assert (done.units, done.specifications) == (("D/506/2119",), 2)
    assert own in catalogue.qualifications(session, cast.elsewhere.id)
    units = [place.unit_id for place in own.placements]
    in_use = versions.specifications_in_use(session, units, cast.elsewhere.id)
    assert set(in_use) == set(units)
    assert versions.rule_in_force(session, own.id, cast.elsewhere.id)
    (told,) = session.query(AuditEntry).filter_by(name="qualification:shared")
    assert told.details["units"] == ["D/506/2119"]


def test_other_centres_are_not_told_who_published_it(session, cast, own):
    rule, person = own.rules[0], cast.administrator
    specification = own.placements[0].unit.specifications[0]
    rule.published_by_id = specification.published_by_id = person.user.id
    session.flush()
    publish_to_all(session, "Demo Training Centre", "OWN1")
    for page in (f"qualifications/{own.id}", f"units/{own.placements[0].unit_id}"):
        words = cast.stranger.get(f"/catalogue/{page}/versions").words()
        assert "Published" in words
        assert person.user.name not in words


def test_what_is_shared_already_under_the_code_or_reference_is_named(session, cast, own):
    cast.qualification.entry_code = "OWN1"
    cast.units[0].reference = "D/506/2119"
    session.flush()
    with pytest.raises(Refusals) as refused:
        publish_to_all(session, "Demo Training Centre", "OWN1")
    said = [one.message.split(":")[0] for one in refused.value.refusals]
    assert said == ["OWN1 is shared already", "Unit D/506/2119 is shared already"]
    assert own.centre_id == cast.centre.id


@pytest.mark.parametrize(
    ("centre", "code", "words"),
    [
        ("Demo Training Centre", "NONE", "no qualification of its own"),
        ("Demo Other Centre", "OWN1", "no qualification of its own"),
        ("Nowhere", "OWN1", "is not the name of one centre"),
    ],
    ids=["code", "owner", "centre"],
)
def test_what_is_not_there_is_said(session, own, centre, code, words):
    with pytest.raises(Refusal, match=words):
        publish_to_all(session, centre, code)


def test_a_draft_is_not_shared(session, cast, own):
    cast.make.rule(own, RULE, centre_id=cast.centre.id, version=2, published_at=None)
    with pytest.raises(Refusal, match="has a draft"):
        publish_to_all(session, "Demo Training Centre", "OWN1")


def test_the_operator_sees_whose_each_qualification_is(session, cast, own):
    shared, centres = qualification_owners.owners(session)
    assert (shared.entry_code, shared.centre) == (cast.qualification.entry_code, "")
    expected = qualification_owners.Owned("OWN1", "Own", "Demo Training Centre", 1, False, 2)
    assert centres == expected
