"""Changing the parts of a procedure: each returns another procedure and checks nothing yet."""

import re
from collections.abc import Iterable
from dataclasses import replace

from portfolio.domain.deadlines import RuleFault, parse_rule
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import Office, Procedure, Rung, Stage, Track, TrackKey

_RUNG = re.compile(r"(?P<office>.+?)(?:\s+after\s+(?P<after>.+))?", re.IGNORECASE)


def with_stage(procedure: Procedure, key: TrackKey, stage: Stage) -> Procedure:
    """The stage of this key replaced by ``stage``."""
    stages = (stage if one.key == stage.key else one for one in procedure.track(key).stages)
    return _with_stages(procedure, key, stages)


def add_stage(procedure: Procedure, key: TrackKey, after: str) -> tuple[Procedure, Stage]:
    """A stage of its own kind between ``after`` and what followed it; and that stage.

    Raises Refusal after a stage outside the centre: nothing follows it here.
    """
    track = procedure.track(key)
    before = track.stage(after)
    if before.external:
        raise Refusal("Nothing here follows a stage outside the centre")
    new = Stage(
        key=unused_key("stage", (one.key for one in track.stages)),
        name="New stage",
        short="New",
        office=before.office,
        next=before.next,
    )
    stages: list[Stage] = []
    for one in track.stages:
        stages += [replace(one, next=(new.key,)), new] if one is before else [one]
    return _with_stages(procedure, key, stages), new


def remove_stage(procedure: Procedure, key: TrackKey, gone: str) -> Procedure:
    """The track without the stage; what led to it leads on to what followed it.

    Raises Refusal for the only stage a case can begin at.
    """
    track = procedure.track(key)
    stage = track.stage(gone)
    left = [one for one in track.stages if one is not stage]
    if not left or left[0].external:
        raise Refusal("A case needs a stage here to begin at")
    rewired = (replace(one, next=_without(one.next, stage)) for one in left)
    return _with_stages(procedure, key, rewired)


def move_stage_up(procedure: Procedure, key: TrackKey, moved: str) -> Procedure:
    """The stage before the one it followed, in a track whose stages follow one another.

    Raises Refusal for the first stage, one outside the centre, or a track with other ways.
    """
    stages = list(procedure.track(key).stages)
    place = [one.key for one in stages].index(moved)
    if place == 0 or stages[place].external:
        raise Refusal("This stage keeps its place")
    if not _in_a_row(stages):
        raise Refusal("Stages here follow in several ways. Change what can follow each instead")
    stages[place - 1 : place + 1] = [stages[place], stages[place - 1]]
    following = [(one.key,) for one in stages[1:]]
    return _with_stages(
        procedure,
        key,
        (replace(one, next=after) for one, after in zip(stages, [*following, ()], strict=True)),
    )


def parse_ladder(words: str) -> tuple[Rung, ...]:
    """Rungs from lines like "Senior manager after 24 hours"; the first is told at once.

    Raises Refusal naming the line.
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return tuple(_rung(number, line) for number, line in enumerate(lines, start=1))


def ladder_lines(rungs: Iterable[Rung]) -> str:
    """What ``parse_ladder`` reads back."""
    return "\n".join(
        f"{one.office} after {one.after}" if one.after else one.office for one in rungs
    )


def unused_key(stem: str, taken: Iterable[str]) -> str:
    """ "stage-2" where "stage-1" is taken."""
    known = set(taken)
    return next(key for n in range(1, len(known) + 2) if (key := f"{stem}-{n}") not in known)


def _rung(number: int, line: str) -> Rung:
    found = _RUNG.fullmatch(line)
    offices = {office.lower(): office for office in Office}
    office = offices.get(found["office"].lower()) if found else None
    if found is None or office is None:
        raise Refusal(f"Line {number}: begin with an office, as {', '.join(Office)}")
    if number == 1:
        if found["after"]:
            raise Refusal("Line 1: the first is told at once, so write the office alone")
        return Rung(office)
    try:
        return Rung(office, parse_rule(found["after"] or ""))
    except RuleFault as fault:
        raise Refusal(f"Line {number}: write {office} after 24 hours, for example") from fault


def _without(following: tuple[str, ...], gone: Stage) -> tuple[str, ...]:
    led = [key for one in following for key in (gone.next if one == gone.key else (one,))]
    return tuple(dict.fromkeys(led))


def _in_a_row(stages: list[Stage]) -> bool:
    following: list[tuple[str, ...]] = [(one.key,) for one in stages[1:]]
    return [one.next for one in stages] == [*following, ()]


def _with_stages(procedure: Procedure, key: TrackKey, stages: Iterable[Stage]) -> Procedure:
    track: Track = replace(procedure.track(key), stages=tuple(stages))
    return replace(procedure, tracks={**procedure.tracks, key: track})
