"""A unit's page: its thirteen parts, the centre's notes, its resources and its document."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import EvidenceState
from portfolio.models.audit import AuditEntry
from portfolio.models.specification import CriterionNote, ResourceConfirmation
from portfolio.services import criterion_notes
from tests.cast import RULE

PARTS = {
    "expires_on": date(2030, 12, 31),
    "purpose": "To learn how a desk is kept.",
    "knowledge": "What customers may expect.",
    "assessed_how": "By a portfolio.",
    "guidance": "Observe twice.",
    "nos_codes": ["CS-01", "CS-02"],
    "resources": ["A telephone", "A till"],
    "document_url": "https://awarding.test/unit",
}


def with_parts(specification):
    """All that its document says beside outcomes and criteria."""
    for name, value in PARTS.items():
        setattr(specification, name, value)
    specification.outcomes[0].criteria[0].guidance = "For example by telephone."
    return specification


@pytest.fixture
def specification(cast, session):
    """Of the candidate's first unit, with all parts."""
    made = with_parts(cast.units[0].specifications[0])
    session.flush()
    return made


@pytest.fixture
def place(cast, specification):
    return f"/catalogue/units/{cast.units[0].id}"


@pytest.fixture
def criterion(specification):
    return specification.outcomes[0].criteria[0]


@pytest.mark.req("R-010", "R-015")
def test_a_unit_with_all_thirteen_parts_shows_all_thirteen(cast, make, session):
    unit = make.unit({1: 2}, requirements=1, guided_hours=27)
    with_parts(unit.specifications[0])
    session.flush()

    page = cast.candidate.get(f"/catalogue/units/{unit.id}")
    words = page.words()

    for shown in (
        "Level 3",
        "Credit 5",
        "Guided learning hours 27",
        "Expires 31 December 2030",
        "To learn how a desk is kept.",
        "1. Demo outcome 1",
        "1.1 Demo criterion 1.1",
        "What customers may expect.",
        "By a portfolio.",
        "Demo requirement 1",
        "Observe twice.",
        "A telephone",
    ):
        assert shown in words
    assert [one.text for one in page.html.select("#nos-codes li")] == ["CS-01", "CS-02"]


@pytest.mark.req("R-355")
def test_a_unit_links_to_its_document_and_a_missing_one_is_listed(cast, place):
    assert cast.assessor.get(place).html.select_one("#document a")["href"] == (
        "https://awarding.test/unit"
    )

    missing = cast.administrator.get("/catalogue/units-without-document")

    assert cast.units[1].reference in missing.words()
    assert cast.units[0].reference not in missing.words()


@pytest.mark.req("R-355", part="the qualification's page of units")
def test_without_its_own_document_a_unit_links_to_the_page_that_holds_it(cast, session):
    link = {"title": "Pages of the award", "url": "https://awarding.test/"}
    cast.qualification.about = {"units_page": link}
    session.flush()

    page = cast.candidate.get(f"/catalogue/units/{cast.units[1].id}")

    assert page.html.select_one("#document a")["href"] == "https://awarding.test/"


@pytest.mark.req("R-013")
def test_a_note_stands_under_the_criterion_and_changes_nothing_of_it(
    cast, make, session, unit, place, criterion
):
    before = (criterion.criterion_number, criterion.text)
    form = cast.administrator.get(f"/catalogue/criteria/{criterion.id}/note")

    assert cast.administrator.submit(form, {"text": "Use our call log."}).status == 303

    assert (criterion.criterion_number, criterion.text) == before
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "criterion:noted")).one()
    assert (entry.details["before"], entry.details["after"]) == ("", "Use our call log.")
    item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED, title="Letter")
    make.file(item)
    make.tag(item, unit, criterion.id)
    draft = make.evidence(cast.profile, state=EvidenceState.DRAFT, title="Letter")
    for who, address in (
        (cast.candidate, place),
        (cast.candidate, f"/units/{unit.id}"),
        (cast.candidate, f"/candidate/evidence/{draft.id}/edit"),
        (cast.assessor, f"/assessor/evidence/{item.id}"),
        (cast.assessor, f"/assessor/candidates/{cast.profile.id}/records/add"),
    ):
        page = who.get(address)
        said = page.html.select_one(".pf-notes").get_text()
        assert "Guidance, not exhaustive: For example by telephone." in said
        assert "Your centre adds: Use our call log." in said


