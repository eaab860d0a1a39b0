"""Loading the catalogue into the tables."""

import json
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import pytest
from sqlalchemy import func, select

from portfolio.domain.catalogue import (
    Catalogue,
    CatalogueFault,
    parse_qualification,
    parse_units,
)
from portfolio.domain.qualification import Criterion as DomainCriterion
from portfolio.domain.qualification_about import About
from portfolio.domain.unit_content import parse_unit_content
from portfolio.models.audit import AuditEntry
from portfolio.models.programme import (
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.models.specification import Criterion, LearningOutcome, UnitSpecification
from portfolio.queries.catalogue import as_published
from portfolio.services import catalogue as service

TABLES = (Qualification, CombinationRule, UnitGroup, Unit, UnitPlacement, UnitSpecification)
LONG = "L/506/2150"


def shipped(name):
    return json.loads(files("portfolio.catalogue").joinpath(name).read_text(encoding="utf-8"))


def content(reference, criteria, text="Demonstration criterion"):
    """A unit of one outcome with so many criteria."""
    numbered = [{"number": f"1.{n}", "text": f"{text} {n}"} for n in range(1, criteria + 1)]
    outcome = {"number": 1, "title": "Outcome", "kind": "competence", "criteria": numbered}
    return parse_unit_content(
        {"reference": reference, "demonstration": True, "outcomes": [outcome]}
    )


@pytest.fixture
def catalogue():
    units = parse_units(shipped("units.json"))
    codes = ("03454", "03455", "03456", "10380")
    return Catalogue(
        qualifications=tuple(
            parse_qualification(shipped(f"qualifications/{code}.json"), units) for code in codes
        ),
        units=units,
        contents={LONG: content(LONG, 12)},
    )


def checksums(session):
    """Of every row of every table of the catalogue and of the trail."""
    session.expire_all()
    sums = {}
    for table in (*TABLES, LearningOutcome, Criterion, AuditEntry):
        rows = session.execute(select(*table.__table__.columns)).all()
        sums[table.__name__] = sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
    return sums


def found(session, entry_code):
    return session.scalar(select(Qualification).where(Qualification.entry_code == entry_code))


@pytest.mark.req("R-001")
def test_a_fresh_database_holds_the_four_qualifications_and_no_other(session, catalogue):
    service.load(session, catalogue)

    rows = session.scalars(select(Qualification).order_by(Qualification.entry_code)).all()
    assert [(row.entry_code, row.number, row.level) for row in rows] == [
        ("03454", "500/9843/3", 1),
        ("03455", "500/8625/X", 2),
        ("03456", "500/8626/1", 3),
        ("10380", "601/3433/1", 3),
    ]
    assert {(row.awarding_body, row.grading) for row in rows} == {("OCR", "pass/fail")}


@pytest.mark.req("R-002")
def test_hours_are_held_where_stated_and_empty_where_not(session, catalogue):
    service.load(session, catalogue)

    hours = {
        row.entry_code: (row.guided_hours, row.total_hours)
        for row in session.scalars(select(Qualification))
    }
    assert hours == {
        "10380": (289, 550),
        "03455": (192, 280),
        "03454": (None, None),
        "03456": (None, None),
    }


@pytest.mark.req("R-003")
@pytest.mark.parametrize(
    ("code", "sizes"),
    [
        ("10380", {"A": 6, "B": 22, "C": 17}),
        ("03454", {"A": 2, "B": 12, "C": 8, "D": 4}),
        ("03455", {"A": 2, "B": 16, "C": 11, "D": 7, "E": 13}),
        ("03456", {"A": 2, "B": 16, "C": 15, "D": 6, "E": 20}),
    ],
)
def test_each_qualification_lists_its_groups_and_units(session, catalogue, code, sizes):
    service.load(session, catalogue)

    placements = found(session, code).placements
    counted = dict.fromkeys(sizes, 0)
    for placement in placements:
        counted[placement.group_letter] += 1
    assert counted == sizes
    assert all(p.unit.title and p.unit.credit and p.unit.level for p in placements)
    assert [p.position for p in placements] == list(range(1, len(placements) + 1))


@pytest.mark.req("R-004")
def test_a_mandatory_group_that_does_not_add_up_is_refused_by_name(session, catalogue):
    diploma = catalogue.qualification("10380")
    first = replace(diploma.units[0], unit=replace(diploma.units[0].unit, credit=9))
    edited = replace(diploma, units=(first, *diploma.units[1:]))
    others = tuple(q for q in catalogue.qualifications if q.entry_code != "10380")
    before = checksums(session)

    with pytest.raises(CatalogueFault, match="Group A - Mandatory units holds 35 credits"):
        service.load(session, replace(catalogue, qualifications=(*others, edited)))

    assert checksums(session) == before


@pytest.mark.req("R-005")
def test_a_reference_listed_in_several_qualifications_is_one_unit(session, catalogue):
    service.load(session, catalogue)

    assert session.scalar(select(func.count()).select_from(Unit)) == 111
    query = select(UnitPlacement).where(UnitPlacement.unit_number == "A3")
    units = {placement.unit.reference for placement in session.scalars(query)}
    assert units == {"R/601/1212"}
    assert len(session.scalars(query).all()) == 3


@pytest.mark.req("R-008", part="the names of the groups")
def test_groups_are_stored_with_the_names_of_the_handbook(session, catalogue):
    service.load(session, catalogue)

    scheme = found(session, "03454")
    names = {group.letter: group.name for group in scheme.groups}
    placement = next(p for p in scheme.placements if p.unit_number == "C2")
    assert (placement.group_letter, names[placement.group_letter]) == ("D", "Handling Problems")


@pytest.mark.req("R-011")
def test_criterion_ten_comes_after_criterion_nine(session, catalogue):
    service.load(session, catalogue)

    query = select(Criterion.criterion_number).order_by(Criterion.position)
    assert session.scalars(query).all() == [f"1.{n}" for n in range(1, 13)]


def test_loading_again_changes_nothing_at_all(session, catalogue):
    first = service.load(session, catalogue)
    before = checksums(session)

    again = service.load(session, catalogue)

    assert len(first.units) == 111
    assert first.specifications == (LONG,)
    assert not again.changed
    assert checksums(session) == before


@pytest.mark.req("R-339", part="loaded with the unit")
def test_evidence_requirements_are_kept_after_every_criterion(session, catalogue):
    asked = (DomainCriterion("ER1", "First"), DomainCriterion("ER2", "Second"))
    unit = replace(catalogue.contents[LONG], requirements=asked)
    catalogue = replace(catalogue, contents={LONG: unit})

    loaded = service.load(session, catalogue)
    again = service.load(session, catalogue)
    reworded = replace(unit, requirements=(asked[0], DomainCriterion("ER2", "Second, reworded")))
    changed = service.load(session, replace(catalogue, contents={LONG: reworded}))

    assert (loaded.specifications, again.specifications) == ((LONG,), ())
    assert changed.specifications == (LONG,)
    outcomes = session.scalars(select(LearningOutcome).order_by(LearningOutcome.number)).all()
    assert [(one.kind, one.text) for one in outcomes[2:]] == [
        ("requirements", "Evidence requirements")
    ] * 2
    query = select(Criterion.criterion_number).order_by(Criterion.position).limit(28)
    assert session.scalars(query).all()[-4:] == ["ER1", "ER1", "ER2", "ER2"]


def test_what_was_loaded_is_one_entry_in_the_trail(session, catalogue):
    service.load(session, catalogue)

    entry = session.scalars(select(AuditEntry)).one()
    assert entry.name == "catalogue:loaded"
    assert entry.details["qualifications"] == ["03454", "03455", "03456", "10380"]


def versions(session):
    query = select(UnitSpecification).order_by(UnitSpecification.version)
    return [(s.version, len(s.outcomes[0].criteria)) for s in session.scalars(query)]


def test_criteria_tagged_to_stay_and_their_correction_is_a_new_version(session, make, catalogue):
    service.load(session, catalogue)
    unit = session.scalar(select(Unit).where(Unit.reference == LONG))
    working, untouched = (make.progress(make.candidate(make.centre()), unit) for _ in range(2))
    make.tag(make.evidence(working.candidate), working, make.criteria(working)[0].id)

    service.load(session, replace(catalogue, contents={LONG: content(LONG, 3)}))
    session.expire_all()

    assert versions(session) == [(1, 12), (2, 3)]
    assert working.specification.version == 1
    assert untouched.specification.version == 2


def test_a_candidate_of_a_unit_without_criteria_gets_them_when_they_are_loaded(
    session, make, catalogue
):
    service.load(session, replace(catalogue, contents={}))
    unit = session.scalar(select(Unit).where(Unit.reference == LONG))
    progress = make.progress(make.candidate(make.centre()), unit)
    assert progress.specification is None

    service.load(session, catalogue)
    session.expire_all()

    assert len(make.criteria(progress)) == 12


def test_a_changed_rule_of_combination_is_a_new_version(session, catalogue):
    service.load(session, catalogue)
    diploma = catalogue.qualification("10380")
    changed = replace(diploma, rule=replace(diploma.rule, total_min=60))

    report = service.load(session, replace(catalogue, qualifications=(changed,)))

    assert report.qualifications == ("10380",)
    totals = [
        (rule.version, rule.parameters["total_min"]) for rule in found(session, "10380").rules
    ]
    assert totals == [(1, 55), (2, 60)]


def test_a_changed_list_of_units_is_a_new_version_and_enrolments_keep_theirs(
    session, make, catalogue
):
    service.load(session, catalogue)
    diploma = catalogue.qualification("10380")
    fewer = replace(diploma, units=diploma.units[:-1])
    candidate = make.candidate(make.centre())
    make.registered(candidate, found(session, "10380"))

    service.load(session, replace(catalogue, qualifications=(fewer,)))
    session.expire_all()

    row = found(session, "10380")
    assert [(rule.version, rule.structure_version) for rule in row.rules] == [(1, 1), (2, 2)]
    assert as_published(session, row, row.rules[0]) == diploma
    assert as_published(session, row, row.rules[1]) == fewer
    assert candidate.enrolments[0].rule_id == row.rules[0].id


def test_changed_texts_are_kept_and_make_no_new_version(session, catalogue):
    service.load(session, catalogue)
    rules = session.scalar(select(func.count(CombinationRule.id)))

    report = service.load(session, replace(catalogue, abouts={"10380": About(aims=("Learn it",))}))

    assert report.qualifications == ("10380",)
    assert found(session, "10380").about == {"aims": ["Learn it"]}
    assert session.scalar(select(func.count(CombinationRule.id))) == rules


def test_texts_of_a_qualification_that_is_not_listed_are_refused(session, catalogue):
    with pytest.raises(CatalogueFault, match="10381, which is no listed qualification"):
        service.load(session, replace(catalogue, abouts={"10381": About()}))
