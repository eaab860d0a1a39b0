"""A centre works by its own versions before the shared ones, and never sees another centre's."""

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.qualification import Group
from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import CombinationRule
from portfolio.models.specification import UnitSpecification
from portfolio.queries import (
    assessing,
    catalogue,
    evidence_submission,
    tracker_structure,
    unit_documents,
    unit_places,
    versions,
)
from portfolio.services import qualification_structure as structure

RULE = {"total_min": 1, "mandatory_credit": 1}


@pytest.fixture
def scheme(session, make):
    return make.qualification([make.unit({1: 1}), make.unit({1: 1})])


def version(session, scheme, number, centre=None, published=True, structure_version=1):
    made = CombinationRule(
        qualification_id=scheme.id,
        centre_id=centre and centre.id,
        version=number,
        structure_version=structure_version,
        parameters=RULE,
        created_at=clock.now(),
        published_at=clock.now() if published else None,
    )
    session.add(made)
    session.flush()
    return made


def test_a_centre_follows_its_own_reading_before_the_shared_one(session, make, scheme):
    ours, other = make.centre(), make.centre()
    version(session, scheme, 1)
    shared = version(session, scheme, 2)
    own = version(session, scheme, 1, ours)
    version(session, scheme, 2, ours, published=False)

    assert versions.rule_in_force(session, scheme.id, ours.id) is own
    assert versions.rule_in_force(session, scheme.id, other.id) is shared
    assert versions.rule_in_force(session, scheme.id, None) is shared


def test_a_qualification_of_one_centre_is_not_there_for_another(session, make, scheme):
    ours, other = make.centre(), make.centre()
    scheme.centre_id = ours.id
    version(session, scheme, 1, ours)

    assert catalogue.qualifications(session, ours.id) == [scheme]
    assert catalogue.qualifications(session, other.id) == []
    assert catalogue.qualifications(session, None) == []
    assert versions.rule_in_force(session, scheme.id, other.id) is None


def test_a_draft_is_nobodys_to_register_on(session, make, scheme):
    version(session, scheme, 1, published=False)
    assert catalogue.qualifications(session, make.centre().id) == []


def test_criteria_of_the_centre_go_before_shared_ones(session, make):
    ours, other = make.centre(), make.centre()
    unit, without = make.unit({1: 1}), make.unit({1: 1})
    shared = unit.specifications[0]
    newer = UnitSpecification(
        unit_id=unit.id,
        version=2,
        demonstration=False,
        created_at=clock.now(),
        published_at=clock.now() + timedelta(days=1),
    )
    own, draft = (
        UnitSpecification(
            unit_id=unit.id,
            centre_id=ours.id,
            version=number,
            demonstration=False,
            created_at=clock.now(),
            published_at=published_at,
        )
        for number, published_at in [(1, clock.now()), (2, None)]
    )
    session.add_all([newer, own, draft])
    session.flush()
    units = [unit.id, without.id]

    found = {
        name: versions.specifications_in_use(session, units, centre)
        for name, centre in [("ours", ours.id), ("other", other.id), ("nobody", None)]
    }

    assert found["ours"][unit.id] == own.id
    assert found["other"][unit.id] == found["nobody"][unit.id] == newer.id != shared.id
    assert {found[name][without.id] for name in found} == {without.specifications[0].id}


def test_a_changed_list_of_units_leaves_the_version_before_as_it_was(session, make, scheme):
    first = version(session, scheme, 1)
    groups = [Group("A", "Mandatory", True), Group("B", "Optional", False)]
    kept, dropped = scheme.placements
    added = make.unit({1: 1})
    places = [
        structure.Place(kept.unit_id, "1", "A", True, 1),
        structure.Place(added.id, "7", "B", False, 2),
    ]
    assert structure.differs(session, scheme.id, groups, places)

    structure.settle(session, scheme.id, groups, places, 2)
    second = version(session, scheme, 2, structure_version=2)

    assert not structure.differs(session, scheme.id, groups, places)
    assert listed(session, scheme, first) == [("1", "A"), ("2", "A")]
    assert listed(session, scheme, second) == [("1", "A"), ("7", "B")]
    assert dropped.until_version == 2


