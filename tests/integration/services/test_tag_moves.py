"""Moving a candidate's tags to a new version of the criteria."""

from dataclasses import replace

import pytest

from portfolio import clock
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.specification_content import (
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
)
from portfolio.domain.states import (
    CriterionState,
    DecisionOutcome,
    DecisionStage,
    EvidenceState,
)
from portfolio.domain.tag_moves import proposals
from portfolio.models.assessment import Assessment, Decision, UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import EvidenceTag
from portfolio.queries import specification_moves
from portfolio.queries.coverage import coverage_of
from portfolio.services import specification_drafts, tag_moves

NEW = SpecificationContent(
    (
        WrittenOutcome(
            1,
            "Prepare",
            (
                WrittenCriterion("1.1", "Something new that comes first"),
                WrittenCriterion("1.2", "Demo criterion 1.1"),
                WrittenCriterion("1.3", "Demo criterion 1.2, in other words"),
            ),
        ),
    )
)


@pytest.fixture
def actor(cast):
    return cast.administrator.actor


@pytest.fixture
def unit(session, cast) -> UnitProgress:
    """The candidate's unit of criteria 1.1, 1.2 and 2.1, with an accepted item for each."""
    mine = (
        session.query(UnitProgress)
        .filter_by(unit_id=cast.units[0].id, candidate_id=cast.profile.id)
        .one()
    )
    for criterion in cast.make.criteria(mine):
        item = cast.make.evidence(cast.profile, state=EvidenceState.ACCEPTED)
        cast.make.tag(item, mine, criterion.id)
        decide(session, cast, item, mine, criterion.id)
    return mine


def decide(session, cast, item, unit, criterion_id) -> None:
    by = cast.assessor.user.id
    act = Assessment(
        evidence_id=item.id,
        assessor_id=by,
        feedback="Good",
        begun_at=clock.now(),
        released_at=clock.now(),
        outcome=EvidenceState.ACCEPTED,
    )
    session.add(act)
    session.flush()
    session.add(
        Decision(
            assessment_id=act.id,
            evidence_id=item.id,
            unit_id=unit.id,
            criterion_id=criterion_id,
            outcome=DecisionOutcome.MET,
            stage=DecisionStage.SUMMATIVE,
            methods=["OB"],
            justification="Seen",
            assessor_id=by,
            decided_at=clock.now(),
        )
    )
    session.flush()


def publish(session, actor, unit, content=NEW):
    draft = specification_drafts.save_draft(session, actor, unit.unit, content)
    specification_drafts.publish(session, actor, draft)
    return draft


def planned(session, unit, to):
    before = specification_moves.criteria(session, unit.specification_id)
    after = specification_moves.criteria(session, to.id)
    return tag_moves.plan(session, unit.specification_id, to, proposals(before, after))


def states(session, unit) -> dict[str, CriterionState]:
    session.flush()
    return coverage_of(session, [unit.id])[unit.id].states


def test_tags_move_and_only_decisions_on_the_same_words_hold_on(session, cast, actor, unit):
    to = publish(session, actor, unit)
    by, old = planned(session, unit, to), unit.specification_id
    assert tag_moves.move(session, actor, [unit.id], by, old) == 1
    assert unit.specification_id == to.id
    tags = session.query(EvidenceTag).filter_by(unit_id=unit.id, removed_at=None)
    assert sorted(tag.criterion.criterion_number for tag in tags) == ["1.2", "1.3"]
    in_force = session.query(Decision).filter_by(unit_id=unit.id, superseded_at=None).all()
    assert [one.criterion.criterion_number for one in in_force] == ["1.2"]
    assert states(session, unit) == {
        "1.1": CriterionState.OPEN,
        "1.2": CriterionState.MET,
        "1.3": CriterionState.TAGGED,
    }
    told = session.query(AuditEntry).filter_by(name="criteria:moved").one()
    assert told.details["moved"] == ["1.1 to 1.2", "1.2 to 1.3", "2.1 taken off"]
    assert (told.details["carried"], told.details["judged_again"]) == (1, 2)
    assert told.candidate_id == cast.profile.id


