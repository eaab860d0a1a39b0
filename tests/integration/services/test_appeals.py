"""Appeals against assessment decisions: frozen, reviewed by another, decided by addition."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.appeals import Finding, Part
from portfolio.domain.cases import Outcome
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.domain.signature import stands
from portfolio.domain.states import CriterionState, DecisionOutcome, EvidenceState, UnitState
from portfolio.models.appeal import EvidenceFreeze
from portfolio.models.assessment import Decision
from portfolio.models.audit import AuditEntry
from portfolio.models.case_record import CaseEntry, CaseMessage
from portfolio.models.enrolment import Enrolment
from portfolio.models.notice import Notice
from portfolio.queries import appeals as queries
from portfolio.queries import trail
from portfolio.queries.coverage import coverage_of
from portfolio.services import (
    appeal_outcomes,
    appeal_reviewers,
    appeals,
    assessment,
    assessor_tags,
    case_ends,
    case_steps,
    cases,
    evidence_files,
    evidence_replacing,
    evidence_submitting,
    sign_offs,
    tag_moves,
)
from portfolio.services.appeals import Brought
from portfolio.services.case_messages import Letter
from portfolio.services.cases import Intake
from portfolio.services.evidence_files import Received
from portfolio.services.sign_offs import Signature
from tests.integration.services.appealing import (
    appealed,
    reviews,
    sent_back,
    verdict,
)
from tests.integration.services.assessing import MET, NOT_YET, criteria, sheet, submitted

pytestmark = pytest.mark.usefixtures("procedures")


@pytest.fixture
def house(cast):
    """Somebody who has nothing to do with the candidate reviews appeals."""
    cast.coordinator  # noqa: B018 -- takes up the role
    reviews(cast, cast.other_assessor)
    return cast


@pytest.mark.req("R-304")
@pytest.mark.req("R-305")
def test_an_appeal_names_its_decision_freezes_it_and_waits_on_somebody_else(session, house):
    unit, item = sent_back(house)

    appeal = appealed(house, unit)

    case = appeal.case
    assert case.reference == "A-2026-001"
    assert {one.key: one.due_on for one in case.stages[0].clocks} == {
        "acknowledge": date(2026, 11, 27), "outcome": date(2026, 12, 22)
    }  # fmt: skip
    assert [(p.criterion.criterion_number, p.decided_by_id) for p in appeal.points] == [
        ("2.1", house.assessor.user.id)
    ]
    assert {one.user_id: one.part for one in appeal.involved} == {
        house.candidate.user.id: Part.CANDIDATE,
        house.assessor.user.id: Part.ASSESSOR,
        house.quality_assurer.user.id: Part.IQA,
    }
    assert (appeal.reviewer_id, case.with_id) == (house.other_assessor.user.id,) * 2
    assert item.state is EvidenceState.FROZEN
    assert queries.of_unit(session, unit) == []

    kept = appeal.snapshot["items"][0]
    assert (kept["code"], kept["state"]) == (item.code, "Referred")
    assert [file["sha256"] for file in kept["files"]] == [one.sha256 for one in item.files]
    assert [tag["criterion"] for tag in kept["tags"]] == ["1.1", "1.2", "2.1"]
    assert [one["outcome"] for one in kept["feedback"][0]["decisions"]] == ["Met", "Met", "Not yet"]
    assert stands(appeal.snapshot, appeal.snapshot_sha256)
    named = session.scalars(select(AuditEntry.name).where(AuditEntry.name.like("appeal:%"))).all()
    assert set(named) == {"appeal:received", "appeal:reviewer-named"}


@pytest.mark.req("R-304")
def test_what_is_frozen_can_be_neither_judged_tagged_changed_nor_taken_back(session, house):
    unit, item = sent_back(house)
    item.staff_record = False
    other = submitted(house, unit)
    appealed(house, unit)
    assessor, candidate = house.assessor.actor, house.candidate.actor
    one = criteria(house, unit)[0]
    file = Received("key", "new.pdf", 1, "0" * 64, "application/pdf")

    for deed in (
        lambda: assessment.keep(session, assessor, item, sheet({one: MET})),
        lambda: assessment.accept(session, assessor, item, sheet({one: MET})),
        lambda: assessment.refer(session, assessor, item, sheet({one: NOT_YET})),
        lambda: assessor_tags.tag(session, assessor, item, [one.id]),
        lambda: assessor_tags.untag(session, assessor, item, [one.id]),
        lambda: evidence_files.add(session, candidate, item, [file], 9),
        lambda: evidence_files.remove(session, candidate, item, item.files[0].id),
        lambda: evidence_replacing.replace(session, candidate, item, item.files[0].id, file),
        lambda: evidence_submitting.take_back(session, candidate, item),
        lambda: evidence_submitting.withdraw(session, candidate, item),
    ):
        with pytest.raises(Refusal, match=r"[Ff]rozen"):
            deed()
    with pytest.raises(Refusal, match=f"Held while a case is open: {item.code}"):
        sign_offs.sign_off(session, assessor, unit, Signature(("discussed",), True, ""))
    with pytest.raises(Refusal, match="frozen while an appeal is open, so its tags stay"):
        tag_moves._take(
            session,
            house.administrator.actor,
            unit.id,
            _plan_to_nowhere(unit),
            unit.specification_id,
        )
    assessment.refer(session, assessor, other, sheet({one: NOT_YET}))


def _plan_to_nowhere(unit):
    return tag_moves.Plan((), unit.specification, (), {})


@pytest.mark.req("R-304")
def test_an_upheld_appeal_adds_a_decision_and_the_old_one_stays_marked(session, house):
    unit, item = sent_back(house)
    appeal = appealed(house, unit)
    old = appeal.points[0].decision
    before = (old.outcome, old.justification, old.assessor_id, old.decided_at)
    assert unit.state is not UnitState.READY

    empty = verdict(appeal, Outcome.UPHELD, " ")
    with pytest.raises(Refusals) as lacking:
        appeal_outcomes.decide(session, house.other_assessor.actor, appeal, empty)
    assert [one.field for one in lacking.value.refusals] == [f"reasons-{appeal.points[0].id}"]
    appeal_outcomes.decide(
        session, house.other_assessor.actor, appeal, verdict(appeal, Outcome.UPHELD)
    )

    assert (old.outcome, old.justification, old.assessor_id, old.decided_at) == before
    assert old.superseded_reason == "Appeal A-2026-001: Upheld. It is on page 2."
    new = session.get_one(Decision, appeal.points[0].superseding_id)
    assert (new.outcome, new.assessor_id) == (DecisionOutcome.MET, house.other_assessor.user.id)
    assert new.methods == old.methods
    assert coverage_of(session, [unit.id])[unit.id].states["2.1"] is CriterionState.MET
    assert (unit.state, item.state) == (UnitState.READY, EvidenceState.ACCEPTED)
    traced = trail.of_unit(session, unit, released_only=True).criteria[2]
    assert (traced.decisions, traced.superseded) == ([new], [old])

    stage = appeal.case.stages[0]
    assert (appeal.outcome, stage.outcome) == (Outcome.UPHELD, Outcome.UPHELD)
    assert all(one.stopped_at for one in stage.clocks)
    assert session.scalars(select(CaseMessage.template)).all() == ["appeal-outcome"]
    told = session.scalars(select(Notice.user_id).where(Notice.key.like("appeal:decided:%"))).all()
    assert set(told) == {house.candidate.user.id, house.assessor.user.id}
    assert appeal.snapshot["items"][0]["state"] == "Referred"
    assert stands(appeal.snapshot, appeal.snapshot_sha256)


@pytest.mark.req("R-304")
def test_what_was_decided_on_appeal_holds_until_something_new_is_handed_in(session, house):
    unit, item = sent_back(house)
    appeal = appealed(house, unit)
    appeal_outcomes.decide(
        session, house.other_assessor.actor, appeal, verdict(appeal, Outcome.PARTLY_UPHELD)
    )
    three = criteria(house, unit)[2]

    assert item.state is EvidenceState.REFERRED
    assert coverage_of(session, [unit.id])[unit.id].states["2.1"] is CriterionState.NOT_YET
    assert queries.of_unit(session, unit) == []
    change = sheet({three: MET}, reason="I think again")
    with pytest.raises(Refusals, match="decided on appeal"):
        assessment.refer(session, house.assessor.actor, item, change)
    clock.use(lambda: datetime(2026, 12, 1, tzinfo=UTC))
    item.state, item.submitted_at = EvidenceState.SUBMITTED, clock.now()
    assessment.accept(session, house.assessor.actor, item, change)
    assert item.state is EvidenceState.ACCEPTED


@pytest.mark.req("R-304")
def test_an_appeal_not_upheld_changes_nothing_but_says_why(session, house):
    unit, item = sent_back(house)
    appeal = appealed(house, unit)

    appeal_outcomes.decide(
        session, house.other_assessor.actor, appeal, verdict(appeal, Outcome.NOT_UPHELD)
    )

    assert appeal.points[0].superseding_id is None
    assert appeal.points[0].decision.superseded_at is None
    assert (appeal.outcome, item.state) == (Outcome.NOT_UPHELD, EvidenceState.REFERRED)
    with pytest.raises(Conflict, match="decided already"):
        appeal_outcomes.decide(
            session, house.other_assessor.actor, appeal, verdict(appeal, Outcome.UPHELD)
        )


@pytest.mark.req("R-304")
def test_nobody_who_had_to_do_with_the_decision_is_offered_or_accepted(session, cast):
    reviews(cast, cast.assessor)
    unit, _item = sent_back(cast)
    coordinator = cast.coordinator
    appeal = appealed(cast, unit)

    assert appeal.reviewer_id is None
    assert (appeal.case.with_id, appeal.case.with_office) == (
        coordinator.user.id, Office.COORDINATOR,
    )  # fmt: skip
    assert cast.assessor.user.id not in {one.user_id for one in appeal.case.concerned}
    assert (
        "no reviewer yet"
        in session.scalars(
            select(Notice.text).where(
                Notice.user_id == coordinator.user.id, Notice.kind == "appeal"
            )
        ).one()
    )
    cast.other_assessor  # noqa: B018 -- takes up the role
    barred = {one.user_id: one.part for one in appeal.involved}
    offered = queries.deciders(session, cast.centre.id, barred)
    assert [one.user_id for one in offered] == [cast.other_assessor.user.id]
    for person, words in (
        (cast.assessor, "the original assessor"),
        (cast.quality_assurer, "the quality assurer of the decision"),
        (cast.candidate, "the candidate"),
        (cast.administrator, "Choose an assessor or quality assurer"),
        (cast.stranger, "Choose an assessor or quality assurer"),
    ):
        with pytest.raises(Refusal, match=words):
            appeal_reviewers.assign(session, coordinator.actor, appeal, person.user.id)
    with pytest.raises(Refusal, match="Somebody else names the reviewer"):
        appeal_reviewers.assign(session, cast.assessor.actor, appeal, cast.other_assessor.user.id)
    with pytest.raises(Refusal, match="Only its reviewer"):
        appeal_outcomes.decide(
            session, cast.assessor.actor, appeal, verdict(appeal, Outcome.UPHELD)
        )

    with pytest.raises(Refusal, match="Choose somebody else"):
        case_ends.assign(session, coordinator.actor, appeal.case, cast.assessor.user.id)

    appeal_reviewers.assign(session, coordinator.actor, appeal, cast.other_assessor.user.id)
    assert appeal.case.with_id == cast.other_assessor.user.id
    letter = Letter("appeal-outcome", "Outcome", "No.")
    with pytest.raises(Refusal, match="on its own page"):
        case_steps.answer(session, coordinator.actor, appeal.case, Outcome.NOT_UPHELD, letter)
    # Whoever becomes the quality assurer meanwhile no longer decides.
    made = cast.make.assignment(
        _other_registration(cast), "Internal quality assurer", cast.other_assessor.user,
        cast.administrator.user,
    )  # fmt: skip
    assert made.user_id == appeal.reviewer_id
    with pytest.raises(Refusal, match="the quality assurer of the decision"):
        appeal_outcomes.decide(
            session, cast.other_assessor.actor, appeal, verdict(appeal, Outcome.UPHELD)
        )


def _other_registration(cast):
    """The same unit in a second qualification of the candidate."""
    qualification = cast.make.qualification([cast.units[0]])
    rule = cast.make.rule(qualification, {"total_min": 5})
    made = Enrolment(
        candidate_id=cast.profile.id,
        qualification_id=qualification.id,
        rule_id=rule.id,
        starts_on=clock.today(),
        registered_on=clock.today(),
        created_at=clock.now(),
    )
    cast.make.session.add(made)
    cast.make.session.flush()
    return made


@pytest.mark.req("R-259")
def test_a_complaint_turned_to_an_appeal_has_its_decision_named_by_staff(session, house):
    unit, item = sent_back(house)
    intake = Intake(
        track=TrackKey.COMPLAINT, category="assessment-decision", channel=Channel.TELEPHONE,
        name="Demo Parent 1", said="The decision on 2.1 is wrong.", received_at=clock.now(),
    )  # fmt: skip
    case = cases.receive(session, house.administrator.actor, house.centre, intake)
    assert queries.of_case(session, case.id) is None
    key = queries.of_unit(session, unit)[0].key

    with pytest.raises(Refusals, match="Choose at least one decision"):
        appeals.name_decision(session, house.administrator.actor, case, unit, [])
    appeal = appeals.name_decision(session, house.administrator.actor, case, unit, [key])

    assert (appeal.candidate_id, appeal.grounds) == (house.profile.id, case.said)
    assert case.candidate_id is None  # a parent's case is not the candidate's to follow
    assert item.state is EvidenceState.FROZEN
    with pytest.raises(Conflict, match="meanwhile"):
        appeals.name_decision(session, house.administrator.actor, case, unit, [key])

    case_ends.withdraw(session, house.administrator.actor, case, "They rang: it is settled")
    assert (item.state, appeal.outcome) == (EvidenceState.REFERRED, None)
    assert appeal.ended_at is not None
    assert [one.key for one in queries.of_unit(session, unit)] == [key]


@pytest.mark.req("R-304")
def test_an_item_under_two_appeals_is_free_when_both_have_ended(session, house):
    unit, item = sent_back(house)
    one, two, three = criteria(house, unit)
    both = submitted(house, unit)
    assessment.refer(
        session, house.assessor.actor, both, sheet({one: NOT_YET, two: NOT_YET, three: NOT_YET})
    )
    keys = [each.key for each in queries.of_unit(session, unit) if each.evidence is both]
    first, second = (
        appeals.bring(session, house.candidate.actor, unit, Brought((key,), "It is there."))
        for key in keys[:2]
    )
    assert item.state is EvidenceState.REFERRED

    reviewer = house.other_assessor.actor
    appeal_outcomes.decide(session, reviewer, first, verdict(first, Outcome.UPHELD))
    assert both.state is EvidenceState.FROZEN
    appeal_outcomes.decide(session, reviewer, second, verdict(second, Outcome.NOT_UPHELD))
    assert both.state is EvidenceState.REFERRED
    rows = session.scalars(select(EvidenceFreeze)).all()
    assert {row.state_before for row in rows} == {EvidenceState.REFERRED}


@pytest.mark.req("R-304")
def test_a_sign_off_not_given_can_be_appealed_and_nobody_signs_for_another(session, house):
    unit, item = sent_back(house)
    three = criteria(house, unit)[2]
    item.state, item.submitted_at = EvidenceState.SUBMITTED, clock.now()
    assessment.accept(session, house.assessor.actor, item, sheet({three: MET}, reason="Seen"))
    made = house.make.sign_off(unit, house.assessor.user)
    assert queries.of_unit(session, unit) == []
    sign_offs.withdraw(session, house.assessor.actor, made, "I was told to")
    appeal = appealed(house, unit)
    assert [(one.kind.value, one.sign_off_id) for one in appeal.points] == [
        ("Sign-off withdrawn", made.id)
    ]
    assert item.state is EvidenceState.FROZEN
    assert appeal.snapshot["sign_offs"][0]["withdrawn_reason"] == "I was told to"

    appeal_outcomes.decide(
        session, house.other_assessor.actor, appeal, verdict(appeal, Outcome.UPHELD)
    )

    assert made.withdrawn_at is not None
    assert (item.state, unit.state) == (EvidenceState.ACCEPTED, UnitState.READY)
    words = session.scalars(
        select(Notice.text).where(
            Notice.user_id == house.assessor.user.id, Notice.key.like("appeal:decided:%")
        )
    ).one()
    assert words.endswith("The unit is to be signed off")


def test_findings_are_for_every_point_and_an_appeal_is_the_candidates_own(session, house):
    unit, _item = sent_back(house)
    with pytest.raises(Refusal, match="Only the candidate"):
        appeals.bring(session, house.assessor.actor, unit, Brought(("x",), "words"))
    with pytest.raises(Refusals, match="Say why"):
        appeals.bring(session, house.candidate.actor, unit, Brought(("x",), " "))
    with pytest.raises(Conflict, match="has changed since"):
        appeals.bring(session, house.candidate.actor, unit, Brought(("decision-gone",), "words"))
    appeal = appealed(house, unit)
    stale = verdict(appeal, Outcome.UPHELD)
    other = type(stale)((Finding(unit.id, Outcome.UPHELD, "words"),), stale.letter, stale.version)
    with pytest.raises(Refusals, match="Choose Upheld"):
        appeal_outcomes.decide(session, house.other_assessor.actor, appeal, other)
    late = type(stale)(stale.findings, stale.letter, stale.version - 1)
    with pytest.raises(Conflict, match="changed since you opened it"):
        appeal_outcomes.decide(session, house.other_assessor.actor, appeal, late)
    titles = session.scalars(select(CaseEntry.title)).all()
    assert any(title.startswith("Appealed: 2.1 on") for title in titles)
