"""When a file was taken stands with its source, and is offered as the date of its item."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portfolio.domain.states import EvidenceState

MORNING = datetime(2026, 7, 16, 8, 14, tzinfo=UTC)


@pytest.fixture
def draft(cast, make, session):
    item = make.evidence(cast.profile, title="", kind="")
    session.commit()
    return item


@pytest.mark.req("R-351", part="the time a photo was taken is shown with its source")
@pytest.mark.parametrize(
    ("media_type", "source", "words"),
    [
        ("image/heic", "camera", "from the photo"),
        ("video/mp4", "file", "from the file"),
        ("image/png", "phone", "from the phone that sent it"),
    ],
)
def test_the_page_of_an_item_says_when_a_file_was_taken_and_who_says_so(
    cast, make, session, draft, media_type, source, words
):
    make.file(draft, media_type=media_type, captured_at=MORNING, captured_from=source)
    draft.state = EvidenceState.SUBMITTED
    session.commit()
    page = cast.candidate.get(f"/evidence/{draft.id}")
    assert f"Taken 16 July 2026, 9.14am ({words})" in page.words()


def test_a_file_of_which_nobody_knows_says_nothing(cast, make, session, draft):
    make.file(draft, media_type="image/jpeg")
    session.commit()
    assert "Taken" not in cast.candidate.get(f"/evidence/{draft.id}").words()


def boxes(page) -> list[str]:
    return [
        page.html.find(attrs={"name": f"produced_on-{part}"})["value"]
        for part in ("day", "month", "year")
    ]


def test_the_first_time_is_offered_as_the_date_of_the_item(cast, make, session, draft):
    later = MORNING.replace(day=20)
    make.file(draft, media_type="image/jpeg", captured_at=later, captured_from="camera")
    make.file(draft, media_type="image/jpeg", captured_at=MORNING, captured_from="camera")
    session.commit()
    page = cast.candidate.get(f"/candidate/evidence/{draft.id}/edit")
    assert boxes(page) == ["16", "7", "2026"]
    assert page.words().count("Taken 16 July 2026, 9.14am (from the photo)") == 2


def test_a_date_the_candidate_typed_is_never_replaced(cast, make, session, draft):
    make.file(draft, media_type="image/jpeg", captured_at=MORNING, captured_from="camera")
    draft.produced_on = date(2026, 6, 1)
    session.commit()
    assert boxes(cast.candidate.get(f"/candidate/evidence/{draft.id}/edit")) == ["1", "6", "2026"]
