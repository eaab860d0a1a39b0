"""A centre copies a procedure, changes every part of it, publishes and follows it."""

import pytest

from portfolio.catalogue import read_procedures
from portfolio.domain.deadlines import Rule, Unit
from portfolio.domain.procedure import Moment, Office, TrackKey
from portfolio.models.audit import AuditEntry
from portfolio.models.case import Case
from portfolio.models.procedure import Procedure, ProcedureVersion
from portfolio.queries import procedures as queries
from portfolio.services import procedure_drafts
from tests.case_factories import CaseFactory
from tests.queries import counted


@pytest.fixture
def person(cast, make):
    make.procedures()
    return cast.administrator


@pytest.fixture
def shipped(session, person) -> Procedure:
    found = queries.shared(session, "op-performance")
    assert found is not None
    return found


@pytest.fixture
def home(session, person, shipped) -> str:
    """The address of the draft of the centre's copy."""
    made = procedure_drafts.copy(session, person.actor, shipped, "Our way")
    return f"/procedures/{made.id}/draft"


def draft_of(session) -> ProcedureVersion:
    session.expire_all()
    own = session.query(Procedure).filter_by(name="Our way").one()
    found = queries.draft(session, own.id)
    assert found is not None
    return found


def change(person, address, **values):
    """Open a page with a form, fill it in and send it; the reply."""
    page = person.get(address)
    assert page.status == 200, page.words()
    return person.submit(page, values, form="main form[novalidate]")


@pytest.mark.req("R-258")
def test_a_procedure_is_copied_changed_published_and_followed(session, person, shipped, cast, make):
    asked = change(person, f"/procedures/{shipped.id}/copy", name="Our way")
    home = asked.location
    assert "Nothing changes for anybody until you publish it" in person.get(home).words()

    informal = change(
        person,
        f"{home}/stages/complaint/formal",
        name="Stage 2, in writing",
        acknowledge_rule="1 working day",
        ladder="Department head\nManaging Director after 48 hours",
        new_label="Write with progress",
        new_rule="5 working days",
    )
    assert informal.location == home
    says = queries.read(draft_of(session)).track(TrackKey.COMPLAINT).stage("formal")
    assert says.name == "Stage 2, in writing"
    assert [clock.rule for clock in says.clocks if clock.key == "acknowledge"] == [
        Rule(1, Unit.WORKING_DAYS)
    ]
    assert says.clocks[-1].label == "Write with progress"
    assert says.ladder[1].office is Office.MANAGING_DIRECTOR
    assert says.ladder[1].after == Rule(48, Unit.HOURS)
    words = person.get(home).words()
    # The first version of a copy is not compared with anything yet.
    assert "Stage 2, in writing" in words
    assert "1 working day of receipt" in words
    done = change(person, f"{home}/publish", reason="Agreed by the senior managers")
    assert "Version 1, published 24 November 2026" in person.get(done.location).words()
    version = session.query(ProcedureVersion).filter_by(reason="Agreed by the senior managers")
    assert version.one().published_by_id == person.user.id

    before = queries.followed(session, person.actor.centre_id)
    assert before.procedure_id == shipped.id
    case = CaseFactory(make).case(cast.centre)
    change(person, f"{done.location}/follow")
    session.expire_all()
    now = queries.followed(session, person.actor.centre_id)
    assert now.procedure.name == "Our way"
    assert session.get_one(Case, case.id).version_id == before.id
    assert CaseFactory(make).case(cast.centre).version_id == now.id
    assert session.get_one(ProcedureVersion, before.id).document == before.document
    names = [entry.name for entry in session.query(AuditEntry).order_by(AuditEntry.sequence)]
    assert names[-4:] == [
        "procedure:copied",
        "procedure:changed",
        "procedure:published",
        "procedure:followed",
    ]


def test_words_categories_bodies_and_replies_are_changed(session, person, home):
    change(person, f"{home}/words", statement="We listen.", contact_every="3 working days")
    change(
        person,
        f"{home}/categories",
        fees_label="",
        new1_label="Certificates",
        new1_way="stays",
        new1_why="The centre sends them on",
    )
    change(person, f"{home}/bodies", body1_contact="Telephone 01632 960001", body2_name="")
    change(person, f"{home}/replies/closing", text="Dear {name}\n\nClosed.\n\n{message}")
    says = queries.read(draft_of(session))
    assert says.statement == "We listen."
    assert says.contact_every == Rule(3, Unit.WORKING_DAYS)
    assert "fees" not in [one.key for one in says.categories]
    assert says.categories[-1].label == "Certificates"
    assert [body.contact for body in says.bodies] == ["Telephone 01632 960001"]
    assert says.templates["closing"].text == "Dear {name}\n\nClosed.\n\n{message}"


FORMAL = "stages/complaint/formal"
REFUSED = [
    (FORMAL, "acknowledge_rule", "soon", "hours or days, or immediately, or target date"),
    (FORMAL, "within_rule", "ten", "hours or days, like 10 working days"),
    (FORMAL, "ladder", "King", "Line 1: begin with an office"),
    (FORMAL, "ladder", "Board after 1 hour", "told at once"),
    (FORMAL, "following", "informal", "not a valid choice"),
    (FORMAL, "target_starts", Moment.TARGET_GIVEN.value, "says that a target date was given"),
    (FORMAL, "new_label", "Ring", "Fill in both what is to be done"),
    ("replies/acknowledgement", "text", "We have it.", "is missing from it"),
    ("replies/closing", "text", "{hat}", "{hat} is no field of a reply"),
    ("categories", "assessment-decision_way", "stays", "Turn one of them to appeals"),
    ("categories", "new1_label", "Hats", "Enter why outside bodies do not deal with it"),
    ("bodies", "body3_name", "A body", "Enter what it deals with"),
    ("words", "contact_every", "often", "hours or days, like 10 working days"),
    ("publish", "reason", "", "Enter why there is a new version"),
]


