"""An administrator writes the criteria of a unit, publishes them, and moves candidates to them."""

import pytest

from portfolio.domain.specification_content import (
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
)
from portfolio.models.assessment import UnitProgress
from portfolio.queries import specifications
from portfolio.services import specification_drafts
from tests.queries import counted


def fill(person, address, **values):
    """Open a page with one form, fill it in and send it; the reply."""
    page = person.get(address)
    assert page.status == 200, page.words()
    return person.submit(page, values)


ONE = SpecificationContent(
    (WrittenOutcome(1, "Prepare", (WrittenCriterion("1.1", "Demo criterion 1.1"),)),)
)


@pytest.fixture
def unit(cast):
    return cast.make.unit(title="Bare unit")


@pytest.fixture
def home(session, cast, unit):
    """The address of a draft with one outcome of one criterion."""
    specification_drafts.save_draft(session, cast.administrator.actor, unit, ONE)
    return f"/catalogue/units/{unit.id}/draft"


@pytest.mark.req("R-010", part="every part is entered, published and shown")
def test_criteria_requirements_and_parts_are_written_published_and_shown(session, cast, unit):
    person = cast.administrator
    own = f"/catalogue/units/{unit.id}"
    home = person.submit(person.get(own), {}).location
    assert "Add at least one learning outcome" in person.get(home).words()
    row = {"text_0": "Say what is needed", "guidance_0": "For example a list"}
    fill(person, f"{home}/outcomes", text="Prepare", **row)
    fill(person, f"{home}/requirements", text_1="Over a month", text_2="At work")
    parts = {"purpose": "To serve well", "nos_codes": "DEMO1\n\nDEMO2", "expires_on-day": "31"}
    parts |= {"expires_on-month": "8", "expires_on-year": "2027"}
    fill(person, f"{home}/parts", **parts)
    confirm = person.get(f"{home}/publish")
    assert "0 candidates without evidence in the unit move to it at once" in confirm.words()
    done = person.get(person.submit(confirm, {}).location)
    assert "Version 1 of the criteria is published" in done.words()
    assert "1. Prepare 1.1 Say what is needed" in done.words()
    assert "Over a month" in done.words()
    (row,) = specifications.published(session, unit.id, cast.centre.id)
    content = specifications.content_of(row)
    assert [one.number for one in content.criteria] == ["1.1", "ER1", "ER2"]
    assert content.parts.nos_codes == ("DEMO1", "DEMO2")
    assert content.parts.expires_on.isoformat() == "2027-08-31"


def test_asking_for_more_rows_keeps_what_is_typed_and_saves_nothing(session, cast, unit, home):
    page = cast.administrator.get(f"{home}/outcomes/1")
    more = cast.administrator.submit(page, {"text_3": "Typed", "more": "1"})
    assert more.status == 200
    assert more.html.find("textarea", {"name": "text_3"}).text.strip() == "Typed"
    assert more.html.find("textarea", {"name": "text_6"})
    draft = specifications.draft(session, unit.id, cast.centre.id)
    assert specifications.content_of(draft) == ONE


def test_a_wrong_number_is_refused_beside_its_row(cast, home):
    reply = fill(cast.administrator, f"{home}/outcomes/1", number_1="2.1", text_1="Wrong")
    assert reply.status == 422
    assert "2.1 is not a criterion of outcome 1" in reply.html.find(id="text_1-error").get_text()


def test_an_outcome_takes_its_criteria_to_its_new_number_and_is_taken_out(
    session, cast, unit, home
):
    person = cast.administrator
    fill(person, f"{home}/outcomes/1", number="3")
    assert "3.1 Demo criterion 1.1" in person.get(home).words()
    fill(person, f"{home}/outcomes/3/remove")
    assert "Demo criterion" not in person.get(home).words().split("What it changes")[0]


def test_of_two_writers_the_second_sees_what_changed_and_both_are_kept(session, cast, unit, home):
    person = cast.administrator
    page = person.get(f"{home}/outcomes")
    fill(person, f"{home}/outcomes/1", text="Prepare well")
    reply = person.submit(page, {"text": "Serve", "text_0": "Greet"})
    assert reply.status == 409
    assert "changed this at 12 noon: Outcome 1 reads differently" in reply.words()
    assert person.submit(reply, {}).status == 303
    content = specifications.content_of(specifications.draft(session, unit.id, cast.centre.id))
    assert [one.text for one in content.outcomes] == ["Prepare well", "Serve"]


def test_the_history_of_a_unit_says_what_each_version_changed(session, cast):
    unit, actor = cast.units[0], cast.administrator.actor
    draft = specification_drafts.save_draft(session, actor, unit, ONE)
    specification_drafts.publish(session, actor, draft)
    words = cast.candidate.get(f"/catalogue/units/{unit.id}/versions").words()
    assert "Your centre’s version 1" in words
    assert "Outcome 1 reads differently Was: Demo outcome 1 Now: Prepare" in words
    assert "Criterion 1.2 is gone Was: Demo criterion 1.2" in words
    assert "Shared version 1" in words


def test_tags_are_moved_as_proposed_and_corrected_for_all_candidates_at_once(session, cast):
    unit, person = cast.units[0], cast.administrator
    mine = session.query(UnitProgress).filter_by(unit_id=unit.id).one()
    item = cast.make.evidence(cast.profile)
    for criterion in cast.make.criteria(mine)[:2]:
        cast.make.tag(item, mine, criterion.id)
    draft = specification_drafts.save_draft(session, person.actor, unit, ONE)
    home = f"/catalogue/units/{unit.id}"
    published = fill(person, f"{home}/draft/publish")
    assert published.location == f"{home}/move"
    assert "Shared version 1 1 candidate" in person.get(published.location).words()
    address = f"{home}/move/{mine.specification_id}"
    page = person.get(address)
    assert "The same words are there: decisions hold on" in page.words()
    old = cast.make.criteria(mine)
    new = draft.outcomes[0].criteria[0]
    chosen = page.html.find("select", {"name": f"to_{old[0].id}"}).find("option", selected=True)
    assert chosen["value"] == str(new.id)
    done = person.submit(page, {f"to_{old[1].id}": str(new.id)})
    assert done.status == 303
    session.refresh(mine)
    assert mine.specification_id == draft.id
    session.refresh(item, ["tags"])
    assert [tag.criterion_id for tag in item.current_tags] == [new.id]


def test_a_draft_is_thrown_away(session, cast, unit, home):
    fill(cast.administrator, f"{home}/discard")
    assert specifications.draft(session, unit.id, cast.centre.id) is None


def test_the_page_of_a_unit_with_many_criteria_takes_few_queries(app, cast):
    unit = cast.make.unit(dict.fromkeys(range(1, 6), 10))
    with counted() as sent:
        cast.administrator.get(f"/catalogue/units/{unit.id}")
    assert len(sent) <= 12
