"""Films and sound as every browser plays them, with a picture of the film or of the sound."""

import json
import sys
from array import array
from itertools import pairwise
from pathlib import Path

from portfolio.adapters.previews import taken
from portfolio.adapters.previews.children import Limits
from portfolio.adapters.previews.contract import NO_SUCH_COPY, TOO_LONG, Copies, Copy, NoCopy
from portfolio.adapters.previews.conversion import MOST_SECONDS, PLAIN, Conversion, sides
from portfolio.adapters.previews.ffmpeg import DEMUXERS, NOT_READ, Facts, Ffmpeg, Film, found

RECORDINGS = frozenset(DEMUXERS)
POSTER, THUMBNAIL = (1280, 1280), (320, 320)
LARGEST = 2**31 - 1
"""Bytes of a copy."""
PEAKS, RATE = 600, 4000
"""Bars of a waveform, and samples a second they are measured by."""


def of_recording(source: Path, media_type: str, folder: Path, limits: Limits) -> Copies:
    """A playable copy; of a film also a poster, of sound a waveform. Raises NoCopy.

    A film that cannot be converted keeps its poster, and ``missing`` says why it does not play.
    """
    programs = found()
    if programs is None:
        raise NoCopy(NO_SUCH_COPY)
    work = Ffmpeg(*programs, folder, limits.for_long_work(LARGEST))
    source, demuxer, facts = _measured(work, source, DEMUXERS[media_type])
    conversion = Conversion(work, source, demuxer, facts)
    if facts.film:
        first, play = _film_stills(conversion, facts.film), conversion.film
    elif facts.sound:
        first, play = _waveform(conversion), conversion.sound
    else:
        raise NoCopy(NOT_READ)
    when = taken.of_container(facts.tags)
    try:
        if facts.seconds > MOST_SECONDS:
            raise NoCopy(TOO_LONG)
        return Copies((play(), *first), when)
    except NoCopy as none:
        return Copies(first, when, str(none))


def _measured(work: Ffmpeg, source: Path, demuxer: str) -> tuple[Path, str, Facts]:
    """What the recording holds and how long it is.

    Browsers record without writing how long it became; such a one is rewrapped, which says it.
    """
    facts = work.facts(source, demuxer)
    if facts.seconds or not (facts.film or facts.sound):
        return source, demuxer, facts
    whole = work.folder / "whole.mkv"
    streams = ("-map", "0:v?", "-map", "0:a?", "-c", "copy", str(whole))
    if work.make(source, demuxer, (), streams).code:
        raise NoCopy(NOT_READ)
    return whole, "matroska", work.facts(whole, "matroska")


def _film_stills(conversion: Conversion, film: Film) -> tuple[Copy, ...]:
    """A picture a second into the film, or its first, at two sizes. Raises NoCopy without any."""
    for at in (min(1.0, conversion.facts.seconds / 3), 0.0):
        if made := _still(conversion, film, at):
            return made
    raise NoCopy(NOT_READ)


def _still(conversion: Conversion, film: Film, at: float) -> tuple[Copy, ...]:
    folder, after, made = conversion.work.folder, list[str](), list[Copy]()
    for kind, most in (("poster", POSTER), ("thumbnail", THUMBNAIL)):
        width, height = sides(film, *most)
        path = folder / f"{kind}-1.jpg"
        after += ["-map", f"0:{film.index}", "-frames:v", "1", "-q:v", "4", *PLAIN]
        after += ["-vf", f"scale={width}:{height},setsar=1", "-pix_fmt", "yuvj420p"]
        after += ["-f", "mjpeg", str(path)]
        made.append(Copy("poster" if kind == "poster" else "thumbnail", 1, path, width, height))
    before = ("-ss", f"{at:.2f}")
    conversion.work.make(conversion.source, conversion.demuxer, before, after)
    whole = all(copy.path.exists() and copy.path.stat().st_size for copy in made)
    return tuple(made) if whole else ()


def _waveform(conversion: Conversion) -> tuple[Copy, ...]:
    """The loudness of the sound over its length, for a player to draw; none where it fails."""
    sound, work = conversion.facts.sound, conversion.work
    raw, target = work.folder / "samples", work.folder / "waveform.json"
    if sound is None:
        return ()
    samples_of = ("-map", f"0:{sound.index}", "-t", str(MOST_SECONDS), "-ac", "1")
    form = ("-ar", str(RATE), "-f", f"s16{sys.byteorder[0]}e", str(raw))
    if work.make(conversion.source, conversion.demuxer, (), (*samples_of, *form)).code:
        return ()
    samples = array("h")
    samples.frombytes(raw.read_bytes()[: raw.stat().st_size // 2 * 2])
    raw.unlink()
    if not samples:
        return ()
    said = {"duration": round(len(samples) / RATE, 2), "peaks": peaks(samples)}
    target.write_text(json.dumps(said, separators=(",", ":")))
    return (Copy("waveform", 1, target),)


def peaks(samples: "array[int]") -> list[int]:
    """How loud each part is, 0 to 100 of the loudest; as many parts as PEAKS or samples."""
    parts = min(PEAKS, len(samples))
    edges = [number * len(samples) // parts for number in range(parts + 1)]
    loud = [max(max(part), -min(part)) for part in (samples[a:b] for a, b in pairwise(edges))]
    return [round(100 * one / (max(loud) or 1)) for one in loud]
