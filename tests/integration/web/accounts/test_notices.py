"""News in the app."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from portfolio.extensions import db
from portfolio.models.notice import Notice
from tests.conftest import NOON


def tell(cast, number: int, **columns) -> list[Notice]:
    rows = [
        Notice(
            key=f"planted:{n}:{len(columns)}",
            user_id=cast.assessor.user.id,
            centre_id=cast.centre.id,
            kind="unit",
            text=f"Item {n} waits for you",
            path="/account/more",
            created_at=NOON + timedelta(minutes=n),
            **columns,
        )
        for n in range(number)
    ]
    cast.make.session.add_all(rows)
    cast.make.session.commit()
    return rows


def test_unread_news_comes_first_and_opening_it_marks_it_read(cast):
    tell(cast, 1, read_at=NOON)
    [_, unread] = tell(cast, 2)[:2]
    page = cast.assessor.get("/account/notices")
    texts = [item.get_text(" ", strip=True) for item in page.html.select("#notices li")]
    assert [text.startswith("New") for text in texts] == [True, True, False]
    reply = cast.assessor.submit(page, {}, form=f'form[action*="{unread.id}"]')
    assert reply.location == "/account/more"
    texts = cast.assessor.get("/account/notices").html.select("#notices .pf-eyebrow")
    assert len(texts) == 1


def test_everything_is_marked_read_at_once(cast):
    tell(cast, 3)
    page = cast.assessor.get("/account/notices")
    cast.assessor.submit(page, {})
    assert not cast.assessor.get("/account/notices").html.select("#notices .pf-eyebrow")


def test_nobody_opens_anothers_news(cast):
    [notice] = tell(cast, 1)
    assert cast.verifier.post(f"/account/notices/{notice.id}/open").status == 404
    assert notice.text not in cast.verifier.get("/account/notices").words()


def test_without_news_the_page_says_what_will_come(cast):
    assert "No messages yet" in cast.assessor.get("/account/notices").words()


def test_long_news_is_paged(cast):
    tell(cast, 26)
    assert len(cast.assessor.get("/account/notices").html.select("#notices li")) == 25
    assert len(cast.assessor.get("/account/notices?page=2").html.select("#notices li")) == 1
    assert cast.assessor.get("/account/notices?page=3").status == 404


def queries_of(cast, url: str) -> int:
    counted: list[str] = []

    def count(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            counted.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        cast.assessor.get(url)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(counted)


@pytest.mark.parametrize("url", ["/account/notices", "/account", "/account/role"])
def test_the_page_takes_the_same_few_queries_however_much_there_is(cast, url):
    tell(cast, 1)
    cast.assessor.get(url)
    few = queries_of(cast, url)
    tell(cast, 24, read_at=NOON)
    assert queries_of(cast, url) == few
    assert few <= 12


def test_the_badge_on_feedback_counts_feedback_and_the_one_on_more_the_rest(cast):
    for key in ("assessment:released:1:1", "assigned:1:1", "assigned:2:1"):
        cast.make.session.add(
            Notice(
                key=key,
                user_id=cast.candidate.user.id,
                centre_id=cast.centre.id,
                kind="planted",
                text="News",
                path="/account/more",
                created_at=NOON,
            )
        )
    cast.make.session.commit()
    page = cast.candidate.get("/account/notices")
    entries = {
        link["href"]: link.get_text(" ", strip=True) for link in page.html.select("nav a[href]")
    }
    assert "1" in entries["/candidate/feedback"]
    assert "2" in entries["/account/more"]
