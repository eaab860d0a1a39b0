"""Signing units off: every condition, what is stored, and withdrawing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.signature import fingerprint
from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.assessment import SignOff
from portfolio.models.audit import AuditEntry
from portfolio.models.notice import Notice
from portfolio.queries import sign_off as signing
from portfolio.queries.coverage import coverage_of
from portfolio.queries.declarations import current_content
from portfolio.services import assessment, declarations, records, sign_offs
from portfolio.services.records import NewRecord
from portfolio.services.sign_offs import Signature
from tests.integration.services.assessing import (
    MET,
    NOT_YET,
    criteria,
    first_unit,
    sheet,
    submitted,
    unit_of,
)

PASSWORD = "correct horse battery"


@pytest.fixture
def unit(cast):
    return first_unit(cast)


@pytest.fixture
def assessor(cast):
    cast.make.password(cast.assessor.user, PASSWORD)
    return cast.assessor.actor


@pytest.fixture
def ready(session, cast, unit, assessor):
    """The unit's one item: accepted for every criterion, declared by the candidate."""
    item = submitted(cast, unit)
    assessment.accept(session, assessor, item, sheet(dict.fromkeys(criteria(cast, unit), MET)))
    cast.make.declaration(unit)
    return item


def signature(**changed):
    given = {"authenticity": ("discussed",), "confirmed": True, "password": PASSWORD}
    return Signature(**given | changed)


def refusal_of(session, actor, unit, **changed):
    with pytest.raises(Refusal) as refusal:
        sign_offs.sign_off(session, actor, unit, signature(**changed))
    assert session.scalars(select(SignOff)).all() == []
    return str(refusal.value)


@pytest.mark.req("R-158", part="all but IQA stops and competence")
@pytest.mark.req("R-159")
def test_a_unit_with_every_condition_is_achieved_at_once(session, cast, unit, assessor, ready):
    before = cast.enrolment.progress_version
    made = sign_offs.sign_off(session, assessor, unit, signature())

    assert unit.state is UnitState.ACHIEVED
    session.refresh(cast.enrolment)
    assert cast.enrolment.progress_version > before
    assert (made.signed_by_id, made.signed_role) == (cast.assessor.user.id, "Assessor")
    told = session.scalars(select(Notice).where(Notice.kind == "sign-off")).one()
    assert told.text == "Unit 1 is achieved: your assessor signed it off"


@pytest.mark.req("R-128")
def test_a_sign_off_keeps_exactly_what_was_signed(session, cast, unit, assessor, ready):
    made = sign_offs.sign_off(session, assessor, unit, signature(comment="Well done"))

    assert made.content_sha256 == fingerprint(made.content)
    assert made.content["items"][0]["files"][0]["sha256"] == ready.files[0].sha256
    assert [one["criterion"] for one in made.content["decisions"]] == ["1.1", "1.2", "2.1"]
    assert made.content["declaration"]
    assert made.content["comment"] == "Well done"
    assert signing.is_intact(made, signing.prepare(session, assessor, unit))


def test_the_sheet_and_the_declaration_agree_on_what_is_declared(
    session, cast, unit, assessor, ready
):
    cast.make.evidence(cast.profile)
    prepared = signing.prepare(session, assessor, unit)
    now = signing.declared_now(prepared.unit, prepared.sheet, "declaration-1")
    assert now == current_content(session, unit)
    assert prepared.coverage == coverage_of(session, [unit.id])[unit.id]


@pytest.mark.req("R-128")
def test_a_signature_no_longer_fits_an_altered_sheet(session, cast, unit, assessor, ready):
    made = sign_offs.sign_off(session, assessor, unit, signature())
    ready.files[0].sha256 = "0" * 64
    session.flush()
    assert not signing.is_intact(made, signing.prepare(session, assessor, unit))


@pytest.mark.req("R-150")
def test_a_criterion_not_met_is_named(session, cast, unit, assessor):
    item = submitted(cast, unit)
    outcomes = dict(zip(criteria(cast, unit), [MET, MET, NOT_YET], strict=True))
    assessment.accept(session, assessor, item, sheet(outcomes))
    cast.make.declaration(unit)
    words = refusal_of(session, assessor, unit)
    assert "Missing: all criteria met. 2 of 3. Not yet: 2.1" in words


@pytest.mark.req("R-339")
def test_an_nvq_unit_is_signed_off_only_with_its_evidence_requirements(session, cast, assessor):
    unit = unit_of(cast, 12, requirements=2)
    *first, second_requirement = cast.make.criteria(unit)
    item = submitted(cast, unit, " ".join(one.criterion_number for one in first))
    last = submitted(cast, unit, second_requirement.criterion_number)
    assessment.accept(session, assessor, item, sheet(dict.fromkeys(first, MET)))
    cast.make.declaration(unit)

    assert refusal_of(session, assessor, unit) == (
        "Missing: all evidence requirements met. 1 of 2. Evidence requirement 2 is not met yet"
    )
    assessment.accept(session, assessor, last, sheet({second_requirement: MET}))
    made = sign_offs.sign_off(session, assessor, unit, signature())
    assert unit.state is UnitState.ACHIEVED
    assert [one["criterion"] for one in made.content["decisions"]][-2:] == ["ER1", "ER2"]
    assert "every evidence requirement" in made.content["text"]


@pytest.mark.req("R-120")
@pytest.mark.req("R-158", part="declaration")
def test_without_a_declaration_it_is_refused(session, cast, unit, assessor):
    item = submitted(cast, unit)
    assessment.accept(session, assessor, item, sheet(dict.fromkeys(criteria(cast, unit), MET)))
    assert "The candidate has not signed it" in refusal_of(session, assessor, unit)


