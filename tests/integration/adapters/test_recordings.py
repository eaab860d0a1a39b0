"""Films and sound of every kind we take: playable, the right way up, with nothing of the camera."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from portfolio.adapters.previews import Copies, Copy, Limits, NoCopy, Taken, make_copies, pieces
from tests import recordings
from tests.recordings import FILMS, MARKER, PLACE, SOUNDS, needs_ffmpeg

pytestmark = needs_ffmpeg


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def copy_of(copies: Copies, kind: str) -> Copy:
    return next(copy for copy in copies.made if copy.kind == kind)


def assert_nothing_of_the_camera(copies: Copies) -> None:
    for copy in copies.made:
        content = copy.path.read_bytes()
        assert MARKER.encode() not in content
        assert PLACE not in content


@pytest.mark.req("R-071", "R-100", part="every kind of film plays in the browser")
@pytest.mark.parametrize("name", FILMS)
def test_every_kind_of_film_becomes_one_that_plays(tmp_path, folder, name):
    media_type, how = FILMS[name]
    source = recordings.film(tmp_path / name, how, size="176x144" if "3gp" in name else "320x180")

    copies = make_copies(source, media_type, folder)

    assert copies.missing == ""
    assert [copy.kind for copy in copies.made] == ["video", "poster", "thumbnail"]
    video = copy_of(copies, "video")
    found = recordings.facts(video.path, folder)
    assert found.film.plays
    assert (found.film.width, found.film.height) == (video.width, video.height)
    assert found.sound.codec == "aac"
    assert found.seconds == pytest.approx(2, abs=0.1)
    assert video.path.read_bytes().index(b"moov") < video.path.read_bytes().index(b"mdat")
    assert_nothing_of_the_camera(copies)


@pytest.mark.req("R-351", part="a film's copy has no location")
def test_a_film_that_plays_keeps_its_pictures_and_loses_its_place(tmp_path, folder):
    source = recordings.film(tmp_path / "film.mp4", recordings.H264)
    assert PLACE in source.read_bytes()
    assert MARKER.encode() in source.read_bytes()

    copies = make_copies(source, "video/mp4", folder)

    same = recordings.fingerprint_of_pictures
    assert same(copy_of(copies, "video").path) == same(source)
    assert_nothing_of_the_camera(copies)
    assert copies.taken == Taken(datetime(2026, 11, 16, 9, 14, tzinfo=UTC), "file")


@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_a_film_held_upright_is_turned_once(tmp_path, folder, name):
    media_type, how = FILMS[name]
    source = recordings.turned(recordings.film(tmp_path / f"0{name}", how), tmp_path / name)

    copies = make_copies(source, media_type, folder)

    poster, video = copy_of(copies, "poster"), copy_of(copies, "video")
    recordings.ffmpeg("-i", video.path, "-frames:v", "1", folder / "seen.png")
    for picture in (poster.path, folder / "seen.png"):
        with Image.open(picture) as shown:
            assert shown.size == (video.width, video.height) == (180, 320)
            assert shown.convert("RGB").getpixel((90, 40))[1] > 160
            assert shown.convert("RGB").getpixel((90, 280))[1] < 90  # red is below


def test_a_large_film_becomes_one_of_720_lines_piece_by_piece(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(pieces, "LONGEST", 1.0)
    monkeypatch.setattr("portfolio.adapters.previews.conversion.FIRST_FILM", 1.0)
    source = recordings.film(tmp_path / "film.mov", recordings.MPEG4, "1600x900", seconds=3)

    video = copy_of(make_copies(source, "video/quicktime", folder), "video")

    found = recordings.facts(video.path, folder)
    assert (found.film.width, found.film.height) == (1280, 720)
    assert found.seconds == pytest.approx(3, abs=0.05)
    assert len(list(folder.glob("film-*.mp4"))) == 3


def test_a_recording_of_the_browser_that_does_not_say_how_long_it_is(tmp_path, folder):
    source = recordings.film(tmp_path / "live.webm", (*recordings.VP9, "-live", "1"))
    copies = make_copies(source, "video/webm", folder)
    found = recordings.facts(copy_of(copies, "video").path, folder)
    assert found.seconds == pytest.approx(2, abs=0.1)


@pytest.mark.req("R-071", "R-100", part="every kind of sound plays in the browser")
@pytest.mark.parametrize("name", SOUNDS)
def test_every_kind_of_sound_plays_and_shows_its_shape(tmp_path, folder, name):
    media_type, how = SOUNDS[name]
    copies = make_copies(recordings.sound(tmp_path / name, how), media_type, folder)

    assert [copy.kind for copy in copies.made] == ["audio", "waveform"]
    found = recordings.facts(copy_of(copies, "audio").path, folder)
    assert (found.film, found.sound.codec) == (None, "aac")
    assert found.seconds == pytest.approx(2, abs=0.1)
    shape = json.loads(copy_of(copies, "waveform").path.read_text())
    assert shape["duration"] == pytest.approx(2, abs=0.1)
    first, second = shape["peaks"][20:280], shape["peaks"][320:580]
    assert min(first) > 40
    assert max(second) < 10
    assert max(shape["peaks"]) == 100
    assert_nothing_of_the_camera(copies)


def test_a_film_that_would_take_too_long_keeps_its_poster(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(pieces, "MOST_CPU", 0.0)
    media_type, how = FILMS["film.webm"]
    copies = make_copies(recordings.film(tmp_path / "film.webm", how), media_type, folder)
    assert [copy.kind for copy in copies.made] == ["poster", "thumbnail"]
    assert copies.missing == "It took too long to make a viewing copy. Download the file to open it"


def test_a_film_cut_off_shows_what_is_there(tmp_path, folder):
    whole = recordings.film(
        tmp_path / "film.mp4", (*recordings.H264, "-g", "10", "-movflags", "+faststart"), seconds=9
    )
    (tmp_path / "cut.mp4").write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    copies = make_copies(tmp_path / "cut.mp4", "video/mp4", folder)
    assert copy_of(copies, "poster").path.stat().st_size


@pytest.mark.parametrize("media_type", ["video/mp4", "video/webm", "audio/mpeg", "audio/ogg"])
@pytest.mark.parametrize("content", [b"", b"#EXTM3U\nfile:///etc/passwd\n", bytes(5000)])
def test_bytes_that_are_no_recording_have_no_copy(tmp_path, folder, media_type, content):
    (tmp_path / "junk").write_bytes(content)
    with pytest.raises(NoCopy, match="is damaged, so there is no viewing copy"):
        make_copies(tmp_path / "junk", media_type, folder)


def test_a_film_that_needs_too_much_memory_blocks_nothing(tmp_path, folder):
    media_type, how = FILMS["film.mov"]
    source = recordings.film(tmp_path / "film.mov", how)
    with pytest.raises(NoCopy):
        make_copies(source, media_type, folder, Limits(memory_bytes=64 << 20))


def test_without_ffmpeg_a_film_is_downloaded(tmp_path, folder, monkeypatch):
    source = recordings.film(tmp_path / "film.mp4", recordings.H264)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoCopy, match="Download it to open it"):
        make_copies(source, "video/mp4", folder)
