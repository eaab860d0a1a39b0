"""A candidate's item from draft to the assessor and back, with its state and its trace."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence
from portfolio.models.notice import Notice
from portfolio.services import evidence as services
from portfolio.services import evidence_files, evidence_submitting
from tests.conftest import NOON
from tests.integration.services.evidence import description


@pytest.fixture
def units(cast, session) -> list[UnitProgress]:
    query = select(UnitProgress).where(UnitProgress.candidate_id == cast.profile.id)
    return sorted(session.scalars(query), key=lambda unit: cast.units.index(unit.unit))


@pytest.fixture
def criteria(units, make):
    return [criterion for unit in units for criterion in make.criteria(unit)]


@pytest.fixture
def draft(cast, make) -> Evidence:
    item = make.evidence(cast.profile, title="", kind="")
    make.file(item)
    return item


@pytest.fixture
def actor(cast):
    return cast.candidate.actor


def submit(session, actor, item, criteria, **said):
    ids = [criterion.id for criterion in criteria]
    return evidence_submitting.submit(session, actor, item, description(item, ids, **said))


def refused_fields(session, actor, item, criteria, **said) -> list[str | None]:
    with pytest.raises(Refusals) as caught:
        submit(session, actor, item, criteria, **said)
    return [refusal.field for refusal in caught.value.refusals]


def test_a_draft_may_be_saved_unfinished(session, actor, draft):
    said = description(draft, title="Half a title", type="", produced_on=None, shows="")
    services.describe(session, actor, draft, said)
    assert (draft.title, draft.state) == ("Half a title", EvidenceState.DRAFT)


@pytest.mark.req("R-073", "R-074", "R-075")
def test_submitting_hands_it_to_the_assessor_and_tells_them(
    session, actor, draft, criteria, units, cast
):
    submit(session, actor, draft, [criteria[0], criteria[3]])

    assert draft.state is EvidenceState.SUBMITTED
    assert draft.submitted_at == NOON
    assert draft.no_personal_details_at == NOON
    assert {tag.unit_id for tag in draft.current_tags} == {unit.id for unit in units}
    assert {unit.state for unit in units} == {UnitState.IN_PROGRESS}
    (notice,) = session.scalars(select(Notice).where(Notice.kind == "evidence:submitted"))
    assert notice.user_id == cast.assessor.user.id
    assert cast.profile.name not in notice.text
    assert cast.assessor.get(notice.path).response.request.path == f"/assessor/evidence/{draft.id}"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == draft.id)).all()[-1]
    assert (entry.name, entry.actor_id) == ("evidence:submitted", actor.user_id)


INCOMPLETE = [
    pytest.param({"title": " "}, "title", id="no title"),
    pytest.param(
        {"produced_on": None}, "produced_on", id="no date", marks=pytest.mark.req("R-069")
    ),
    pytest.param({"produced_on": date(2026, 11, 25)}, "produced_on", id="a date to come"),
    pytest.param({"shows": ""}, "shows", id="nothing said"),
    pytest.param({"group_work": True}, "own_contribution", id="group work without a part"),
    pytest.param({"sources_none": False}, "sources", id="neither sources nor none"),
    pytest.param({"details_confirmed": False}, "details_confirmed", id="details not confirmed"),
]


@pytest.mark.req("R-069", "R-075", "R-077", "R-079")
@pytest.mark.parametrize(("said", "field"), INCOMPLETE)
def test_what_is_missing_is_named_beside_its_field(session, actor, draft, criteria, said, field):
    assert refused_fields(session, actor, draft, criteria[:1], **said) == [field]


@pytest.mark.req("R-073")
def test_an_untagged_item_is_not_submitted(session, actor, draft):
    assert refused_fields(session, actor, draft, []) == ["criteria"]


def test_the_type_has_to_be_chosen(session, actor, draft, criteria):
    fields = refused_fields(session, actor, draft, criteria[:1], type="", shows="")
    assert fields == ["shows", "type"]


@pytest.mark.req("R-070")
@pytest.mark.parametrize("kind", ["observation", "questioning", "discussion"])
def test_a_candidate_cannot_make_an_assessors_record(session, actor, draft, criteria, kind):
    with pytest.raises(Refusal, match="your assessor adds this"):
        submit(session, actor, draft, criteria[:1], type=kind)


@pytest.mark.req("R-069")
def test_an_item_without_files_needs_a_place(session, actor, cast, make, criteria):
    item = make.evidence(cast.profile)
    assert refused_fields(session, actor, item, criteria[:1]) == ["files"]
    submit(session, actor, item, criteria[:1], location="Back office")
    assert item.state is EvidenceState.SUBMITTED


def test_criteria_of_somebody_elses_unit_are_refused(session, actor, draft, make):
    foreign = make.unit({1: 1}).specifications[-1].outcomes[0].criteria[0].id
    for criterion_id in (foreign, uuid4()):
        with pytest.raises(Refusal, match="your own units"):
            services.describe(session, actor, draft, description(draft, [criterion_id]))


def test_untagging_keeps_the_row(session, actor, draft, criteria):
    services.describe(session, actor, draft, description(draft, [criteria[0].id, criteria[1].id]))
    session.flush()
    services.describe(session, actor, draft, description(draft, [criteria[1].id]))
    session.flush()
    session.refresh(draft, ["tags"])
    assert [tag.criterion_id for tag in draft.current_tags] == [criteria[1].id]
    (gone,) = [tag for tag in draft.tags if tag.removed_at]
    assert (gone.criterion_id, gone.removed_by_id) == (criteria[0].id, actor.user_id)


@pytest.mark.req("R-072")
def test_a_photograph_alone_needs_a_statement_beside_it(
    session, actor, cast, make, criteria, units
):
    cast.qualification.entry_code = "10380"
    photo = make.evidence(cast.profile)
    make.file(photo, "desk.jpg", media_type="image/jpeg")
    assert refused_fields(session, actor, photo, criteria[:1]) == ["files"]

    statement = make.evidence(cast.profile, kind="personal-statement")
    make.tag(statement, units[0], criteria[0].id)
    submit(session, actor, photo, criteria[:1])
    assert photo.state is EvidenceState.SUBMITTED


def test_the_second_of_two_savers_is_told(session, actor, draft):
    old = description(draft, title="From the other window")
    services.describe(session, actor, draft, description(draft, title="First"))
    session.flush()
    with pytest.raises(Conflict):
        services.describe(session, actor, draft, old)
    assert draft.title == "First"


def test_a_submitted_item_is_changed_only_after_taking_it_back(session, actor, draft, criteria):
    submit(session, actor, draft, criteria[:1])
    session.flush()
    with pytest.raises(Refusal, match="Take it back first"):
        services.describe(session, actor, draft, description(draft))

    evidence_submitting.take_back(session, actor, draft)
    assert (draft.state, draft.submitted_at) == (EvidenceState.DRAFT, None)


def test_withdrawing_keeps_the_record_and_frees_the_criterion(
    session, actor, draft, criteria, units
):
    submit(session, actor, draft, criteria[:1])
    evidence_submitting.withdraw(session, actor, draft, "Wrong file")
    assert draft.state is EvidenceState.WITHDRAWN
    assert units[0].state is UnitState.NOT_STARTED
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "evidence:withdrawn")).one()
    assert entry.details["reason"] == "Wrong file"


LOCKED = [EvidenceState.ACCEPTED, EvidenceState.WITHDRAWN, EvidenceState.FROZEN]


@pytest.mark.parametrize("state", LOCKED)
def test_an_item_that_is_not_the_candidates_turn_stays(session, actor, cast, make, state):
    item = make.evidence(cast.profile, state=state)
    file = make.file(item)
    with pytest.raises(Refusal):
        services.describe(session, actor, item, description(item))
    with pytest.raises(Refusal):
        evidence_files.remove(session, actor, item, file.id)
    with pytest.raises(Refusal):
        evidence_submitting.withdraw(session, actor, item)


def test_a_removed_file_can_be_put_back_and_both_leave_a_trace(session, actor, draft):
    (file,) = draft.current_files
    evidence_files.remove(session, actor, draft, file.id)
    assert draft.current_files == []
    evidence_files.put_back(session, actor, draft, file.id, most=25)
    assert draft.current_files == [file]
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.subject_id == file.id)).all()
    assert names == ["file:removed", "file:put-back"]


def test_in_a_referred_item_only_what_was_not_submitted_yet_is_removed(session, actor, cast, make):
    item = make.evidence(
        cast.profile, state=EvidenceState.REFERRED, submitted_at=NOON - timedelta(days=1)
    )
    seen, new = make.file(item, "seen.pdf"), make.file(item, "new.pdf")
    seen.uploaded_at = NOON - timedelta(days=2)
    with pytest.raises(Refusal, match="Replace it instead"):
        evidence_files.remove(session, actor, item, seen.id)
    evidence_files.remove(session, actor, item, new.id)
    assert item.current_files == [seen]


def test_resubmitting_says_so_to_the_assessor(session, actor, cast, make, criteria):
    item = make.evidence(
        cast.profile, state=EvidenceState.REFERRED, submitted_at=NOON - timedelta(days=1)
    )
    make.file(item)
    submit(session, actor, item, criteria[:1])
    assert item.resubmitted
    (notice,) = session.scalars(select(Notice).where(Notice.kind == "evidence:submitted"))
    assert notice.text == "Evidence you sent back was submitted again"
