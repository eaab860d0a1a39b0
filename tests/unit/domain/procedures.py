"""Procedures of every shape, for properties that hold of each."""

from dataclasses import replace

from hypothesis import strategies as st

from portfolio.catalogue import read_procedures
from portfolio.domain.deadlines import Rule, Unit
from portfolio.domain.procedure import (
    Body,
    Channel,
    ClockRule,
    Moment,
    Office,
    Procedure,
    Rung,
    Special,
    Stage,
    TrackKey,
    Within,
)

words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)
rules = st.builds(Rule, st.integers(1, 10_000), st.sampled_from(Unit))
offices = st.sampled_from(Office)


def _some(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, unique=True, max_size=3).map(tuple)


@st.composite
def _clocks(draw) -> tuple[ClockRule, ...]:
    acknowledged = ClockRule(
        "acknowledge",
        draw(words),
        draw(rules | st.just(Special.IMMEDIATELY)),
        draw(st.sampled_from([Moment.ISSUE, Moment.RECEIVED, Moment.STAGE])),
        Moment.ACKNOWLEDGED,
        indicator=draw(st.booleans()),
    )
    if acknowledged.rule is Special.IMMEDIATELY:
        acknowledged = replace(acknowledged, amber_after=draw(st.none() | rules))
    answered = ClockRule(
        "answer",
        draw(words),
        draw(rules | st.just(Special.TARGET)),
        Moment.ACKNOWLEDGED,
        Moment.ANSWERED,
    )
    return draw(st.sampled_from([(acknowledged, answered), (acknowledged,), ()]))


@st.composite
def _stage(draw, number: int, last: int) -> Stage:
    clocks = draw(_clocks())
    rungs = (Rung(draw(offices)), Rung(draw(offices), draw(rules)))
    since = [Moment.ISSUE] if number == 0 else [Moment.ISSUE, Moment.ANSWERED]
    return Stage(
        key=f"stage-{number}",
        name=draw(words),
        short=draw(words),
        office=draw(offices),
        clocks=clocks,
        within=draw(st.none() | st.builds(Within, rules, st.sampled_from(since))),
        formal=draw(st.booleans()),
        in_writing=draw(st.booleans()),
        channels=draw(st.lists(st.sampled_from(Channel), unique=True, min_size=1).map(tuple)),
        tells=draw(_some(offices)),
        ladder=draw(st.sampled_from([(), rungs])) if clocks else (),
        next=() if number == last else (f"stage-{number + 1}",),
        begins=draw(st.booleans()),
        what_happens=draw(st.just("") | words),
    )


@st.composite
def procedures(draw) -> Procedure:
    """A shipped procedure with complaints in other stages, words and rules."""
    shipped = draw(st.sampled_from(list(read_procedures().values())))
    last = draw(st.integers(0, 3))
    stages = tuple(draw(_stage(number, last)) for number in range(last + 1))
    complaint = replace(shipped.track(TrackKey.COMPLAINT), stages=stages, help=draw(words))
    return replace(
        shipped,
        name=draw(words),
        plain_words=draw(_some(words)),
        tracks={**shipped.tracks, TrackKey.COMPLAINT: complaint},
        bodies=draw(_some(st.builds(Body, words, words, words))),
        contact_every=draw(st.none() | rules),
    )
