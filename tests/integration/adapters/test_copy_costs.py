"""What copies cost: no child has more than 512 MiB or 30 s of CPU time, whatever it is given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from portfolio.adapters import previews
from portfolio.adapters.previews import Copies, children
from portfolio.adapters.previews.children import MIB, Ended
from tests import figures, recordings
from tests.recordings import needs_ffmpeg

MOST_BYTES, MOST_CPU = 512 * MIB, 30.0
pytestmark = pytest.mark.xdist_group("copy-costs")


@dataclass
class Watched:
    """Makes copies, noting how each child ended."""

    folder: Path
    ended: list[Ended] = field(default_factory=list)
    seconds: float = 0.0

    def copies(self, source: Path, media_type: str) -> Copies:
        begun = time.perf_counter()
        made = previews.make_copies(source, media_type, self.folder)
        self.seconds = time.perf_counter() - begun
        assert max(one.peak for one in self.ended) <= MOST_BYTES
        assert max(one.cpu for one in self.ended) <= MOST_CPU
        return made

    def figures(self) -> dict[str, Any]:
        return {
            "children": len(self.ended),
            "seconds": round(self.seconds, 1),
            "cpu_seconds_all": round(sum(one.cpu for one in self.ended), 1),
            "cpu_seconds_most": round(max(one.cpu for one in self.ended), 1),
            "peak_mib_most": round(max(one.peak for one in self.ended) / MIB),
        }


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    (tmp_path / "work").mkdir()
    watched = Watched(tmp_path / "work")
    run = children.run

    def noted(*given: Any) -> Ended:
        watched.ended.append(run(*given))
        return watched.ended[-1]

    for module in ("stills", "ffmpeg", "office"):
        monkeypatch.setattr(f"portfolio.adapters.previews.{module}.run", noted)
    return watched


def phone_photo(path: Path, width: int = 4000, height: int = 3000) -> Path:
    """As much detail as a real photo has: 2 MB at 12 million points."""
    grain = Image.effect_noise((1000, 750), 40).convert("RGB")
    photo = grain.resize((width, height), Image.Resampling.BICUBIC)
    pillow_heif.from_pillow(photo).save(path, quality=60, enc_params={"preset": "ultrafast"})
    return path


def test_a_phones_photo_of_12_million_points_is_cheap(tmp_path, watched):
    watched.copies(phone_photo(tmp_path / "photo.heic"), "image/heic")
    assert sum(one.cpu for one in watched.ended) < 3


@pytest.fixture
def kept(watched: Watched) -> Callable[[str], None]:
    return lambda name: figures.keep("copies", name, watched.figures())


@pytest.mark.full
@pytest.mark.parametrize(("width", "height"), [(4000, 3000), (8064, 6048)])
def test_photos_of_every_phone_fit(tmp_path, watched, kept, width, height):
    copies = watched.copies(phone_photo(tmp_path / "p.heic", width, height), "image/heic")
    assert copies.made[0].kind == "screen"
    kept(f"HEIC of {width * height // 10**6} million points")


@pytest.mark.full
@pytest.mark.timeout(3600)
@needs_ffmpeg
@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_ten_minutes_of_a_phones_film_get_through(tmp_path, watched, kept, name):
    """As phones take it: 1080 lines, H.264 or the newer HEVC."""
    media_type, how = recordings.FILMS[name]
    piece = recordings.moving(tmp_path / f"piece-{name}", how, "1920x1080", 20)
    recordings.ffmpeg("-stream_loop", "29", "-i", piece, "-c", "copy", tmp_path / name)

    copies = watched.copies(tmp_path / name, media_type)

    assert (copies.missing, copies.made[0].kind) == ("", "video")
    found = recordings.facts(copies.made[0].path, tmp_path)
    assert found.seconds == pytest.approx(600, abs=2)
    kept(f"ten minutes of 1080 lines, {'H.264' if name == 'film.mp4' else 'HEVC'}")


@pytest.mark.full
@pytest.mark.timeout(900)
@needs_ffmpeg
def test_a_film_of_four_times_the_points_gets_through(tmp_path, watched, kept):
    media_type, how = recordings.FILMS["film.mov"]
    source = recordings.moving(tmp_path / "film.mov", how, "3840x2160", 10)
    assert watched.copies(source, media_type).missing == ""
    kept("ten seconds of 2160 lines, HEVC")


@pytest.mark.full
@pytest.mark.timeout(900)
@needs_ffmpeg
def test_an_hour_of_talk_gets_through(tmp_path, watched, kept):
    source = tmp_path / "talk.mp3"
    recordings.ffmpeg("-f", "lavfi", "-i", "sine=300:d=3600", "-c:a", "libmp3lame", source)
    copies = watched.copies(source, "audio/mpeg")
    assert [copy.kind for copy in copies.made] == ["audio", "waveform"]
    kept("an hour of MP3")
