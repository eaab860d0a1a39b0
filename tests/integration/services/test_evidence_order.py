"""Moving an item in the index: its place changes, its code and everything else stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import EvidenceState
from portfolio.models.audit import AuditEntry
from portfolio.queries.portfolio_index import index_of
from portfolio.services import evidence as services
from portfolio.services import evidence_order


@pytest.fixture
def items(cast, make):
    return [make.evidence(cast.profile, title=f"Item {letter}") for letter in "ABCD"]


def codes(session, cast) -> list[str]:
    found = index_of(session, cast.candidate.actor, cast.profile.id)
    return [entry.item.code for entry in found.entries]


def move(session, cast, item, to, version=None):
    seen = cast.profile.index_version if version is None else version
    evidence_order.move(session, cast.candidate.actor, cast.profile, item.id, to, seen)


@pytest.mark.req("R-098")
def test_a_moved_item_changes_its_place_and_not_its_code(session, cast, items):
    before = [item.version for item in items]
    move(session, cast, items[3], 1)
    assert codes(session, cast) == ["E-04", "E-01", "E-02", "E-03"]
    assert [item.title for item in items] == ["Item A", "Item B", "Item C", "Item D"]
    session.flush()
    assert [item.version for item in items] == before

    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.name == "evidence:moved"))
    assert entry.details == {"code": "E-04", "before": 4, "after": 1}
    assert entry.candidate_id == cast.profile.id


@pytest.mark.req("R-098")
def test_a_new_item_comes_last_whatever_was_moved(session, cast, items):
    move(session, cast, items[3], 1)
    new = services.add(session, cast.candidate.actor, cast.profile, [], place="Locker 4")
    assert codes(session, cast)[-1] == new.code == "E-05"


def test_places_count_only_what_is_in_the_index(session, cast, items):
    items[1].state = EvidenceState.WITHDRAWN
    session.flush()
    move(session, cast, items[2], 1)
    assert codes(session, cast) == ["E-03", "E-01", "E-04"]
    items[1].state = EvidenceState.DRAFT
    session.flush()
    assert sorted(codes(session, cast)) == ["E-01", "E-02", "E-03", "E-04"]


def test_the_second_of_two_windows_is_told_and_changes_nothing(session, cast, items):
    seen = cast.profile.index_version
    move(session, cast, items[3], 1, seen)
    with pytest.raises(Conflict, match="another window"):
        move(session, cast, items[0], 4, seen)
    assert codes(session, cast) == ["E-04", "E-01", "E-02", "E-03"]


def test_somebody_elses_item_cannot_be_moved(session, cast, make, items):
    foreign = make.evidence(make.candidate(cast.centre))
    with pytest.raises(Refusal, match="Choose an item"):
        move(session, cast, foreign, 1)
