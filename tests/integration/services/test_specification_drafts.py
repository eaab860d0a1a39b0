"""A centre's own criteria of a unit: drafted, published, and then never changed."""

from datetime import date

import pytest

from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.specification_content import (
    Parts,
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
)
from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.specification import UnitSpecification
from portfolio.queries import specifications
from portfolio.services import specification_drafts

WHOLE = SpecificationContent(
    outcomes=(
        WrittenOutcome(
            1,
            "Prepare",
            (
                WrittenCriterion("1.1", "Say what is needed", "For example a list"),
                WrittenCriterion("1.2", "Fetch it"),
                WrittenCriterion("1.10", "Put it back"),
            ),
        ),
        WrittenOutcome(2, "Serve", (WrittenCriterion("2.1", "Greet"),)),
    ),
    requirements=(WrittenCriterion("ER1", "Over a month"), WrittenCriterion("ER2", "At work")),
    parts=Parts(
        expires_on=date(2027, 8, 31),
        purpose="To serve well",
        knowledge="Products",
        assessed_how="By observation",
        guidance="Ask for witnesses",
        nos_codes=("DEMO1",),
        resources=("A till",),
        document_url="https://awarding.test/unit",
        source_name="unit.pdf",
    ),
)


@pytest.fixture
def actor(cast):
    return cast.administrator.actor


@pytest.mark.req("R-010", part="every part is kept with the version")
def test_every_part_of_a_unit_is_kept_as_it_was_written(session, cast, actor):
    draft = specification_drafts.save_draft(session, actor, cast.make.unit(), WHOLE)
    session.expire_all()
    assert specifications.content_of(draft) == WHOLE
    numbers = [c.criterion_number for outcome in draft.outcomes for c in outcome.criteria]
    assert numbers == ["1.1", "1.2", "1.10", "2.1", "ER1", "ER2"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (WrittenOutcome(1, " ", ()), "Enter the words of outcome 1"),
        (WrittenOutcome(0, "None", ()), "Outcomes are numbered 1, 2, 3 and so on"),
        (WrittenOutcome(1, "A", (WrittenCriterion("2.1", "x"),)), "2.1 is not a criterion of"),
        (WrittenOutcome(1, "A", (WrittenCriterion("1.1", " "),)), "Enter the words of criterion"),
        (
            WrittenOutcome(1, "A", (WrittenCriterion("1.1", "x"), WrittenCriterion("1.1", "y"))),
            "1.1 comes twice",
        ),
    ],
    ids=["no words", "numbered 0", "of another outcome", "empty", "twice"],
)
def test_what_contradicts_itself_is_not_even_kept_as_a_draft(session, cast, actor, outcome, words):
    with pytest.raises(Refusals, match=words):
        specification_drafts.save_draft(
            session, actor, cast.units[0], SpecificationContent((outcome,))
        )


def test_of_two_people_writing_the_second_is_told_and_overwrites_nothing(session, cast, actor):
    unit = cast.make.unit()
    specification_drafts.save_draft(session, actor, unit, WHOLE, seen=0)
    other = SpecificationContent((WrittenOutcome(1, "Other"),))
    with pytest.raises(Conflict):
        specification_drafts.save_draft(session, actor, unit, other, seen=0)
    draft = specifications.draft(session, unit.id, cast.centre.id)
    assert specifications.content_of(draft) == WHOLE
    specification_drafts.save_draft(session, actor, unit, other, seen=draft.edits)
    assert specifications.content_of(draft) == other


def test_a_published_version_is_changed_by_nothing(session, cast, actor):
    unit = cast.make.unit()
    first = specification_drafts.save_draft(session, actor, unit, WHOLE)
    specification_drafts.publish(session, actor, first, first.edits)
    second = specification_drafts.save_draft(
        session, actor, unit, SpecificationContent(WHOLE.outcomes[:1])
    )
    assert (second.version, second.id != first.id) == (2, True)
    assert specifications.content_of(first) == WHOLE
    for verb in (specification_drafts.publish, specification_drafts.discard):
        with pytest.raises(Conflict, match="never changed"):
            verb(session, actor, first, first.edits)


def test_what_is_shared_is_neither_published_nor_discarded_by_a_centre(session, cast, actor):
    shared = cast.units[0].specifications[0]
    with pytest.raises(Refusal, match="operator only"):
        specification_drafts.discard(session, actor, shared, shared.edits)


def test_an_incomplete_draft_is_not_published(session, cast, actor):
    content = SpecificationContent((WrittenOutcome(1, "Prepare"),))
    draft = specification_drafts.save_draft(session, actor, cast.make.unit(), content)
    with pytest.raises(Refusals, match="Outcome 1 has no criteria yet"):
        specification_drafts.publish(session, actor, draft)
    assert draft.published_at is None


def test_publishing_moves_the_centres_untouched_candidates_and_no_others(session, cast, actor):
    make, unit = cast.make, cast.units[0]
    make.enrolment(make.candidate(cast.elsewhere), cast.qualification, cast.rule)
    assert cast.other_candidate
    mine = (
        session.query(UnitProgress).filter_by(unit_id=unit.id, candidate_id=cast.profile.id).one()
    )
    make.tag(make.evidence(cast.profile), mine, make.criteria(mine)[0].id)
    content = SpecificationContent(WHOLE.outcomes)
    draft = specification_drafts.save_draft(session, actor, unit, content)
    done = specification_drafts.publish(session, actor, draft)
    assert (done.moved, done.stay) == (1, 1)
    works_by = {
        (one.candidate.centre_id, one.candidate_id == cast.profile.id): one.specification_id
        for one in session.query(UnitProgress).filter_by(unit_id=unit.id)
    }
    shared = unit.specifications[0].id
    assert works_by == {
        (cast.centre.id, True): shared,
        (cast.centre.id, False): draft.id,
        (cast.elsewhere.id, False): shared,
    }
    assert mine.state is UnitState.NOT_STARTED


def test_a_discarded_draft_is_gone_and_everything_done_is_in_the_trail(session, cast, actor):
    draft = specification_drafts.save_draft(session, actor, cast.make.unit(), WHOLE)
    specification_drafts.discard(session, actor, draft, draft.edits)
    assert session.query(UnitSpecification).filter_by(centre_id=cast.centre.id).count() == 0
    names = [one.name for one in session.query(AuditEntry).order_by(AuditEntry.sequence)]
    assert names[-2:] == ["criteria:drafted", "criteria:discarded"]
