"""Films and sound made by ffmpeg for the tests: moving stripes, a tone, then silence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from portfolio.adapters.previews import Limits
from portfolio.adapters.previews.ffmpeg import Ffmpeg, found

needs_ffmpeg = pytest.mark.skipif(found() is None, reason="ffmpeg is not installed")

MARKER = "MARKER-OF-A-PERSON"
PLACE = b"loci"
"""The box of an MP4 that says where it was taken (3GPP TS 26.244, 8)."""
TAGS = (
    ("location", "+53.4000-002.9900/"),
    ("title", MARKER),
    ("creation_time", "2026-11-16T09:14:00Z"),
)
TONE = "aevalsrc=if(lt(t\\,1)\\,0.5*sin(2764*t)\\,0):d=2:s=44100"
"""A second of tone, a second of silence."""
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")

MPEG4 = ("-c:v", "mpeg4", "-c:a", "aac")

SOUNDS = {
    "note.m4a": ("audio/mp4", ("-c:a", "aac")),
    "note.mp3": ("audio/mpeg", ("-c:a", "libmp3lame")),
    "note.wav": ("audio/wav", ()),
    "note.ogg": ("audio/ogg", ("-c:a", "libvorbis")),
    "note.webm": ("video/webm", ("-c:a", "libopus")),
}
FILMS = {
    "film.mp4": ("video/mp4", H264),
    "film.mov": ("video/quicktime", (*HEVC, "-tag:v", "hvc1", "-c:a", "aac")),
    "film.webm": ("video/webm", VP9),
    "film.3gp": ("video/3gpp", MPEG4),
}


def ffmpeg(*words: str | Path) -> bytes:
    command = [str(shutil.which("ffmpeg")), "-v", "error", "-y", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def film(path: Path, how: tuple[str, ...], size: str = "320x180", seconds: int = 2) -> Path:
    """Left half red, right half white, at 30 pictures a second, with tags of a person on it."""
    look = f"color=white:s={size}:r=30:d={seconds},drawbox=w=iw/2:c=red:t=fill"
    tone = TONE.replace("d=2", f"d={seconds}")
    tags = [word for tag in TAGS for word in ("-metadata", "=".join(tag))]
    sources = ("-f", "lavfi", "-i", look, "-f", "lavfi", "-i", tone)
    ffmpeg(*sources, *how, *tags, "-metadata:s:v", f"title={MARKER}", path)
    return path


def moving(path: Path, how: tuple[str, ...], size: str, seconds: int) -> Path:
    """A film in which everything moves, as costly to convert as one taken by hand."""
    look = f"testsrc2=s={size}:r=30:d={seconds}"
    sources = ("-f", "lavfi", "-i", look, "-f", "lavfi", "-i", f"sine=440:d={seconds}")
    ffmpeg(*sources, *how, path)
    return path


def turned(source: Path, target: Path) -> Path:
    """The same film as a phone held upright writes it: lying, with a note to turn its left down."""
    ffmpeg("-i", source, "-c", "copy", "-map_metadata", "0", "-metadata:s:v", "rotate=90", target)
    return target


def sound(path: Path, how: tuple[str, ...]) -> Path:
    ffmpeg("-f", "lavfi", "-i", TONE, *how, "-metadata", f"title={MARKER}", path)
    return path


def facts(path: Path, folder: Path) -> Any:
    """What ffprobe says of a copy we made."""
    programs = found()
    assert programs
    return Ffmpeg(*programs, folder, Limits()).facts(path, "mov")


def fingerprint_of_pictures(path: Path) -> bytes:
    """Of the encoded pictures as they lie in the file, decoding nothing."""
    return ffmpeg("-i", path, "-map", "0:v:0", "-c", "copy", "-f", "md5", "-")
