"""Qualifications from files of other programs, saved as drafts in one deed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portfolio.domain.errors import Refusals
from portfolio.domain.exchange.content import ExchangedQualification
from portfolio.domain.exchange.formats import FORMATS, read_file, write_file
from portfolio.models.audit import AuditEntry
from portfolio.models.programme import CombinationRule, Qualification, Unit
from portfolio.models.specification import Criterion, UnitSpecification
from portfolio.queries import whole_qualification
from portfolio.services.qualification_import import compared, import_qualification
from tests.queries import counted
from tests.unit.domain.exchange.qualifications import SECOND, WHOLE

SOURCE = "CASE, award.json"
NEEDED = replace(WHOLE, units=(WHOLE.units[0], replace(SECOND, credit=3, kind="competence")))
NEEDED = replace(
    NEEDED,
    rule=replace(
        NEEDED.rule, total_min=8, optional_min=3, level=replace(NEEDED.rule.level, credit=5)
    ),
)


def counts(session):
    tables = (Qualification, CombinationRule, Unit, UnitSpecification, Criterion, AuditEntry)
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def refused(session, cast, qualification):
    """The fields that were refused; nothing may have been written."""
    before = counts(session)
    with pytest.raises(Refusals) as caught:
        import_qualification(
            session, cast.administrator.actor, qualification, cast.centre.id, SOURCE
        )
    assert counts(session) == before
    return [refusal.field for refusal in caught.value.refusals]


def imported(session, cast, qualification=NEEDED):
    return import_qualification(
        session, cast.administrator.actor, qualification, cast.centre.id, SOURCE
    )


@pytest.mark.req("R-010", part="exchanged whole with other programs")
def test_what_was_imported_is_written_as_it_was_read(session, cast):
    row = imported(session, cast)
    session.expire_all()

    held = whole_qualification.latest(session, row, cast.centre.id)
    assert held.qualification == NEEDED
    written = write_file("case", held.qualification, version=1, changed_at=held.changed_at)
    assert read_file(written.content.encode()).qualification == NEEDED


def test_it_is_the_centres_own_draft_with_drafted_criteria(session, cast):
    row = imported(session, cast)

    assert row.centre_id == cast.centre.id
    (rule,) = row.rules
    assert (rule.version, rule.published_at, rule.reason) == (1, None, f"Imported: {SOURCE}")
    units = session.scalars(
        select(Unit).where(Unit.centre_id == cast.centre.id).order_by(Unit.reference)
    ).all()
    assert [unit.reference for unit in units] == ["F/601/1609", "L/506/2150"]
    assert units[0].specifications == []
    (specification,) = units[1].specifications
    assert (specification.centre_id, specification.published_at) == (cast.centre.id, None)


def test_one_event_tells_of_it(session, cast):
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    row = imported(session, cast)

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert len(entries) == before + 1
    (entry,) = (one for one in entries if one.name == "qualification:imported")
    assert entry.subject_id == row.id
    assert entry.centre_id == cast.centre.id
    assert entry.details["units_added"] == ["L/506/2150", "F/601/1609"]
    assert entry.details["criteria_added"] == ["L/506/2150"]


def test_a_known_unit_is_used_as_it_is_and_what_differs_is_a_doubt(session, cast):
    known = cast.make.unit({1: 2}, reference="L/506/2150", title="Greet people", credit=4)
    before = [(c.criterion_number, c.text) for o in known.specifications[0].outcomes
              for c in o.criteria]  # fmt: skip

    comparison, _ = compared(session, NEEDED, cast.centre.id)
    row = imported(session, cast)

    told = " ".join(comparison.doubts)
    assert "L/506/2150 is called Greet customers in the file and Greet people here" in told
    assert "L/506/2150 has a credit of 5 in the file and 4 here: it stays 4." in told
    assert "L/506/2150 has other criteria in the file than here: those here stay." in told
    assert "The mandatory units come to 4 credits, the rule of combination says 5." in told
    session.expire_all()
    assert row.placements[0].unit_id == known.id
    assert (known.title, known.credit, len(known.specifications)) == ("Greet people", 4, 1)
    assert before == [
        (c.criterion_number, c.text) for o in known.specifications[0].outcomes for c in o.criteria
    ]


def test_a_known_unit_without_criteria_gets_those_of_the_file_as_a_draft(session, cast):
    known = cast.make.unit(reference="L/506/2150", title="Greet customers", credit=5, level=3)

    imported(session, cast)

    (drafted,) = session.scalars(
        select(UnitSpecification).where(UnitSpecification.unit_id == known.id)
    )
    assert (drafted.centre_id, drafted.published_at) == (cast.centre.id, None)
    assert len([c for o in drafted.outcomes for c in o.criteria]) == 15


def test_another_centres_units_and_codes_are_not_known(session, cast):
    import_qualification(session, None, NEEDED, cast.elsewhere.id, SOURCE)

    comparison, _ = compared(session, NEEDED, cast.centre.id)

    assert len(comparison.added) == 2
    assert imported(session, cast).centre_id == cast.centre.id


def test_an_entry_code_the_centre_sees_is_refused(session, cast):
    code = cast.qualification.entry_code

    facts = replace(NEEDED.facts, entry_code=code)
    assert refused(session, cast, replace(NEEDED, facts=facts)) == ["entry_code"]


def test_what_the_file_does_not_say_is_refused_by_its_field(session, cast):
    bare = ExchangedQualification(
        replace(NEEDED.facts, entry_code="", number="", level=None, awarding_body=""),
        NEEDED.groups,
        (replace(SECOND, reference="", credit=None, level=None),),
    )

    assert refused(session, cast, bare) == [
        "entry_code", "number", "level", "awarding_body", "reference-1", "credit-1", "level-1"
    ]  # fmt: skip


@pytest.mark.req("R-007", part="on import of a whole qualification")
def test_a_reference_and_a_number_with_a_wrong_check_character_are_refused(session, cast):
    wrong = replace(NEEDED, facts=replace(NEEDED.facts, number="500/9843/4"))
    assert refused(session, cast, wrong) == ["number"]

    wrong = replace(NEEDED, units=(replace(NEEDED.units[0], reference="L/506/2151"),))
    assert refused(session, cast, wrong) == ["reference-1"]


def test_two_units_of_one_reference_are_refused(session, cast):
    twice = replace(NEEDED, units=(NEEDED.units[0], replace(NEEDED.units[0], number="A2")))
    assert refused(session, cast, twice) == ["reference-2"]


def test_a_file_without_a_rule_makes_a_draft_that_asks_for_its_mandatory_units(session, cast):
    row = imported(session, cast, replace(NEEDED, rule=None))

    held = whole_qualification.latest(session, row, cast.centre.id).qualification
    assert (held.rule.total_min, held.rule.mandatory_credit) == (5, 5)


def test_the_operator_may_publish_it_to_all_at_once(session, cast):
    row = import_qualification(session, None, NEEDED, None, SOURCE, publish=True)

    assert row.centre_id is None
    assert row.rules[0].published_at is not None
    assert session.scalars(
        select(UnitSpecification.published_at).join(Unit).where(Unit.reference == "L/506/2150")
    ).one()


@pytest.mark.parametrize(
    ("unfinished", "words"),
    [
        (replace(NEEDED, rule=None, units=NEEDED.units[1:]), "asks for no credit at all"),
        (replace(NEEDED, rule=replace(NEEDED.rule, mandatory_credit=9)), "combination says 9"),
        (replace(NEEDED, rule=replace(NEEDED.rule, total_min=99)), "Nobody could complete it"),
    ],
    ids=["no rule", "a rule that does not fit", "too much asked"],
)
def test_nothing_unfinished_is_published(session, cast, unfinished, words):
    with pytest.raises(Refusals, match=words):
        import_qualification(session, None, unfinished, None, SOURCE, publish=True)


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_shipped_qualification_is_written_in_a_fixed_number_of_queries(
    session, cast, format_name
):
    sizes = []
    for count in (2, 40):
        units = [cast.make.unit({1: 3, 2: 2}) for _ in range(count)]
        row = cast.make.qualification(units)
        cast.make.rule(row, NEEDED.rule.to_dict() | {"group_minima": {}, "group_maxima": {},
                                                     "one_per_group": []})  # fmt: skip
        session.flush()
        session.expire_all()
        with counted() as sent:
            held = whole_qualification.latest(session, row, cast.centre.id)
        sizes.append(len(sent))
        written = write_file(
            format_name, held.qualification, version=held.version, changed_at=held.changed_at
        )
        assert len(read_file(written.content.encode()).qualification.units) == count
    assert sizes[0] == sizes[1] <= 10


def test_the_last_change_is_that_of_the_newest_criteria(session, cast):
    later = datetime(2026, 11, 24, 12, 0, tzinfo=UTC) + timedelta(days=1)
    row = imported(session, cast)
    session.scalars(
        select(UnitSpecification).where(UnitSpecification.published_at.is_(None))
    ).one().created_at = later
    session.flush()

    assert whole_qualification.latest(session, row, cast.centre.id).changed_at == later