def test_an_accepted_item_to_be_judged_again_waits_for_the_assessor(session, actor, unit):
    items = {
        tag.criterion.criterion_number: tag.evidence
        for tag in session.query(EvidenceTag).filter_by(unit_id=unit.id)
    }
    to = publish(session, actor, unit)
    tag_moves.move(session, actor, [unit.id], planned(session, unit, to), unit.specification_id)
    assert {number: item.state for number, item in items.items()} == {
        "1.1": EvidenceState.ACCEPTED,
        "1.2": EvidenceState.SUBMITTED,
        "2.1": EvidenceState.ACCEPTED,
    }


def test_two_criteria_that_become_one_are_judged_again(session, actor, unit):
    to = publish(session, actor, unit)
    by = planned(session, unit, to)
    target = next(one.id for one in by.after if one.number == "1.2")
    by = replace(by, mapping=dict.fromkeys(by.mapping, target))
    tag_moves.move(session, actor, [unit.id], by, unit.specification_id)
    assert states(session, unit)["1.2"] is CriterionState.TAGGED


def test_a_declaration_is_void_where_an_item_is_evidence_of_the_unit_no_more(
    session, cast, actor, unit
):
    declaration = cast.make.declaration(unit)
    to = publish(session, actor, unit)
    tag_moves.move(session, actor, [unit.id], planned(session, unit, to), unit.specification_id)
    assert declaration.voided_reason == "The criteria of the unit changed"


def test_a_unit_signed_off_never_moves(session, cast, actor, unit):
    cast.make.sign_off(unit, cast.assessor.user)
    to = publish(session, actor, unit)
    assert specification_moves.behind(session, unit.unit_id, cast.centre.id, to.id) == []
    with pytest.raises(Refusal, match="signed off"):
        tag_moves.move(session, actor, [unit.id], planned(session, unit, to), unit.specification_id)


def test_a_move_planned_before_another_version_was_published_is_refused(session, actor, unit):
    first = publish(session, actor, unit)
    by = planned(session, unit, first)
    publish(session, actor, unit, SpecificationContent(NEW.outcomes, demonstration=True))
    with pytest.raises(Conflict, match="Another version"):
        tag_moves.move(session, actor, [unit.id], by, unit.specification_id)


def test_another_centres_candidate_is_not_moved(session, cast, actor, unit):
    to = publish(session, actor, unit)
    foreign = cast.make.progress(cast.make.candidate(cast.elsewhere), unit.unit)
    foreign.specification_id = unit.specification_id
    with pytest.raises(Refusal, match="Choose candidates of the list"):
        tag_moves.move(
            session, actor, [foreign.id], planned(session, unit, to), unit.specification_id
        )


def test_what_an_assessor_noted_follows_the_criterion_with_the_same_words(
    session, cast, actor, unit
):
    first, second, _ = cast.make.criteria(unit)
    item = cast.make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
    for criterion in (first, second):
        cast.make.tag(item, unit, criterion.id)
    noted = Assessment(
        evidence_id=item.id,
        assessor_id=cast.assessor.user.id,
        begun_at=clock.now(),
        draft={str(first.id): {"why": "one"}, str(second.id): {"why": "two"}},
    )
    session.add(noted)
    to = publish(session, actor, unit)
    by = planned(session, unit, to)
    tag_moves.move(session, actor, [unit.id], by, unit.specification_id)
    assert noted.draft == {str(by.mapping[first.id]): {"why": "one"}}


def test_nobody_moves_the_tags_of_their_own_portfolio(session, cast, actor, unit):
    to = publish(session, actor, unit)
    mine = cast.make.progress(cast.make.candidate(cast.centre, cast.administrator.user), unit.unit)
    mine.specification_id = unit.specification_id
    with pytest.raises(Refusal, match="your own portfolio"):
        tag_moves.move(session, actor, [mine.id], planned(session, unit, to), mine.specification_id)
