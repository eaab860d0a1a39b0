"""An administrator adds a qualification of the centre's own, publishes it, and goes on."""

from dataclasses import replace

import pytest

from portfolio.domain.qualification import Group
from portfolio.domain.qualification_structure import Structure
from portfolio.domain.rule import LevelRule, RuleOfCombination
from portfolio.models.programme import CombinationRule, Qualification, Unit
from portfolio.queries import catalogue, qualification_drafts
from portfolio.services import centre_units, qualifications
from portfolio.services import qualification_drafts as qualification_drafts_service
from portfolio.services.centre_units import UnitFacts
from portfolio.services.qualifications import QualificationFacts

FACTS = {
    "entry_code": "OWN1",
    "number": "601/3499/9",
    "title": "Own award",
    "level": "2",
    "awarding_body": "Demo Awarding",
    "age_bands": "19+",
}
AS_FACTS = QualificationFacts(
    "OWN1", "601/3499/9", "Own award", 2, "Demo Awarding", "", None, None, ("19+",), False, False
)
UNIT = {"reference": "D/506/2119", "title": "Own unit", "credit": "5", "level": "2"}
GROUP = {"letter": "A", "name": "Mandatory", "nature": "mandatory"}
RULE = {
    "total_min": "5",
    "mandatory_credit": "5",
    "level": "2",
    "level_credit": "0",
    "comparison": "exactly",
    "scope": "optional",
}


def fill(person, address, **values):
    """Open a page with one form, fill it in and send it; the reply."""
    page = person.get(address)
    assert page.status == 200, page.words()
    return person.submit(page, values)


@pytest.fixture
def home(session, cast):
    """The address of a draft with one mandatory unit and its rule."""
    actor = cast.administrator.actor
    made = qualifications.add(session, actor, AS_FACTS)
    unit = centre_units.add(session, actor, UnitFacts("D/506/2119", "Own unit", 5, 2, None))
    structure = Structure().with_group(Group("A", "Mandatory", True)).with_unit(unit.id, "1", "A")
    wanted = replace(structure, rule=RuleOfCombination(5, 5, LevelRule(2, 0, False, True)))
    qualification_drafts_service.save(session, actor, made, wanted, Structure().fingerprint)
    return f"/catalogue/qualifications/{made.id}/draft"


def row(session) -> Qualification:
    return session.query(Qualification).filter_by(entry_code="OWN1").one()


@pytest.mark.req("R-339", part="entered by the centre")
def test_a_qualification_is_added_built_published_and_then_offered(session, cast):
    person = cast.administrator
    home = fill(person, "/catalogue/qualifications/new", **FACTS).location
    fill(person, f"{home}/groups", **GROUP)
    place = fill(person, f"{home}/units/new", **UNIT).location
    fill(person, place, number="1", group="A")
    fill(person, f"{home}/rule", **RULE)
    page = person.get(home)
    assert "Every unit of Group A, which is mandatory: 5 credits" in page.words()
    assert "Own unit D/506/2119, 5 credits, Level 2" in page.words()
    assert catalogue.qualifications(session, cast.centre.id) == [cast.qualification]
    confirm = person.get(f"{home}/publish")
    assert "Unit 1 Own unit (D/506/2119) is new in Group A" in confirm.words()
    done = person.get(person.submit(confirm, {}).location)
    assert "Published. Candidates can be registered on it now" in done.words()
    assert "Your centre’s own, version 1" in done.words()
    assert "OWN1" in person.get("/centre/candidates/register").words()


def test_what_is_missing_is_said_on_the_draft_and_keeps_it_from_being_published(cast):
    person = cast.administrator
    home = fill(person, "/catalogue/qualifications/new", **FACTS).location
    assert "Before it can be published Place at least one unit first" in person.get(home).words()
    assert person.get(f"{home}/publish").location == home


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": "601/3499/8"}, "The last character does not fit the digits before it"),
        ({"level": "two"}, "Enter a whole number, like 10"),
        ({"title": ""}, "Enter the title"),
        ({"age_bands": []}, "Choose the approved ages"),
    ],
    ids=["number", "level", "title", "ages"],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(cast, changed, words):
    reply = fill(cast.administrator, "/catalogue/qualifications/new", **FACTS | changed)
    assert reply.status == 422
    assert words in reply.words()
    assert reply.html.find("input", {"name": "entry_code"})["value"] == "OWN1"


@pytest.mark.parametrize("code", ["TRY<1>", "A/B", "../X", "-", "A.", "Ö1"])
def test_an_entry_code_that_cannot_stand_in_an_address_is_refused(cast, code):
    page = fill(cast.administrator, "/catalogue/qualifications/new", **FACTS | {"entry_code": code})
    assert page.status == 422
    assert "An entry code has letters and digits" in page.words()
    assert page.html.find("input", {"name": "entry_code"})["value"] == code