def test_another_centre_does_not_see_the_note(cast, session, place, criterion):
    criterion_notes.write(session, cast.administrator.actor, criterion, "Use our call log.")

    assert "call log" in cast.assessor.get(place).words()
    assert "call log" not in cast.stranger.get(place).words()


def test_an_emptied_note_is_gone_and_its_history_stays(cast, session, criterion):
    actor = cast.administrator.actor
    criterion_notes.write(session, actor, criterion, "Use our call log.")
    criterion_notes.write(session, actor, criterion, " ")
    criterion_notes.write(session, actor, criterion, "")

    assert session.scalars(select(CriterionNote)).all() == []
    trail = session.scalars(select(AuditEntry).where(AuditEntry.name == "criterion:noted")).all()
    assert len(trail) == 2


def test_a_new_version_keeps_the_notes_on_criteria_that_stay_the_same(
    cast, make, session, criterion
):
    actor = cast.administrator.actor
    criterion_notes.write(session, actor, criterion, "Use our call log.")
    later = make.specification(cast.units[0], {1: 2, 2: 1}, version=2)
    later.outcomes[0].criteria[1].text = "Other words"
    session.flush()

    criterion_notes.carry_over(session, actor, later)

    kept = session.scalars(
        select(CriterionNote).where(
            CriterionNote.criterion_id.in_(c.id for c in later.outcomes[0].criteria)
        )
    ).all()
    assert [(one.criterion_id, one.text) for one in kept] == [
        (later.outcomes[0].criteria[0].id, "Use our call log.")
    ]


@pytest.mark.parametrize("path", ["criteria/{criterion}/note", "units/{unit}/resources"])
@pytest.mark.parametrize(("who", "status"), [("assessor", 403), ("administrator", 200)])
def test_only_administrators_add_to_a_unit(cast, criterion, path, who, status):
    address = path.format(criterion=criterion.id, unit=cast.units[0].id)

    assert getattr(cast, who).get(f"/catalogue/{address}").status == status


@pytest.fixture
def choosing(cast, make, session):
    """The page on which the candidate chooses the one optional unit, and that unit's criteria."""
    unit = make.unit({1: 1})
    made = make.qualification([unit], entry_code="OPT1")
    for one in (*made.groups, *made.placements):
        one.mandatory = False
    rule = make.rule(made, RULE)
    enrolment = make.enrolment(cast.profile, made, rule)
    session.flush()
    return f"/candidate/enrolments/{enrolment.id}/units/choose", unit.specifications[0]


@pytest.mark.req("R-342")
def test_a_resource_not_confirmed_is_told_at_planning_until_the_centre_has_it(
    cast, session, choosing
):
    address, specification = choosing
    specification.resources = ["A till", "A till"]
    session.flush()
    assert "Your centre has not confirmed what it needs: A till" in (
        cast.candidate.get(address).words()
    )

    form = cast.administrator.get(f"/catalogue/units/{specification.unit_id}/resources")
    assert cast.administrator.submit(form, {"resources": "A till"}).status == 303

    assert "not confirmed" not in cast.candidate.get(address).words()
    unit = cast.candidate.get(f"/catalogue/units/{specification.unit_id}")
    assert "Your centre has it: Demo Administrator" in unit.words()
    assert session.scalars(select(ResourceConfirmation)).one().centre_id == cast.centre.id
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.name == "resources:confirmed")
    ).one()
    assert entry.details["confirmed"] == ["A till"]


@pytest.mark.req("R-012")
@pytest.mark.parametrize(("days", "warned"), [(-1, True), (0, False), (1, False)])
def test_planning_a_unit_after_its_expiry_warns(cast, session, choosing, days, warned):
    address, specification = choosing
    specification.expires_on = clock.today() + timedelta(days=days)
    session.flush()

    assert ("Its accreditation ended on" in cast.candidate.get(address).words()) is warned
    page = cast.assessor.get(f"/catalogue/units/{specification.unit_id}")
    assert ("This unit has expired" in page.words()) is warned