@pytest.mark.quickly_with("sqlite")
def test_what_cannot_be_stays_typed_and_is_named_beside_its_field(session, person, home):
    for part, name, typed, said in REFUSED:
        answer = change(person, f"{home}/{part}", **{name: typed})
        assert answer.status == 422, (part, name)
        assert said in answer.words(), answer.html.select_one("#error-summary")
        field = answer.html.select_one(f"[name='{name}']")
        assert field is not None
        if field.name == "textarea" or field.get("type") == "text":
            assert typed in (field.get("value") or field.get_text())
    assert draft_of(session).edits == 1


def test_stages_are_added_moved_and_taken_out_and_a_second_editor_is_told(session, person, home):
    def press(stage: str, endpoint: str):
        page = person.get(f"{home}/stages/complaint/{stage}")
        return person.submit(page, {"deed": endpoint}, form=f"form[action$='{stage}/place']")

    def order():
        return [one.key for one in queries.read(draft_of(session)).track(TrackKey.COMPLAINT).stages]

    press("formal", "add")
    assert order() == ["informal", "formal", "stage-1", "appeal", "outside"]
    press("stage-1", "up")
    assert order() == ["informal", "stage-1", "formal", "appeal", "outside"]
    press("stage-1", "remove")
    assert order() == ["informal", "formal", "appeal", "outside"]
    refused = press("informal", "up")
    assert refused.status == 422
    assert "This stage keeps its place" in refused.words()

    page = person.get(f"{home}/words")
    change(person, f"{home}/words", statement="Hers.")
    late = person.submit(page, {"statement": "His."}, form="main form[novalidate]")
    assert late.status == 409
    assert "Demo Administrator changed this at 12 noon" in late.words()
    assert "His." in late.text
    assert person.submit(late, {}, form="main form[novalidate]").status == 303
    assert queries.read(draft_of(session)).statement == "His."


def test_published_versions_stay_and_are_compared(session, person, home):
    change(person, f"{home}/publish", reason="First")
    own = home.removesuffix("/draft")
    page = person.get(own)
    person.submit(page, {}, form="form[action$='begin']")
    change(person, f"{home}/words", statement="We listen.")
    assert "The statement is now “We listen.”" in person.get(home).words()
    change(person, f"{home}/publish", reason="Second")
    words = person.get(f"{own}/versions?from=1&to=2").words()
    assert "Reason: Second" in words
    assert "by Demo Administrator" in words
    assert "The statement is now “We listen.”" in words
    first = read_procedures()["op-performance"].statement
    assert first in person.get(f"{own}/versions/1").words()
    assert person.get(f"{own}/versions/3").status == 404
    assert person.get(f"{own}/versions?from=1&to=9").status == 404

    person.submit(person.get(own), {}, form="form[action$='begin']")
    same = change(person, f"{home}/publish", reason="Third")
    assert "says the same as the version in force" in same.words()
    change(person, f"{home}/discard")
    assert person.get(home).status == 404


def test_a_draft_never_published_goes_with_its_procedure(session, person, home):
    assert "Never published" in person.get(home.removesuffix("/draft")).words()
    change(person, f"{home}/discard")
    assert session.query(Procedure).filter_by(name="Our way").count() == 0


def test_shipped_procedures_are_read_by_staff_and_changed_by_nobody(session, cast, make, home):
    page = cast.assessor.get("/procedures")
    assert page.status == 200
    assert "OP Performance: informal, formal, appeal" in page.words()
    shipped = queries.shared(session, "optimum-skills")
    assert shipped is not None
    with counted() as asked:
        words = cast.assessor.get(f"/procedures/{shipped.id}").words()
    assert len(asked) <= 12
    assert "Acknowledge : immediately; due soon after 1 hour" in words
    assert "10 working days of the start of the stage" in words
    assert cast.assessor.get(home).status == 403
    assert cast.assessor.get(f"/procedures/{shipped.id}/copy").status == 403
    assert cast.administrator.get(f"/procedures/{shipped.id}/draft").status == 403
    assert cast.stranger_administrator.get(home).status == 404
    assert cast.candidate.get("/procedures").status == 403


@pytest.mark.quickly_with("sqlite")
def test_every_page_of_a_draft_opens_for_every_stage_and_reply(session, person, home):
    says = queries.read(draft_of(session))
    places = [
        f"stages/{track.key.value}/{stage.key}"
        for track in says.tracks.values()
        for stage in track.stages
    ]
    for place in [*places, *(f"replies/{key}" for key in list(says.templates)[:2])]:
        page = person.get(f"{home}/{place}")
        assert page.status == 200
        unchanged = person.submit(page, {}, form="main form[novalidate]")
        assert unchanged.status == 303, unchanged.words()
    assert queries.read(draft_of(session)) == says
    for place in ("stages/complaint/none", "stages/none/formal", "replies/none"):
        assert person.get(f"{home}/{place}").status == 404
