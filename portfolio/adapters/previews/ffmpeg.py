"""ffmpeg and ffprobe on hostile files: one demuxer, no network, no names but our own."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portfolio.adapters.previews.children import Ended, Limits, run
from portfolio.adapters.previews.contract import NoCopy

DEMUXERS: Mapping[str, str] = {
    **dict.fromkeys(("video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"), "mov"),
    "video/webm": "matroska",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
}
"""By media type found by content: how the file is read, and never as a list of other files."""

NOT_READ = "The recording is damaged, so there is no viewing copy"
PLAYABLE_PIXELS = {"yuv420p", "yuvj420p"}
MOST_PLAYED = (1920, 1088)
"""Long and short side up to which a film is played as it was taken."""


@dataclass(frozen=True)
class Film:
    """The pictures of a recording: sides as shown, and how many a second on average."""

    index: int
    codec: str
    pixels: str
    width: int
    height: int
    rate: float

    @property
    def plays(self) -> bool:
        """Whether browsers play it as it is."""
        long, short = max(self.width, self.height), min(self.width, self.height)
        fits = long <= MOST_PLAYED[0] and short <= MOST_PLAYED[1]
        return self.codec == "h264" and self.pixels in PLAYABLE_PIXELS and fits


@dataclass(frozen=True)
class Sound:
    """The sound of a recording."""

    index: int
    codec: str
    channels: int


@dataclass(frozen=True)
class Facts:
    """What a recording holds; ``seconds`` is 0 where it does not say."""

    seconds: float
    film: Film | None
    sound: Sound | None
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Ffmpeg:
    """Both programs by their whole paths, working in ``folder``."""

    ffmpeg: str
    ffprobe: str
    folder: Path
    limits: Limits

    def facts(self, source: Path, demuxer: str) -> Facts:
        """What is in the file. Raises NoCopy if it cannot be read as what it was found to be."""
        wanted = (
            "format=duration:format_tags:stream:stream_tags:stream_side_data:stream_disposition"
        )
        ended = run(
            [
                *(self.ffprobe, "-v", "error", "-show_entries", wanted, "-of", "json"),
                *reading(demuxer, source),
            ],
            self.folder,
            self.limits,
        )
        if ended.code:
            raise NoCopy(NOT_READ)
        return _facts(json.loads(ended.out))

    def make(
        self, source: Path, demuxer: str, before: Sequence[str], after: Sequence[str]
    ) -> Ended:
        """Run ffmpeg on one file: ``before`` are options of reading, ``after`` of writing."""
        return run(
            [
                *(self.ffmpeg, "-nostdin", "-v", "error", "-y", "-threads", "1"),
                *("-filter_threads", "1", *before, *reading(demuxer, source), *after),
            ],
            self.folder,
            self.limits,
        )


def reading(demuxer: str, source: Path) -> list[str]:
    """The options that read one file, from this disk alone."""
    return ["-protocol_whitelist", "file", "-f", demuxer, "-i", str(source)]


def found() -> tuple[str, str] | None:
    """Where ffmpeg and ffprobe are on this machine, None without both."""
    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    return (ffmpeg, ffprobe) if ffmpeg and ffprobe else None


def _facts(said: dict[str, Any]) -> Facts:
    streams = said.get("streams", [])
    films = [one for one in streams if one.get("codec_type") == "video" and not _is_cover(one)]
    sounds = [one for one in streams if one.get("codec_type") == "audio"]
    whole = said.get("format", {})
    tags: dict[str, str] = {}
    for part in (*reversed(streams), whole):
        tags |= {str(name).lower(): str(value) for name, value in part.get("tags", {}).items()}
    lasts = [_number(part.get("duration")) for part in (*films[:1], whole)]
    return Facts(
        next(filter(None, lasts), 0.0),
        _film(films[0]) if films else None,
        _sound(sounds[0]) if sounds else None,
        tags,
    )


def _sound(stream: dict[str, Any]) -> Sound:
    codec = str(stream.get("codec_name", "unknown"))
    return Sound(int(_number(stream.get("index"))), codec, int(_number(stream.get("channels"))))


def _is_cover(stream: dict[str, Any]) -> bool:
    return bool(stream.get("disposition", {}).get("attached_pic"))


def _film(stream: dict[str, Any]) -> Film:
    """The film as players show it: turned, and with its points made square."""
    width, height = (int(_number(stream.get(side))) for side in ("width", "height"))
    square = _ratio(stream.get("sample_aspect_ratio")) or 1.0
    shown = (round(width * square) if 0.1 < square < 10 else width, height)
    turned = [one.get("rotation") for one in stream.get("side_data_list", [])]
    if any(_number(one) % 180 == 90 for one in turned if one is not None):
        shown = (shown[1], shown[0])
    rate = _ratio(stream.get("avg_frame_rate")) or _ratio(stream.get("r_frame_rate")) or 25.0
    codec, pixels = (str(stream.get(name, "")) for name in ("codec_name", "pix_fmt"))
    return Film(int(_number(stream.get("index"))), codec, pixels, *shown, rate)


def _number(written: Any) -> float:
    try:
        found = float(written)
    except (TypeError, ValueError):
        return 0.0
    return found if abs(found) < 1e9 else 0.0  # also for what is not a number


def _ratio(written: Any) -> float:
    above, _, below = str(written or "").replace(":", "/").partition("/")
    return _number(above) / (_number(below) or 1.0)
