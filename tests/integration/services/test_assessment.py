"""Judging evidence: what is recorded, what is refused, and what the candidate gets to know."""

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.judging import Sheet
from portfolio.domain.states import DecisionStage, EvidenceState, UnitState
from portfolio.models.assessment import Decision
from portfolio.models.audit import AuditEntry
from portfolio.models.notice import Notice
from portfolio.models.programme import Qualification
from portfolio.services import assessment
from portfolio.services.item_hold import Seen
from tests.integration.services.assessing import (
    MET,
    NOT_YET,
    criteria,
    first_unit,
    sheet,
    submitted,
)


@pytest.fixture
def unit(cast):
    return first_unit(cast)


@pytest.fixture
def item(cast, unit):
    return submitted(cast, unit)


@pytest.fixture
def all_met(cast, unit):
    return sheet(dict.fromkeys(criteria(cast, unit), MET))


def decisions(session):
    return session.scalars(select(Decision).order_by(Decision.decided_at)).all()


def refused(deed, *arguments):
    with pytest.raises(Refusal) as refusal:
        deed(*arguments)
    return refusal.value


@pytest.mark.req("R-147")
def test_a_decision_says_who_when_how_and_why_for_one_criterion(session, cast, unit, item, all_met):
    assessment.accept(session, cast.assessor.actor, item, all_met)

    made = decisions(session)
    assert [one.criterion.criterion_number for one in made] == ["1.1", "1.2", "2.1"]
    assert {(one.assessor_id, one.unit_id) for one in made} == {(cast.assessor.user.id, unit.id)}
    assert made[0].methods == ["EP"]
    assert made[0].justification == "Seen in the e-mails"
    assert item.state is EvidenceState.ACCEPTED


@pytest.mark.req("R-147")
@pytest.mark.parametrize("outcome", [MET, NOT_YET])
def test_a_decision_without_a_reason_is_refused(session, cast, unit, item, outcome):
    one = criteria(cast, unit, "1.1")[0]
    refusal = refused(
        assessment.refer, session, cast.assessor.actor, item, sheet({one: outcome}, why=" ")
    )
    assert "Say why" in str(refusal)
    assert refusal.refusals[0].field == f"reason-{one.id}"
    assert decisions(session) == []


@pytest.mark.req("R-138")
def test_a_decision_without_a_method_is_refused(session, cast, unit, item):
    nothing = sheet(dict.fromkeys(criteria(cast, unit), MET), methods=())
    refusal = refused(assessment.accept, session, cast.assessor.actor, item, nothing)
    assert "Choose at least one assessment method" in str(refusal)


@pytest.mark.req("R-137")
def test_a_method_that_does_not_exist_is_refused_and_zero_is_the_letter(session, cast, unit, item):
    outcomes = dict.fromkeys(criteria(cast, unit), MET)
    wrong = sheet(outcomes, methods=("XX",))
    refusal = refused(assessment.accept, session, cast.assessor.actor, item, wrong)
    assert "ten method codes" in str(refusal)

    assessment.accept(session, cast.assessor.actor, item, sheet(outcomes, methods=("0",)))
    assert decisions(session)[0].methods == ["O"]


@pytest.mark.req("R-088", "R-089")
@pytest.mark.parametrize(
    ("possible", "reference", "words"),
    [
        (False, "M/601/1508", "Simulation is not accepted in"),
        (True, "T/999/0001", "only for Level 1 units C1 and C2"),
    ],
)
def test_simulation_is_refused_where_it_is_barred(
    session, cast, unit, item, possible, reference, words
):
    session.get_one(Qualification, cast.qualification.id).simulation = possible
    unit.unit.reference = reference
    simulated = sheet(dict.fromkeys(criteria(cast, unit), MET), methods=("S",))
    assert words in str(refused(assessment.accept, session, cast.assessor.actor, item, simulated))


@pytest.mark.req("R-089")
def test_simulation_is_possible_in_c1_of_an_nvq(session, cast, unit, item):
    session.get_one(Qualification, cast.qualification.id).simulation = True
    unit.unit.reference = "M/601/1508"
    simulated = sheet(dict.fromkeys(criteria(cast, unit), MET), methods=("S", "EP"))
    assessment.accept(session, cast.assessor.actor, item, simulated)
    assert decisions(session)[0].methods == ["EP", "S"]


@pytest.mark.req("R-149")
def test_nothing_is_decided_and_nobody_told_without_feedback(session, cast, unit, item):
    silent = sheet(dict.fromkeys(criteria(cast, unit), MET), feedback=" ")
    refusal = refused(assessment.accept, session, cast.assessor.actor, item, silent)
    assert refusal.refusals[0].field == "feedback"

    assessment.keep(session, cast.assessor.actor, item, silent)

    assert decisions(session) == []
    assert item.state is EvidenceState.SUBMITTED
    assert session.scalars(select(Notice)).all() == []


@pytest.mark.req("R-148")
def test_formative_guidance_meets_no_criterion_and_is_kept(session, cast, unit, item):
    guidance = sheet(dict.fromkeys(criteria(cast, unit), MET), stage=DecisionStage.FORMATIVE)
    assert "Formative" in str(
        refused(assessment.accept, session, cast.assessor.actor, item, guidance)
    )

    assessment.refer(session, cast.assessor.actor, item, guidance)

    assert {one.stage for one in decisions(session)} == {DecisionStage.FORMATIVE}
    assert unit.state is UnitState.REFERRED

    item.state = EvidenceState.SUBMITTED
    final = sheet(dict.fromkeys(criteria(cast, unit), MET), reason="Now for the award")
    assessment.accept(session, cast.assessor.actor, item, final)
    assert len(decisions(session)) == 6
    assert unit.state is UnitState.READY


