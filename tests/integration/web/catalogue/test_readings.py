"""A centre reads a rule otherwise: what it turns is said before, and candidates are moved after."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from portfolio.catalogue import read_shipped
from portfolio.domain.actors import Role
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.states import UnitState
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import ChosenUnit
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries import roc, versions
from portfolio.services import catalogue, enrolment_versions, rule_readings
from tests.queries import counted

VECTORS = Path(__file__).resolve().parents[3] / "data" / "roc_vectors.json"


def vector(name: str) -> dict:
    return next(v for v in json.loads(VECTORS.read_text())["vectors"] if v["id"] == name)


@pytest.fixture
def n208(session, cast):
    """A candidate who achieved what vector N208 says, registered on the shipped 03455."""
    case = vector("N208")
    catalogue.load(session, read_shipped())
    row = session.scalars(
        select(Qualification).where(Qualification.entry_code == case["qualification"])
    ).one()
    candidate = cast.make.candidate(cast.centre)
    enrolment = cast.make.registered(candidate, row)
    for place in row.placements:
        if place.unit_number in case["achieved"]:
            unit = cast.make.progress(candidate, place.unit)
            cast.make.sign_off(unit, cast.assessor.user)
            unit.state = UnitState.ACHIEVED
    session.flush()
    return enrolment


def read_otherwise(person, enrolment, **values):
    """Enter another reading; the page that says what it would turn."""
    address = f"/catalogue/qualifications/{enrolment.qualification_id}/rule"
    return person.submit(person.get(address), {"reason": "OCR said so"} | values)


def test_another_reading_settles_no_question_and_keeps_units_in_doubt(session, cast):
    catalogue.load(session, read_shipped())
    row = session.query(Qualification).filter_by(entry_code="03456").one()
    stored = versions.rule_in_force(session, row.id, None)
    stored.parameters = stored.parameters | {"undecided": ["comparison", "scope"]}
    session.flush()
    person, address = cast.administrator, f"/catalogue/qualifications/{row.id}/rule"
    typed = {"reason": "OCR said so", "comparison": "or above"}
    person.submit(person.submit(person.get(address), typed), {})
    own = versions.rule_in_force(session, row.id, cast.centre.id).parameters
    assert own["level"]["comparison"] == "or above"
    assert own["undecided"] == ["comparison", "scope"]
    assert own["doubtful_units"] == stored.parameters["doubtful_units"]


@pytest.mark.req("R-028")
def test_switching_03455_to_or_above_turns_n208_from_not_met_to_met(session, cast, n208):
    assert not roc.progress(session, n208.id).verdict.met
    look = read_otherwise(cast.administrator, n208, comparison="or above")
    assert look.status == 200
    assert f"It turns 1 candidate to met: {n208.candidate.name}" in look.words()
    done = cast.administrator.submit(look, {})
    words = cast.administrator.get(done.location).words()
    assert "Version 1 now: Not met yet. After the move: Met" in words
    assert not roc.progress(session, n208.id).verdict.met
    moved = cast.administrator.submit(cast.administrator.get(done.location), {})
    assert moved.status == 303
    assert roc.progress(session, n208.id).verdict.met
    told = {one.name: one for one in session.query(AuditEntry)}
    changed = told["rule:changed"]
    assert changed.details["reason"] == "OCR said so"
    assert changed.details["changed"] == [
        "No longer asked: At least 11 credits at Level 2, from optional units",
        "Now asked: At least 11 credits at Level 2 or above, from optional units",
    ]
    move = told["enrolment:moved"].details
    assert (move["before"], move["after"]) == ("Not met yet", "Met")
    assert told["enrolment:moved"].candidate_id == n208.candidate_id
    page = cast.administrator.get(f"/centre/candidates/{n208.candidate_id}").words()
    assert "Version it follows Version 2, as your centre reads it" in page
    versions_page = f"/catalogue/qualifications/{n208.qualification_id}/versions"
    assert (
        "Version 2, as your centre reads it, in force" in cast.assessor.get(versions_page).words()
    )


def test_another_centre_keeps_the_shared_reading(session, cast, n208):
    row, actor = n208.qualification, cast.administrator.actor
    in_force = versions.rule_in_force(session, row.id, cast.centre.id)
    rule = RuleOfCombination.from_dict(in_force.parameters).with_level(or_above=True)
    made = rule_readings.change(session, actor, row, rule, "Decided", in_force.id)
    assert (made.centre_id, made.structure_version) == (cast.centre.id, in_force.structure_version)
    assert versions.rule_in_force(session, row.id, cast.centre.id) is made
    assert versions.rule_in_force(session, row.id, cast.elsewhere.id) is in_force
    with pytest.raises(Conflict):
        rule_readings.change(session, actor, row, rule, "Again", in_force.id)
    with pytest.raises(Refusal, match="says the same"):
        rule_readings.change(session, actor, row, rule, "Again", made.id)


def test_a_reading_needs_a_reason_and_a_rule_that_can_be_met(session, cast, n208):
    assert read_otherwise(cast.administrator, n208, reason="").status == 422
    reply = read_otherwise(cast.administrator, n208, level_credit="900")
    assert reply.status == 422
    assert "Nobody could complete it" in reply.words()
    assert session.query(CombinationRule).filter_by(centre_id=cast.centre.id).count() == 0


def test_who_is_quicker_publishes_and_the_other_sees_it_with_nothing_lost(session, cast, n208):
    person = cast.administrator
    look = read_otherwise(person, n208, scope="all")
    person.submit(read_otherwise(person, n208, comparison="or above"), {})
    late = person.submit(look, {})
    assert late.status == 409
    assert "Demo Administrator changed this" in late.words()
    assert late.html.select_one("input[name=scope][value=all][checked]")


def test_what_another_centre_did_to_a_shared_qualification_is_told_nobody(session, cast, n208):
    person = cast.administrator
    look = read_otherwise(person, n208, scope="all")
    person.submit(read_otherwise(person, n208, comparison="or above"), {})
    stranger = cast.stranger_administrator
    stranger.submit(read_otherwise(stranger, n208, scope="all"), {})
    late = person.submit(look, {}).words()
    assert "Demo Administrator changed this" in late
    assert "Demo Stranger" not in late


def test_a_candidate_of_another_centre_is_never_moved(session, cast, n208):
    foreign = cast.make.registered(cast.make.candidate(cast.elsewhere), n208.qualification)
    to = versions.rule_in_force(session, n208.qualification_id, cast.centre.id)
    with pytest.raises(Refusal, match="Choose candidates of the list"):
        enrolment_versions.move(
            session, cast.administrator.actor, n208.qualification, [foreign.id], to.id
        )


def test_moving_plans_what_is_mandatory_in_the_new_version(session, cast):
    make, row = cast.make, cast.qualification
    more = make.unit({1: 1})
    assert cast.enrolment.rule is cast.rule
    parameters = cast.rule.parameters | {"total_min": 15, "mandatory_credit": 15}
    make.rule(row, parameters, version=2, structure_version=2)
    place = row.placements[0].__class__
    session.add(
        place(
            qualification_id=row.id,
            unit_id=more.id,
            unit_number="3",
            group_letter="A",
            mandatory=True,
            position=3,
            since_version=2,
        )
    )
    session.flush()
    to = versions.rule_in_force(session, row.id, cast.centre.id)
    before = cast.enrolment.progress_version
    actor = cast.administrator.actor
    enrolment_versions.move(session, actor, row, [cast.enrolment.id], to.id)
    planned = session.query(ChosenUnit).filter_by(enrolment_id=cast.enrolment.id, unit_id=more.id)
    assert planned.count() == 1
    session.refresh(cast.enrolment)
    assert cast.enrolment.progress_version > before
    assert len(roc.progress(session, cast.enrolment.id).rows) == 3
    with pytest.raises(Conflict, match="already"):
        enrolment_versions.move(session, actor, row, [cast.enrolment.id], to.id)


def test_the_page_of_followers_takes_few_queries_whatever_their_number(app, cast):
    address = f"/catalogue/qualifications/{cast.qualification.id}/candidates"
    for _ in range(8):
        cast.make.registered(cast.make.candidate(cast.centre), cast.qualification)
    with counted() as sent:
        words = cast.administrator.get(address).words()
    assert "Following version 1, in force" in words
    assert len(sent) <= 12


def test_only_those_who_administer_the_centre_change_how_a_rule_is_read(cast):
    address = f"/catalogue/qualifications/{cast.qualification.id}"
    assert cast.assessor.role is Role.ASSESSOR
    for page in ("rule", "candidates"):
        assert cast.assessor.get(f"{address}/{page}").status == 403
    assert cast.candidate.get(f"{address}/versions").status == 200