def test_a_draft_list_is_replaced_as_often_as_it_is_edited(session, make, scheme):
    first = version(session, scheme, 1)
    groups = [Group("A", "Mandatory", True)]
    kept, other = scheme.placements
    structure.settle(
        session, scheme.id, groups, [structure.Place(kept.unit_id, "9", "A", True, 1)], 2
    )
    again = [
        structure.Place(kept.unit_id, "1", "A", True, 1),
        structure.Place(other.unit_id, "3", "A", True, 2),
    ]
    structure.settle(session, scheme.id, groups, again, 2)
    second = version(session, scheme, 2, structure_version=2)

    assert listed(session, scheme, first) == [("1", "A"), ("2", "A")]
    assert listed(session, scheme, second) == [("1", "A"), ("3", "A")]
    assert structure.latest_version(session, scheme.id) == 2


def test_who_judges_a_unit_follows_the_version_the_candidate_is_on(session, cast):
    """A unit begun for another qualification is not theirs because a draft lists it too."""
    unit = cast.make.unit({1: 1})
    begun = cast.make.progress(cast.profile, unit)
    places = [structure.Place(unit.id, "7", "A", True, 1)]
    structure.settle(session, cast.qualification.id, [Group("A", "Mandatory", True)], places, 2)
    draft = version(session, cast.qualification, 2, published=False, structure_version=2)

    def who_judges():
        return (
            assessing.judges(session, cast.assessor.actor, [begun.id]),
            set(evidence_submission.assessors_of(session, [begun.id])),
        )

    assert who_judges() == (set(), set())
    cast.enrolment.rule_id = draft.id
    session.flush()
    assert who_judges() == ({begun.id}, {cast.assessor.user.id})


def test_a_draft_changes_no_list_of_those_who_do_not_write_it(session, cast):
    added = cast.make.unit()
    places = [structure.Place(added.id, "7", "A", True, 1)]
    structure.settle(session, cast.qualification.id, [Group("A", "Mandatory", True)], places, 2)
    version(session, cast.qualification, 2, published=False, structure_version=2)

    found = tracker_structure.load(session, cast.qualification, cast.centre.id)
    missing = unit_documents.without(session, cast.centre.id)

    listed_now = {unit.id for unit in cast.units}
    assert {column.unit_id for column in found.every_column} == listed_now
    assert {unit.id for unit in missing} == listed_now


def test_a_place_names_its_group_as_the_candidates_version_does(session, cast):
    mine = session.query(UnitProgress).filter_by(candidate_id=cast.profile.id).all()
    kept, dropped = sorted(mine, key=lambda one: one.unit_id != cast.units[0].id)
    places = [structure.Place(kept.unit_id, "1", "A", True, 1)]
    structure.settle(session, cast.qualification.id, [Group("A", "Core", True)], places, 2)
    newer = version(session, cast.qualification, 2, structure_version=2)

    def groups():
        found = unit_places.places(session, [kept.id, dropped.id])
        return found[kept.id].group, found[dropped.id].group

    assert groups() == ("Group A - Mandatory", "Group A - Mandatory")
    cast.enrolment.rule_id = newer.id
    session.flush()
    assert groups() == ("Group A - Core", "Group A - Mandatory")


def test_a_unit_no_longer_listed_keeps_its_assessor(session, cast):
    structure.settle(
        session,
        cast.qualification.id,
        [Group("A", "Mandatory", True)],
        [structure.Place(cast.units[0].id, "1", "A", True, 1)],
        2,
    )
    newer = version(session, cast.qualification, 2, structure_version=2)
    cast.enrolment.rule_id = newer.id
    session.flush()
    dropped = (
        session.query(UnitProgress)
        .filter_by(candidate_id=cast.profile.id, unit_id=cast.units[1].id)
        .one()
    )
    assert assessing.judges(session, cast.assessor.actor, [dropped.id]) == {dropped.id}


def listed(session, scheme, rule):
    level = {"level": 3, "credit": 0, "comparison": "exactly", "scope": "optional"}
    rule.parameters = RULE | {"level": level}
    found = catalogue.as_published(session, scheme, rule)
    return [(placed.number, placed.group) for placed in found.units]
