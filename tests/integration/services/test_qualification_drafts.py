"""A centre's own qualification: added, drafted, published, and its next version."""

from dataclasses import replace

import pytest

from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.qualification import Group
from portfolio.domain.qualification_about import About
from portfolio.domain.qualification_structure import Structure
from portfolio.domain.rule import LevelRule, RuleOfCombination
from portfolio.models.audit import AuditEntry
from portfolio.models.notice import Notice
from portfolio.models.programme import (
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.queries import catalogue, qualification_drafts
from portfolio.services import (
    centre_units,
    qualification_texts,
    qualifications,
    unit_imports,
)
from portfolio.services import qualification_drafts as drafts
from portfolio.services.centre_units import UnitFacts
from portfolio.services.qualifications import QualificationFacts

FACTS = QualificationFacts(
    entry_code="OWN1",
    number="601/3499/9",
    title="Own award",
    level=2,
    awarding_body="Demo Awarding",
    grading="pass/fail",
    guided_hours=90,
    total_hours=None,
    age_bands=("19+", "16-18"),
    simulation=False,
    closed_for_entry=False,
)
UNIT = UnitFacts("D/506/2119", "Own unit", 5, 2, 40)
RULE = RuleOfCombination(5, 5, LevelRule(2, 0, or_above=True, optional_only=False))


@pytest.fixture
def actor(cast):
    return cast.administrator.actor


def seen(session, row) -> str:
    draft = qualification_drafts.draft(session, row)
    return qualification_drafts.structure(session, row.id, draft).fingerprint


def save(session, actor, row, structure: Structure) -> None:
    drafts.save(session, actor, row, structure, seen(session, row))


@pytest.fixture
def drafted(session, actor):
    """The qualification with one mandatory unit of the centre's own, not yet published."""
    row = qualifications.add(session, actor, FACTS)
    unit = centre_units.add(session, actor, UNIT)
    structure = Structure().with_group(Group("A", "Mandatory", True)).with_unit(unit.id, "1", "A")
    save(session, actor, row, replace(structure, rule=RULE))
    return row


@pytest.fixture
def published(session, actor, drafted):
    drafts.publish(session, actor, drafted, "", seen(session, drafted))
    return drafted


def test_a_qualification_begins_as_the_centres_own_with_an_empty_draft(session, cast, actor):
    row = qualifications.add(session, actor, FACTS)
    assert (row.centre_id, row.age_bands, row.minimum_age) == (cast.centre.id, ["16-18", "19+"], 16)
    assert catalogue.qualifications(session, cast.centre.id) == [cast.qualification]
    with pytest.raises(Refusals, match="Place at least one unit first"):
        drafts.publish(session, actor, row, "", seen(session, row))


@pytest.mark.req("R-007")
@pytest.mark.parametrize("number", ["601/3499/6", "601/3499/X", "500/6651/2", "", "6013499"])
def test_a_qualification_number_with_a_wrong_check_character_is_refused(session, actor, number):
    with pytest.raises(Refusals) as refused:
        qualifications.add(session, actor, replace(FACTS, number=number))
    assert [one.field for one in refused.value.refusals] == ["number"]


@pytest.mark.req("R-007")
@pytest.mark.parametrize("reference", ["L/506/2151", "D/506/2118", "D5062119", ""])
def test_a_unit_reference_with_a_wrong_check_letter_is_refused(session, actor, reference):
    with pytest.raises(Refusals) as refused:
        centre_units.add(session, actor, replace(UNIT, reference=reference))
    assert [one.field for one in refused.value.refusals] == ["reference"]


def test_a_code_or_reference_the_centre_sees_is_not_made_again(session, cast, actor):
    cast.qualification.entry_code = "OWN1"
    cast.units[0].reference = UNIT.reference
    session.flush()
    with pytest.raises(Refusals, match="OWN1 is Demo qualification"):
        qualifications.add(session, actor, FACTS)
    with pytest.raises(Refusals, match="Choose it from the list"):
        centre_units.add(session, actor, UNIT)


def test_two_centres_may_each_have_a_code_of_their_own(session, cast, actor):
    qualifications.add(session, cast.stranger_administrator.actor, FACTS)
    assert qualifications.add(session, actor, FACTS).entry_code == "OWN1"


def test_a_code_or_reference_shared_since_stands_in_the_way_of_no_other_change(
    session, cast, actor, drafted
):
    unit = session.query(Unit).filter_by(reference=UNIT.reference).one()
    cast.qualification.entry_code, cast.units[0].reference = FACTS.entry_code, UNIT.reference
    session.flush()
    facts = replace(FACTS, title="Other")
    qualifications.change(session, actor, drafted, facts, qualifications.facts_seen(drafted))
    named = replace(UNIT, title="Other unit")
    centre_units.change(session, actor, unit, named, centre_units.facts_seen(unit))
    assert (drafted.title, unit.title) == ("Other", "Other unit")
    assert unit_imports.known(session, actor.centre_id, UNIT.reference) is unit


def test_the_code_that_candidates_sign_under_stays(session, cast, actor, published):
    cast.make.registered(cast.profile, published)
    seen_facts = qualifications.facts_seen(published)
    with pytest.raises(Refusals, match="so the code stays"):
        qualifications.change(session, actor, published, replace(FACTS, entry_code="X"), seen_facts)


def test_facts_changed_by_another_meanwhile_are_not_overwritten(session, actor, drafted):
    before = qualifications.facts_seen(drafted)
    qualifications.change(session, actor, drafted, replace(FACTS, title="Other"), before)
    with pytest.raises(Conflict):
        qualifications.change(session, actor, drafted, replace(FACTS, level=3), before)
    assert (drafted.title, drafted.level) == ("Other", 2)


def test_what_is_shared_is_changed_by_no_centre(session, cast, actor):
    for verb in (
        lambda: drafts.begin(session, actor, cast.qualification),
        lambda: qualifications.change(session, actor, cast.qualification, FACTS, ""),
        lambda: qualification_texts.describe(session, actor, cast.qualification, About()),
        lambda: centre_units.change(session, actor, cast.units[0], UNIT, ""),
    ):
        with pytest.raises(Refusal, match="shared by all centres"):
            verb()


def test_a_unit_of_another_centre_cannot_be_placed(session, cast, actor, drafted):
    foreign = cast.make.unit(centre_id=cast.elsewhere.id)
    draft = qualification_drafts.draft(session, drafted)
    structure = qualification_drafts.structure(session, drafted.id, draft)
    with pytest.raises(Refusal, match="units of your centre's list"):
        save(session, actor, drafted, structure.with_unit(foreign.id, "2", "A"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (replace(RULE, mandatory_credit=4), "Group A - Mandatory holds 5 credits"),
        (replace(RULE, total_min=9), "With every unit achieved: all credit: 5 of 9, 4 short"),
        (replace(RULE, total_min=0), "asks for no credit at all"),
    ],
    ids=["mandatory credit", "out of reach", "nothing"],
)
def test_a_rule_nobody_could_meet_is_not_published(session, actor, drafted, rule, words):
    draft = qualification_drafts.draft(session, drafted)
    structure = qualification_drafts.structure(session, drafted.id, draft)
    save(session, actor, drafted, replace(structure, rule=rule))
    with pytest.raises(Refusals, match=words):
        drafts.publish(session, actor, drafted, "", seen(session, drafted))


def test_a_published_version_stands_while_the_next_is_drafted(session, cast, actor, published):
    (first,) = published.rules
    before = catalogue.as_published(session, published, first)
    draft = drafts.begin(session, actor, published)
    structure = qualification_drafts.structure(session, published.id, draft)
    structure = structure.with_group(Group("B", "More", False))
    structure = structure.with_unit(cast.units[0].id, "2", "B")
    save(session, actor, published, structure)
    assert catalogue.as_published(session, published, first) == before
    with pytest.raises(Refusal, match="Enter why there is a new version"):
        drafts.publish(session, actor, published, " ", seen(session, published))
    second = drafts.publish(session, actor, published, "A new group", seen(session, published))
    assert (second.version, second.reason) == (2, "A new group")
    assert catalogue.as_published(session, published, first) == before
    assert len(catalogue.as_published(session, published, second).units) == 2
    told = session.query(AuditEntry).order_by(AuditEntry.sequence.desc()).first()
    assert told.name == "qualification:published"
    assert "Group B - More is new, optional" in told.details["changed"]


@pytest.mark.req("R-314")
def test_all_staff_are_told_of_a_published_version_once_each(session, cast, published, worker):
    session.commit()
    worker.run_due()
    worker.run_due()

    told = session.query(Notice).filter_by(kind="qualification:published").all()
    staff = (cast.administrator, cast.assessor, cast.quality_assurer)
    assert sorted(one.user_id for one in told) == sorted(one.user.id for one in staff)
    assert {one.path for one in told} == {f"/catalogue/qualifications/{published.id}"}
    assert told[0].text.startswith("OWN1 has a new version, 1.")


def test_a_discarded_draft_leaves_the_published_version_whole(session, cast, actor, published):
    (first,) = published.rules
    before = catalogue.as_published(session, published, first)
    draft = drafts.begin(session, actor, published)
    structure = qualification_drafts.structure(session, published.id, draft)
    save(session, actor, published, structure.without_unit(structure.places[0].unit_id))
    assert drafts.discard(session, actor, published, seen(session, published)) is False
    assert catalogue.as_published(session, published, first) == before
    assert session.query(CombinationRule).filter_by(qualification_id=published.id).count() == 1
    assert session.query(UnitPlacement).filter_by(qualification_id=published.id).count() == 1


def test_a_qualification_never_published_goes_with_its_draft(session, actor, drafted):
    assert drafts.discard(session, actor, drafted, seen(session, drafted)) is True
    assert session.query(Qualification).filter_by(entry_code="OWN1").count() == 0
    assert session.query(UnitGroup).filter_by(qualification_id=drafted.id).count() == 0


def test_of_two_editors_the_second_is_told(session, cast, actor, drafted):
    before = seen(session, drafted)
    draft = qualification_drafts.draft(session, drafted)
    structure = qualification_drafts.structure(session, drafted.id, draft)
    save(session, actor, drafted, structure.with_group(Group("B", "Mine", False)))
    other = structure.with_group(Group("B", "Theirs", False))
    for verb in (
        lambda: drafts.save(session, actor, drafted, other, before),
        lambda: drafts.publish(session, actor, drafted, "", before),
        lambda: drafts.discard(session, actor, drafted, before),
    ):
        with pytest.raises(Conflict):
            verb()


def test_the_facts_of_a_unit_are_fixed_once_a_published_version_lists_it(session, actor, drafted):
    unit = drafted.placements[0].unit
    facts = replace(UNIT, title="Better title")
    centre_units.change(session, actor, unit, facts, centre_units.facts_seen(unit))
    drafts.publish(session, actor, drafted, "", seen(session, drafted))
    with pytest.raises(Refusal, match="its facts are fixed"):
        centre_units.change(session, actor, unit, UNIT, centre_units.facts_seen(unit))
    assert unit.title == "Better title"
