"""A film as H.264 and AAC in MP4, sound as AAC in M4A: unchanged where it plays, else converted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portfolio.adapters.previews import pieces
from portfolio.adapters.previews.children import Ended
from portfolio.adapters.previews.contract import Copy, NoCopy
from portfolio.adapters.previews.ffmpeg import NOT_READ, Facts, Ffmpeg, Film, Sound, reading
from portfolio.adapters.previews.pieces import NOT_CONVERTED

LONG, SHORT = 1280, 720
"""Sides of a film we convert."""
MOST_RATE = 30
FIRST_FILM, FIRST_SOUND = 8.0, 300.0
"""Seconds of the first piece."""
MOST_SECONDS = 4 * 3600
PLAIN = (
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)
"""No place, no names, no maker: nothing of the camera but pictures and sound."""


def sides(film: Film, long: int, short: int) -> tuple[int, int]:
    """Width and height, even, of the film within these sides; never larger than it is."""
    most, least = max(film.width, film.height, 1), max(min(film.width, film.height), 1)
    by = min(1.0, long / most, short / least)
    width, height = (max(int(side * by) // 2 * 2, 2) for side in (film.width, film.height))
    return width, height


@dataclass(frozen=True)
class Conversion:
    """One recording in ``source``, read by ``demuxer``."""

    work: Ffmpeg
    source: Path
    demuxer: str
    facts: Facts

    def film(self) -> Copy:
        """The film with its sound. Raises NoCopy."""
        film, sound = self.facts.film, self.facts.sound
        if film is None:
            raise NoCopy(NOT_READ)
        if film.plays and (sound is None or sound.codec == "aac"):
            kept = [film.index, *([sound.index] if sound else [])]
            streams = [word for index in kept for word in ("-map", f"0:{index}")]
            self._wrap(self.source, self.demuxer, streams, "video.mp4")
            return self._film_copy(film.width, film.height)
        heard = reading("concat", self._sound_list(sound)) if sound else []
        streams = ["-map", f"0:{film.index if film.plays else 0}", *(["-map", "1:0"] * bool(sound))]
        if film.plays:
            self._wrap(self.source, self.demuxer, [*heard, *streams], "video.mp4")
            return self._film_copy(film.width, film.height)
        self._wrap(self._film_list(film), "concat", [*heard, *streams], "video.mp4")
        return self._film_copy(*sides(film, LONG, SHORT))

    def sound(self) -> Copy:
        """The sound alone. Raises NoCopy."""
        sound = self.facts.sound
        if sound is None:
            raise NoCopy(NOT_READ)
        if sound.codec == "aac":
            self._wrap(self.source, self.demuxer, ["-map", f"0:{sound.index}"], "audio.m4a")
        else:
            self._wrap(self._sound_list(sound), "concat", ["-map", "0:0"], "audio.m4a")
        return Copy("audio", 1, self.work.folder / "audio.m4a")

    def _film_copy(self, width: int, height: int) -> Copy:
        return Copy("video", 1, self.work.folder / "video.mp4", width, height)

    def _wrap(self, source: Path, demuxer: str, words: Sequence[str], name: str) -> None:
        """Put streams as they are into a file that plays from its first bytes."""
        form = ["-c", "copy", *PLAIN, "-movflags", "+faststart", "-f", "mp4"]
        ended = self.work.make(source, demuxer, (), [*words, *form, str(self.work.folder / name)])
        if ended.code:
            raise NoCopy(NOT_CONVERTED)

    def _film_list(self, film: Film) -> Path:
        width, height = sides(film, LONG, SHORT)
        rate = max(min(round(film.rate), MOST_RATE), 1)

        def convert(at: float, seconds: float, target: Path) -> Ended:
            pictures = max(round(seconds * rate), 1)
            looks = (
                f"fps={rate}:start_time=0,scale={width}:{height},setsar=1,"
                f"tpad=stop_mode=clone:stop={pictures}"
            )
            after = [
                *("-map", f"0:{film.index}", "-vf", looks, "-frames:v", str(pictures)),
                *("-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-bf", "0"),
                *("-maxrate", "3M", "-bufsize", "6M", "-pix_fmt", "yuv420p", "-threads", "1"),
                *("-video_track_timescale", "90000", *PLAIN, str(target)),
            ]
            return self.work.make(self.source, self.demuxer, ("-ss", f"{at:.0f}"), after)

        return self._listed("film", "mp4", FIRST_FILM, convert)

    def _sound_list(self, sound: Sound) -> Path:
        def convert(at: float, seconds: float, target: Path) -> Ended:
            after = [
                *("-map", f"0:{sound.index}", "-af", "aresample=async=1:first_pts=0"),
                *("-c:a", "aac", "-b:a", "96k", "-ac", "1" if sound.channels == 1 else "2"),
                *("-ar", "48000", *PLAIN, str(target)),
            ]
            part = ("-ss", f"{at:.0f}", "-t", f"{seconds:.3f}")
            return self.work.make(self.source, self.demuxer, part, after)

        return self._listed("sound", "m4a", FIRST_SOUND, convert)

    def _listed(self, name: str, ending: str, first: float, convert: pieces.Convert) -> Path:
        """Convert piece by piece; the list of them as ffmpeg's concat demuxer reads it."""
        folder, cpu = self.work.folder, self.work.limits.seconds
        made = pieces.converted(
            convert, self.facts.seconds, first, cpu, lambda n: folder / f"{name}-{n}.{ending}"
        )
        listed = folder / f"{name}.txt"
        listed.write_text("".join(f"file '{piece.name}'\n" for piece in made))
        return listed