@pytest.mark.req("R-120")
def test_a_declaration_that_no_longer_fits_is_needed_again(session, cast, unit, assessor, ready):
    cast.make.file(ready)
    declarations.void_where_changed(session, [unit.id], "E-01 was replaced")
    assert "the evidence has changed since" in refusal_of(session, assessor, unit)


@pytest.mark.req("R-120")
def test_a_record_added_after_the_declaration_asks_for_it_again(
    session, cast, unit, assessor, ready
):
    chosen = tuple(one.id for one in criteria(cast, unit, "1.1"))
    seen = NewRecord(
        EvidenceType.OBSERVATION, "", date(2026, 11, 20), "Shop floor", "Greeted", chosen
    )
    records.add(session, assessor, cast.profile, seen)
    assert "It is needed again" in refusal_of(session, assessor, unit)


@pytest.mark.req("R-158", part="frozen")
def test_a_frozen_item_is_named(session, cast, unit, assessor, ready):
    ready.state = EvidenceState.FROZEN
    assert f"Held while a case is open: {ready.code}" in refusal_of(session, assessor, unit)


@pytest.mark.req("R-161")
@pytest.mark.req("R-158", part="assessor only")
def test_only_an_assessor_of_the_unit_and_never_the_candidate_signs(
    session, cast, make, unit, ready
):
    own = make.actor(cast.candidate.user, cast.centre, Role.ASSESSOR)
    make.password(cast.candidate.user, PASSWORD)
    assert "This is your own work" in refusal_of(session, own, unit)
    for person in (cast.other_assessor, cast.quality_assurer, cast.verifier):
        make.password(person.user, PASSWORD)
        assert "Only an assessor signs a unit off" in refusal_of(session, person.actor, unit)


@pytest.mark.req("R-161")
def test_the_database_refuses_a_sign_off_by_the_candidate(session, cast, unit):
    session.add(
        SignOff(
            unit_id=unit.id,
            candidate_user_id=cast.candidate.user.id,
            signed_by_id=cast.candidate.user.id,
            signed_role="Assessor",
            signed_at=clock.now(),
            authenticity=["observed"],
            wording_version="sign-off-1",
            content={},
            content_sha256="",
        )
    )
    with pytest.raises(IntegrityError, match="not_self_signed"):
        session.flush()


@pytest.mark.req("R-122")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({"authenticity": ()}, "Say how you checked", id="no check"),
        pytest.param({"authenticity": ("other",)}, "in what other way", id="no note"),
        pytest.param({"confirmed": False}, "Confirm the statement", id="not confirmed"),
        pytest.param({"password": "wrong"}, "Enter the password", id="wrong password"),
    ],
)
def test_each_thing_the_assessor_gives_is_asked_for(
    session, cast, unit, assessor, ready, changed, words
):
    assert words in refusal_of(session, assessor, unit, **changed)


def test_a_sheet_that_changed_under_the_page_is_not_signed(session, cast, unit, assessor, ready):
    seen = signing.prepare(session, assessor, unit).seen_sha256
    again = sheet(dict.fromkeys(criteria(cast, unit), MET), why="Page 2", reason="Clearer words")
    assessment.accept(session, assessor, ready, again)
    with pytest.raises(Conflict, match="has changed since you opened"):
        sign_offs.sign_off(session, assessor, unit, signature(seen_sha256=seen))


def test_a_second_sign_off_is_told_who_signed_and_when(session, cast, unit, assessor, ready):
    sign_offs.sign_off(session, assessor, unit, signature())
    with pytest.raises(Conflict, match="Demo Assessor One signed this unit off at 12pm on 24 Nov"):
        sign_offs.sign_off(session, assessor, unit, signature())


@pytest.mark.req("R-157", part="assessor")
def test_decisions_of_a_signed_off_unit_stay_until_it_is_withdrawn(
    session, cast, unit, assessor, ready
):
    sign_offs.sign_off(session, assessor, unit, signature())
    changed = sheet(dict.fromkeys(criteria(cast, unit), NOT_YET), reason="Looked again")
    assessment.refer(session, assessor, ready, changed)
    assert unit.state is UnitState.ACHIEVED
    assert {
        one.outcome
        for item in signing.prepare(session, assessor, unit).sheet.items
        for one in item.decisions.values()
    } == {MET}


@pytest.mark.req("R-162", part="credit")
def test_a_withdrawn_sign_off_stays_readable_and_its_credit_goes(
    session, cast, unit, assessor, ready
):
    made = sign_offs.sign_off(session, assessor, unit, signature())

    sign_offs.withdraw(session, assessor, made, "A file was not the candidate's")

    assert unit.state is UnitState.READY
    assert signing.given(session, unit.id) == [made]
    assert made.withdrawn_by_id == cast.assessor.user.id
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.subject_id == unit.id)).all()
    assert names == ["unit:signed-off", "sign-off:withdrawn"]

    again = sign_offs.sign_off(session, assessor, unit, signature())
    assert unit.state is UnitState.ACHIEVED
    assert signing.given(session, unit.id) == [again, made]


@pytest.mark.req("R-162", part="reason")
def test_withdrawing_needs_a_reason_and_happens_once(session, cast, unit, assessor, ready):
    made = sign_offs.sign_off(session, assessor, unit, signature())
    with pytest.raises(Refusal, match="Say why the sign-off is withdrawn"):
        sign_offs.withdraw(session, assessor, made, " ")
    sign_offs.withdraw(session, assessor, made, "Signed too early")
    with pytest.raises(Conflict, match="Demo Assessor One withdrew"):
        sign_offs.withdraw(session, assessor, made, "Once more")