@pytest.mark.req("R-157", part="assessor")
def test_a_changed_decision_keeps_the_earlier_one_with_who_and_why(
    session, cast, unit, item, all_met
):
    assessment.accept(session, cast.assessor.actor, item, all_met)
    first = criteria(cast, unit, "1.1")[0]
    without = sheet({first: NOT_YET}, why="Only half is shown")
    assert "earlier decision" in str(
        refused(assessment.refer, session, cast.assessor.actor, item, without)
    )

    changed = sheet({first: NOT_YET}, why="Only half is shown", reason="Missed page 2 at first")
    assessment.refer(session, cast.assessor.actor, item, changed)

    earlier, later = [one for one in decisions(session) if one.criterion_id == first.id]
    assert (earlier.outcome, earlier.superseded_reason) == (MET, "Missed page 2 at first")
    assert earlier.superseded_by_id == cast.assessor.user.id
    assert (later.outcome, later.superseded_at) == (NOT_YET, None)


def test_recording_the_same_again_changes_no_decision(session, cast, item, all_met):
    assessment.accept(session, cast.assessor.actor, item, all_met)
    assessment.accept(session, cast.assessor.actor, item, all_met)
    assert len(decisions(session)) == 3


def test_accepting_names_the_criteria_nobody_decided(session, cast, unit, item):
    some = sheet(dict.fromkeys(criteria(cast, unit, "1.1"), MET))
    refusal = refused(assessment.accept, session, cast.assessor.actor, item, some)
    assert "1.2" in str(refusal)
    assert "2.1" in str(refusal)


def test_an_item_that_meets_nothing_cannot_be_accepted(session, cast, unit, item):
    none = sheet(dict.fromkeys(criteria(cast, unit), NOT_YET))
    refusal = refused(assessment.accept, session, cast.assessor.actor, item, none)
    assert "Refer it back instead" in str(refusal)


@pytest.mark.req("R-149")
def test_the_candidate_is_told_once_when_decisions_are_recorded(session, cast, item, all_met):
    assessment.accept(session, cast.assessor.actor, item, all_met)
    told = session.scalars(select(Notice)).one()
    assert told.user_id == cast.candidate.user.id
    assert told.text == f"{item.code} was accepted: 3 criteria met"


def test_each_deed_leaves_one_entry_in_the_trail(session, cast, unit, item, all_met):
    actor = cast.assessor.actor
    assessment.keep(session, actor, item, all_met)
    assessment.accept(session, actor, item, all_met)
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.subject_id == item.id)).all()
    assert names == ["assessment:kept", "evidence:accepted"]


def test_what_is_kept_is_incomplete_and_all_there(session, cast, unit, item):
    one, two, _ = criteria(cast, unit)
    half = Sheet(sheet({one: MET}, why="").judgements + sheet({two: None}, why="Page 2").judgements)
    kept = assessment.keep(session, cast.assessor.actor, item, half)
    assert kept.draft[str(one.id)]["outcome"] == "Met"
    assert kept.draft[str(two.id)]["why"] == "Page 2"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (EvidenceState.DRAFT, "still working on it"),
        (EvidenceState.WITHDRAWN, "took this item back"),
        (EvidenceState.RETURNED, "personal details"),
        (EvidenceState.FROZEN, "frozen while an appeal is open"),
    ],
)
def test_an_item_that_is_not_with_the_assessor_is_not_judged(
    session, cast, item, all_met, state, words
):
    item.state = state
    assert words in str(refused(assessment.keep, session, cast.assessor.actor, item, all_met))


@pytest.mark.req("R-161")
def test_nobody_judges_their_own_work(session, cast, make, item, all_met):
    own = make.actor(cast.candidate.user, cast.centre, Role.ASSESSOR)
    assert "your own work" in str(refused(assessment.accept, session, own, item, all_met))


def test_an_assessor_of_nothing_here_cannot_judge(session, cast, item, all_met):
    refusal = refused(assessment.accept, session, cast.other_assessor.actor, item, all_met)
    assert "not the assessor of the units" in str(refusal)


def test_the_second_of_two_assessors_is_told_who_and_when(session, cast, make, unit, item, all_met):
    before = Seen(item.version)
    assessment.accept(session, cast.assessor.actor, item, all_met)
    session.flush()
    with pytest.raises(Conflict, match="Demo Assessor One recorded decisions"):
        assessment.refer(session, cast.other_assessor.actor, item, all_met, before)


def test_an_item_that_changed_since_it_was_opened_is_not_recorded(session, cast, item, all_met):
    with pytest.raises(Conflict, match="has changed since you opened it"):
        assessment.accept(session, cast.assessor.actor, item, all_met, Seen(item.version + 1))


@pytest.mark.req("R-150")
def test_a_criterion_met_elsewhere_need_not_be_met_by_every_item(session, cast, unit, item):
    outcomes = dict(zip(criteria(cast, unit), [MET, MET, NOT_YET], strict=True))
    assessment.accept(session, cast.assessor.actor, item, sheet(outcomes))
    assert unit.state is UnitState.REFERRED

    second = submitted(cast, unit, "2.1")
    assessment.accept(
        session, cast.assessor.actor, second, sheet({criteria(cast, unit, "2.1")[0]: MET})
    )
    assert unit.state is UnitState.READY


def test_refusals_name_their_fields(session, cast, item):
    with pytest.raises(Refusals) as refusals:
        assessment.accept(session, cast.assessor.actor, item, Sheet())
    fields = [one.field for one in refusals.value.refusals]
    assert "feedback" in fields
    assert "methods" in fields
