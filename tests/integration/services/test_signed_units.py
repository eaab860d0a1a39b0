"""What a sign-off rests on stays as it was signed until the sign-off is withdrawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.file_states import NOT_CHECKED
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.models.notice import Notice
from portfolio.queries import sign_off as signing
from portfolio.services import (
    assessment,
    assessor_tags,
    evidence,
    evidence_checking,
    evidence_files,
    evidence_submitting,
    records,
    sign_offs,
)
from portfolio.services.evidence_files import Received
from portfolio.services.records import NewRecord
from portfolio.services.sign_offs import Signature
from tests.conftest import NOON
from tests.integration.services.assessing import MET, criteria, first_unit, sheet, submitted
from tests.integration.services.evidence import description

PASSWORD = "correct horse battery"
MORE = Received("k", "more.pdf", 9, "0" * 64, "application/pdf")


@pytest.fixture
def unit(cast) -> UnitProgress:
    return first_unit(cast)


@pytest.fixture
def judged(session, cast, unit):
    """The item that covers the unit, decided on and declared."""
    item = submitted(cast, unit)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(session, cast.assessor.actor, item, every)
    return item


@pytest.fixture
def later(session, cast, unit):
    """A second item for the same unit, still waiting when it is signed off."""
    item = submitted(cast, unit, "1.1")
    item.title = "Complaint log"
    return item


@pytest.fixture
def draft(cast):
    item = cast.make.evidence(cast.profile)
    cast.make.file(item)
    return item


@pytest.fixture
def signed(session, cast, unit, judged, later, draft):
    cast.make.password(cast.assessor.user, PASSWORD)
    cast.make.declaration(unit)
    actor = cast.assessor.actor
    made = sign_offs.sign_off(session, actor, unit, Signature(("discussed",), True, PASSWORD))
    clock.use(lambda: NOON + timedelta(hours=1))
    return made


def refer_it(later):
    later.state = EvidenceState.REFERRED


def submit_another(session, cast, unit, later, draft):
    said = description(draft, [criteria(cast, unit)[0].id])
    evidence_submitting.submit(session, cast.candidate.actor, draft, said)


def take_back(session, cast, unit, later, draft):
    evidence_submitting.take_back(session, cast.candidate.actor, later)


def withdraw(session, cast, unit, later, draft):
    evidence_submitting.withdraw(session, cast.candidate.actor, later)


def add_a_file(session, cast, unit, later, draft):
    refer_it(later)
    evidence_files.add(session, cast.candidate.actor, later, [MORE], 25)


def rename(session, cast, unit, later, draft):
    refer_it(later)
    said = description(later, [criteria(cast, unit)[0].id], title="Another")
    evidence.describe(session, cast.candidate.actor, later, said)


def untag(session, cast, unit, later, draft):
    refer_it(later)
    evidence.describe(session, cast.candidate.actor, later, description(later, []))


def tag_by_the_assessor(session, cast, unit, later, draft):
    wanted = [criteria(cast, unit)[1].id]
    assessor_tags.tag(session, cast.assessor.actor, later, wanted)


def untag_by_the_assessor(session, cast, unit, later, draft):
    wanted = [criteria(cast, unit)[0].id]
    assessor_tags.untag(session, cast.assessor.actor, later, wanted)


def add_a_record(session, cast, unit, later, draft):
    record = NewRecord(
        EvidenceType.OBSERVATION,
        "",
        date(2026, 11, 20),
        "Shop floor",
        "Seen at the counter",
        (criteria(cast, unit)[0].id,),
    )
    records.add(session, cast.assessor.actor, cast.profile, record)


DEEDS = [
    submit_another,
    take_back,
    withdraw,
    add_a_file,
    rename,
    untag,
    tag_by_the_assessor,
    untag_by_the_assessor,
    add_a_record,
]


@pytest.mark.req("R-128")
@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_signed_off_is_not_changed_while_the_sign_off_stands(
    session, cast, unit, later, draft, signed, deed
):
    with pytest.raises(Refusal, match="signed off"):
        deed(session, cast, unit, later, draft)
    session.rollback()


@pytest.mark.parametrize("deed", DEEDS)
def test_once_it_is_withdrawn_the_evidence_may_change(
    session, cast, unit, later, draft, signed, deed
):
    sign_offs.withdraw(session, cast.assessor.actor, signed, "Signed too early")
    deed(session, cast, unit, later, draft)
    assert signed.withdrawn_at is not None, "the deed was done, and the sign-off stays withdrawn"


def test_words_that_were_not_signed_may_change(session, cast, unit, later, signed):
    refer_it(later)
    said = description(later, [criteria(cast, unit)[0].id], shows="More of it")
    evidence.describe(session, cast.candidate.actor, later, said)
    prepared = signing.prepare(session, cast.assessor.actor, unit)
    assert signing.is_intact(signed, prepared)


@pytest.mark.req("R-121")
@pytest.mark.parametrize("deed", ["add", "remove"])
def test_a_file_added_or_removed_after_the_declaration_voids_it(session, cast, unit, later, deed):
    refer_it(later)
    actor = cast.candidate.actor
    if deed == "remove":
        clock.use(lambda: NOON + timedelta(hours=1))
        (more,) = evidence_files.attach(session, actor, later, [MORE])
        evidence_checking.store(session, more, NOT_CHECKED)
    declared = cast.make.declaration(unit)

    if deed == "add":
        (more,) = evidence_files.add(session, actor, later, [MORE], 25)
        assert session.get_one(Declaration, declared.id).voided_at is None, "it is being checked"
        evidence_checking.store(session, more, NOT_CHECKED)
    else:
        evidence_files.remove(session, actor, later, more.id)

    assert session.get_one(Declaration, declared.id).voided_at is not None
    told = session.scalars(select(Notice).where(Notice.kind == "declaration:voided")).one()
    assert told.user_id == actor.user_id
