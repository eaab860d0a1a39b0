"""Drafts that a phone asks for: one for each captured item, however often it asks."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence
from tests import tus
from tests.cast import Cast
from tests.client import Browser, Reply

CAPTURES = "/candidate/captures"
KEY = "a1b2c3d4"


def capture(browser: Browser, key: str = KEY, title: str = "", *criteria: object) -> Reply:
    return browser.post(
        CAPTURES, data={"key": key, "title": title, "criteria": [str(one) for one in criteria]}
    )


def items(session: Session) -> list[Evidence]:
    return list(session.scalars(select(Evidence).order_by(Evidence.item_number)))


@pytest.mark.req("R-349", part="the same item and the same file sent twice")
def test_an_item_and_its_file_sent_twice_are_one(cast: Cast, session: Session) -> None:
    first, second = (capture(cast.candidate, title="The till").response.json for _ in range(2))
    assert first == second
    assert first is not None
    for _ in range(2):
        announced = tus.announce(cast.candidate, 10, key="file-1", evidence=first["evidence_id"])
        assert announced.status == 201

    (item,) = items(session)
    assert first == {
        "evidence_id": str(item.id),
        "code": "E-01",
        "url": f"/candidate/evidence/{item.id}/edit",
    }
    assert (item.title, item.state, item.capture_key) == ("The till", EvidenceState.DRAFT, KEY)


def test_two_candidates_may_use_the_same_key(cast: Cast, session: Session) -> None:
    capture(cast.candidate)
    capture(cast.other_candidate)

    assert len(items(session)) == 2
    assert len({item.candidate_id for item in items(session)}) == 2


def test_title_and_criteria_follow_the_phone(cast: Cast, session: Session) -> None:
    unit = cast.make.criteria(_unit(cast))
    capture(cast.candidate, KEY, "", unit[0].id)
    capture(cast.candidate, KEY, "The till", unit[1].id)

    (item,) = items(session)
    session.refresh(item)
    assert item.title == "The till"
    assert [tag.criterion_id for tag in item.current_tags] == [unit[1].id]


def test_what_changes_nothing_leaves_no_second_trace(cast: Cast, session: Session) -> None:
    for _ in range(3):
        capture(cast.candidate, KEY, "The till")

    entries = select(func.count()).select_from(AuditEntry)
    assert session.scalar(entries.where(AuditEntry.name.startswith("evidence:"))) == 1


def test_criteria_that_are_not_ones_own_any_more_are_left_out(cast: Cast, session: Session) -> None:
    own = cast.make.criteria(_unit(cast))[0].id
    reply = capture(cast.candidate, KEY, "", own, "00000000-0000-4000-8000-00000000beef", "x")

    (item,) = items(session)
    assert reply.status == 200
    assert [tag.criterion_id for tag in item.current_tags] == [own]


def test_an_item_already_submitted_is_not_changed_from_the_phone(
    cast: Cast, session: Session
) -> None:
    capture(cast.candidate, KEY, "The till")
    (item,) = items(session)
    item.state = EvidenceState.SUBMITTED
    session.flush()

    refused = capture(cast.candidate, KEY, "Another title")
    assert refused.status == 422
    assert refused.text == "It is with your assessor. Take it back first to change it"
    assert capture(cast.candidate, KEY, "The till").status == 200


@pytest.mark.parametrize(
    ("key", "title"),
    [
        pytest.param("", "", id="no key"),
        pytest.param("k" * 201, "", id="a key too long"),
        pytest.param(KEY, "t" * 301, id="a title too long"),
    ],
)
def test_what_no_phone_of_ours_sends_is_refused_in_words(
    cast: Cast, session: Session, key: str, title: str
) -> None:
    refused = capture(cast.candidate, key, title)

    assert refused.status == 422
    assert refused.text
    assert not items(session)


def test_nobody_else_captures_for_a_candidate(cast: Cast, session: Session) -> None:
    for name in ("assessor", "administrator", "verifier"):
        assert capture(getattr(cast, name)).status in {403, 404}
    assert capture(cast.visitor).status == 401
    assert not items(session)


def _unit(cast: Cast) -> object:
    return cast.make.session.scalars(
        select(UnitProgress).where(UnitProgress.candidate_id == cast.profile.id)
    ).first()
