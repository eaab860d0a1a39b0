"""Dates, ages, sizes and fingerprints as a page writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from portfolio.web import filters


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.req("R-337", part="times")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(utc(11, 24, 9, 30), "9.30am", id="winter morning"),
        pytest.param(utc(7, 24, 9, 30), "10.30am", id="summer morning, an hour ahead of UTC"),
        pytest.param(utc(11, 24, 17), "5pm", id="full hour"),
        pytest.param(utc(11, 24, 12), "12 noon", id="noon in winter"),
        pytest.param(utc(7, 24, 11), "12 noon", id="noon in summer"),
        pytest.param(utc(7, 24, 23), "midnight", id="midnight in summer"),
        pytest.param(utc(11, 24, 0, 5), "12.05am", id="just after midnight"),
        pytest.param(utc(11, 24, 12, 5), "12.05pm", id="just after noon"),
        pytest.param(utc(3, 29, 0, 59), "12.59am", id="last minute before the clocks go forward"),
        pytest.param(utc(3, 29, 1), "2am", id="first minute after they did"),
        pytest.param(utc(10, 25, 0, 30), "1.30am", id="before the clocks go back"),
        pytest.param(utc(10, 25, 1, 30), "1.30am", id="the same hour again"),
    ],
)
def test_a_time_is_written_in_uk_time(moment: datetime, said: str) -> None:
    assert filters.time_of_day(moment) == said


@pytest.mark.req("R-337", part="dates")
def test_a_date_is_the_day_it_was_in_the_uk() -> None:
    late_in_summer = utc(7, 24, 23, 30)

    assert filters.day(late_in_summer) == "25 July 2026"
    assert filters.day_with_weekday(date(2026, 11, 24)) == "Tuesday 24 November 2026"
    assert filters.short_day(date(2026, 11, 4)) == "4 Nov"
    assert filters.day_and_time(utc(11, 24, 9, 30)) == "24 November 2026 at 9.30am"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("camera", "Taken 16 November 2026, 9.14am (from the photo)"),
        ("file", "Taken 16 November 2026, 9.14am (from the file)"),
        ("phone", "Taken 16 November 2026, 9.14am (from the phone that sent it)"),
    ],
)
def test_when_something_was_taken_is_said_with_who_says_so(source, words):
    assert filters.taken(utc(11, 16, 9, 14), source) == words


def test_a_deadline_names_its_weekday_and_its_time_where_it_has_one() -> None:
    assert filters.deadline(utc(11, 26, 17)) == "Thursday 26 November 2026, 5pm"
    assert filters.deadline(date(2026, 11, 26)) == "Thursday 26 November 2026"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        filters.time_of_day(datetime(2026, 11, 24, 9))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        pytest.param(utc(11, 24, 0, 10), utc(11, 24, 23, 50), "Today", id="same day"),
        pytest.param(utc(11, 23, 23, 50), utc(11, 24, 0, 10), "1 day", id="across one midnight"),
        pytest.param(utc(11, 15, 12), utc(11, 24, 8), "9 days", id="days are calendar days"),
        pytest.param(utc(7, 23, 23, 30), utc(7, 24, 12), "Today", id="UK days in summer"),
        pytest.param(utc(11, 25, 9), utc(11, 24, 9), "Today", id="clocks that disagree"),
        pytest.param(date(2026, 11, 23), utc(11, 24, 9), "1 day", id="a bare date"),
    ],
)
def test_an_age_counts_uk_days(since: date, until: date, said: str) -> None:
    assert filters.age(since, until) == said


def test_an_age_without_an_end_counts_to_today() -> None:
    assert filters.age(date(2026, 11, 20)) == "4 days"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 kB"),
        (1, "0.1 kB"),
        (310_000, "310 kB"),
        (2_400_000, "2.4 MB"),
        (86_000_000, "86 MB"),
        (86_400_000, "86.4 MB"),
        (999_499, "999 kB"),
        (999_600, "1 MB"),
        (999_950_000, "1 GB"),
        (1_500_000_000, "1.5 GB"),
        (2_000_000_000_000, "2000 GB"),
    ],
)
def test_a_file_size_is_written_in_kb_mb_or_gb(size: int, said: str) -> None:
    assert filters.file_size(size) == said


def test_a_fingerprint_shows_its_ends_in_groups_of_four() -> None:
    sha256 = "9b1fc07a" + "0" * 48 + "5e0277d1"

    assert filters.fingerprint(sha256) == "9b1f c07a … 5e02 77d1"
    assert filters.whole_fingerprint(sha256).split() == [
        "9b1f", "c07a", *["0000"] * 12, "5e02", "77d1",
    ]  # fmt: skip


def test_credit_and_counts_agree_with_their_words() -> None:
    assert filters.credit(14, 55) == "14 of 55"
    assert filters.plural(1, "criterion", "criteria") == "1 criterion"
    assert filters.plural(0, "criterion", "criteria") == "0 criteria"
    assert filters.plural(1200, "item") == "1,200 items"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Demo Candidate", "DC"),
        ("demo", "DE"),
        ("Demo Team Leader", "DL"),
        ("Demo Assessor 1", "A1"),
        ("", ""),
    ],
)
def test_initials_come_from_the_first_and_last_word(name: str, said: str) -> None:
    assert filters.initials(name) == said


def test_every_filter_is_known_to_the_templates() -> None:
    app = Flask("planted", static_folder=None)
    filters.register(app)

    assert {written.__name__ for written in filters.FILTERS} <= set(app.jinja_env.filters)
