"""When something was taken, as cameras and recorders write it."""

from datetime import UTC, datetime

import pytest

from portfolio.adapters.previews.taken import of_container, of_exif


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026:11:16 09:14:00", at(2026, 11, 16, 9, 14)),
        ("2026:07:16 09:14:00", at(2026, 7, 16, 8, 14)),
        ("2026:07:16 09:14:00 +02:00", at(2026, 7, 16, 7, 14)),
        ("2026:07:16 09:14:00 Z", at(2026, 7, 16, 9, 14)),
        ("2026:11:16 09:14:00.25\0", at(2026, 11, 16, 9, 14)),
    ],
)
def test_a_camera_says_when_in_its_own_zone_else_in_ours(written, moment):
    taken = of_exif(written)
    assert taken
    assert (taken.at, taken.source) == (moment, "camera")


@pytest.mark.parametrize(
    "written",
    [
        *("", "    :  :     :  :  ", "0000:00:00 00:00:00", "2026:13:01 00:00:00"),
        *("1980:01:01 00:00:00", "2031:01:01 00:00:00", "last Tuesday", "2026:11:16 09:14:00 +9"),
    ],
)
def test_a_camera_whose_clock_was_never_set_is_not_believed(written):
    assert of_exif(written) is None


@pytest.mark.parametrize(
    ("tags", "moment"),
    [
        ({"creation_time": "2026-11-16T09:14:00.000000Z"}, at(2026, 11, 16, 9, 14)),
        (
            {
                "creation_time": "2026-11-17T00:00:00.000000Z",
                "com.apple.quicktime.creationdate": "2026-07-16T09:14:00+0100",
            },
            at(2026, 7, 16, 8, 14),
        ),
    ],
)
def test_a_film_says_when_in_its_head(tags, moment):
    taken = of_container(tags)
    assert taken
    assert (taken.at, taken.source) == (moment, "file")


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"creation_time": "1904-01-01T00:00:00.000000Z"},
        {"creation_time": "1970-01-01T00:00:00.000000Z"},
        {"creation_time": "nonsense T"},
        {"date": "1998"},
    ],
)
def test_a_film_that_does_not_know_says_nothing(tags):
    assert of_container(tags) is None