def test_a_rule_that_does_not_fit_the_units_is_refused_beside_the_figure(cast, home):
    reply = fill(cast.administrator, f"{home}/rule", **RULE | {"mandatory_credit": "4"})
    assert reply.status == 422
    message = reply.html.find(id="mandatory_credit-error").get_text()
    assert "Group A - Mandatory holds 5 credits, the rule of combination says 4" in message


def test_of_two_editors_the_second_sees_what_the_first_changed_and_loses_nothing(
    session, cast, home
):
    person = cast.administrator
    page = person.get(f"{home}/groups")
    fill(person, f"{home}/groups", letter="C", name="Theirs", nature="optional")
    reply = person.submit(page, {"letter": "B", "name": "Mine", "nature": "optional"})
    assert reply.status == 409
    assert "Demo Administrator changed this at 12 noon: Group C - Theirs is new" in reply.words()
    assert reply.html.find("input", {"name": "name"})["value"] == "Mine"
    again = person.submit(reply, {})
    assert again.status == 303
    draft = qualification_drafts.draft(session, row(session))
    structure = qualification_drafts.structure(session, row(session).id, draft)
    assert [group.letter for group in structure.groups] == ["A", "B", "C"]


def test_what_is_typed_into_a_draft_published_meanwhile_is_answered_as_a_conflict(cast, home):
    person = cast.administrator
    page = person.get(f"{home}/groups")
    fill(person, f"{home}/publish")
    reply = person.submit(page, {"letter": "B", "name": "Late", "nature": "optional"})
    assert reply.status == 409
    assert "This draft was published or thrown away meanwhile" in reply.words()


def test_groups_and_units_are_changed_and_taken_out(session, cast, home):
    person = cast.administrator
    unit = session.query(Unit).filter_by(reference="D/506/2119").one()
    refused = fill(person, f"{home}/groups/A/remove")
    assert "Move or take out the units of Group A first" in refused.words()
    fill(person, f"{home}/groups/A", letter="B", name="Core", nature="mandatory")
    fill(person, f"{home}/units/{unit.id}", number="7")
    assert "Group B - Core" in person.get(home).words()
    assert "7 Own unit" in person.get(home).words()
    fill(person, f"{home}/units/{unit.id}/remove")
    fill(person, f"{home}/groups/B/remove")
    assert "Own unit" not in person.get(home).words()


def test_units_are_found_by_words_of_their_title_and_not_those_of_another_centre(cast, home):
    cast.make.unit(title="Serve at 100% speed")
    cast.make.unit(title="Serve elsewhere", centre_id=cast.elsewhere.id)
    words = cast.administrator.get(f"{home}/units?q=100%25").words()
    assert "Serve at 100% speed" in words
    assert "1 unit" in words
    assert "Serve elsewhere" not in cast.administrator.get(f"{home}/units?q=serve").words()
    assert "No unit found" in cast.administrator.get(f"{home}/units?q=zzz").words()


def test_the_next_version_is_drafted_beside_the_published_one_and_thrown_away(session, cast, home):
    person = cast.administrator
    fill(person, f"{home}/publish")
    own = home.removesuffix("/draft")
    started = person.submit(person.get(own), {})
    assert started.location == home
    fill(person, f"{home}/groups", letter="B", name="More", nature="optional")
    assert (
        "What it changes of version 1 Group B - More is new, optional" in person.get(home).words()
    )
    assert "Group B" not in person.get(own).words()
    reply = person.get(fill(person, f"{home}/discard").location)
    assert "The draft is thrown away" in reply.words()
    assert session.query(CombinationRule).filter_by(qualification_id=row(session).id).count() == 1


def test_a_qualification_never_published_is_thrown_away_as_a_whole(session, cast, home):
    reply = cast.administrator.get(fill(cast.administrator, f"{home}/discard").location)
    assert "The draft is thrown away" in reply.words()
    assert session.query(Qualification).filter_by(entry_code="OWN1").count() == 0


def test_facts_are_changed_and_the_second_editor_is_told(cast, home):
    person, address = cast.administrator, f"{home.removesuffix('/draft')}/facts"
    page = person.get(address)
    assert person.submit(page, {"title": "Renamed award"}).status == 303
    late = person.submit(person.get(address), {"title": "Third"})
    assert late.status == 303
    stale = person.submit(page, {"once": "another key", "level": "3"})
    assert stale.status == 409
    assert "Demo Administrator changed this at 12 noon: title" in stale.words()


@pytest.mark.parametrize("role", ["candidate", "assessor"])
def test_nobody_else_gets_to_the_draft(cast, home, role):
    assert getattr(cast, role).get(home).status in {403, 404}
    assert cast.stranger_administrator.get(home).status == 404


def test_a_shared_qualification_is_not_edited_by_a_centre(cast):
    address = f"/catalogue/qualifications/{cast.qualification.id}"
    assert cast.administrator.get(f"{address}/facts").status == 403
    assert cast.administrator.get(f"{address}/draft").status == 403
