"""The progress panel in words and figures, the same for every role: what a verdict comes to."""

from dataclasses import dataclass, replace

from portfolio.domain.combination import Verdict
from portfolio.domain.panel_sums import Sums, sums
from portfolio.domain.panel_ways import Ways, ways
from portfolio.domain.panel_words import (
    Clause,
    best_choice,
    clauses,
    headline,
    missing,
    sentence,
    why_it_fails,
)
from portfolio.domain.planner import Wishes
from portfolio.domain.progress import Bar, BrickState, bars
from portfolio.domain.readings_words import open_readings
from portfolio.domain.words import credits_of

KINDS = {
    BrickState.ACHIEVED: "achieved",
    BrickState.IN_PROGRESS: "in_progress",
    BrickState.PLANNED: "planned",
    BrickState.OVER_MAXIMUM: "over",
}


@dataclass(frozen=True)
class DrawnBrick:
    number: str
    credit: int
    kind: str


@dataclass(frozen=True)
class DrawnBar:
    """A bar as the panel draws it; ``standing`` is ok, short or warn."""

    key: str
    label: str
    value_text: str
    standing: str
    needs: int | None
    most: int | None
    scale: int
    bricks: list[DrawnBrick]


@dataclass(frozen=True)
class Note:
    """A short callout of the panel."""

    title: str
    text: str


@dataclass(frozen=True)
class Panel:
    """Everything the panel shows, in its order; ``news`` is what to announce of a change."""

    title: str
    subtitle: str
    figure: int
    needed: str
    verdict: str
    sentence: str
    failing: list[Note]
    bars: list[DrawnBar]
    missing: list[str]
    clauses: list[Clause]
    outcome: Note | None
    ways: Ways | None
    readings: list[str]
    sums: Sums
    news: str


def panel(verdict: Verdict, news: str = "", wishes: Wishes | None = None) -> Panel:
    """The panel of a verdict, its ways to finish around the wishes.

    Where the total stands and one rule fails, that rule comes first, with its own bar only and
    every rule below it; else all bars, and the failing rules in words.
    """
    total, asked = verdict.achieved.tally.total, verdict.rule.total_min
    failing = verdict.achieved.failing
    total_stands = total >= asked
    one_fails = total_stands and len(failing) == 1
    drawn = drawn_bars(verdict)
    kept = _kept(verdict) if one_fails else {bar.key for bar in drawn}
    return Panel(
        title="Progress to the full award",
        subtitle=f"{verdict.qualification.entry_code} · {verdict.qualification.title}",
        figure=total,
        needed=f"counted, {asked} needed" if total_stands else f"of {asked} credits",
        verdict="Met" if verdict.met else "Not met yet",
        sentence=sentence(verdict),
        failing=[Note(headline(one), why_it_fails(one, verdict)) for one in failing if one_fails],
        bars=[_marked(bar) if one_fails else bar for bar in drawn if bar.key in kept],
        missing=[] if total_stands else missing(verdict),
        clauses=clauses(verdict) if failing and total_stands else [],
        outcome=_outcome(verdict),
        ways=ways(verdict, wishes or Wishes()),
        readings=_readings(verdict),
        sums=sums(verdict),
        news=news,
    )


def drawn_bars(verdict: Verdict) -> list[DrawnBar]:
    """Every bar with its words: all credit, each group by its letter, the level."""
    return [_drawn(bar) for bar in bars(verdict)]


def _outcome(verdict: Verdict) -> Note | None:
    """What a met rule leads to, and how units that compete for a maximum were chosen."""
    choice = best_choice(verdict.achieved, verdict.rule)
    if not verdict.met:
        return Note("Only whole units count", choice) if choice else None
    claim = "The centre claims it once everything else that a claim needs stands."
    return Note("Ready for the full award", " ".join(filter(None, (claim, choice))))


def _marked(bar: DrawnBar) -> DrawnBar:
    """The bar of the one rule that fails draws the eye; that of the total stands."""
    return replace(bar, standing="warn") if bar.standing == "short" else bar


def _readings(verdict: Verdict) -> list[str]:
    return [
        f"{reading.consequence}. Ask the awarding organisation: “{reading.question}”"
        for reading in open_readings(verdict)
    ]


def _kept(verdict: Verdict) -> set[str]:
    """The bars that matter when the total stands: all credit, and that of the failing rule."""
    kept = {"all"}
    for shortfall in verdict.achieved.failing:
        code, _, letter = shortfall.code.partition(":")
        if code == "LEVEL_MIN":
            kept.add("level")
        elif code == "MANDATORY":
            kept |= {group.letter for group in verdict.qualification.groups if group.mandatory}
        elif letter:
            kept.add(letter)
    return kept


def _drawn(bar: Bar) -> DrawnBar:
    over = bar.credit(BrickState.OVER_MAXIMUM)
    stands = (bar.needs is None or bar.achieved >= bar.needs) and (
        not bar.one_needed or bar.achieved > 0
    )
    ok = stands and (bar.needs is not None or bar.one_needed)
    return DrawnBar(
        key=bar.key,
        label=bar.label,
        value_text=_value(bar, over),
        standing="warn" if over and bar.most else "ok" if ok else "short",
        needs=bar.needs,
        most=bar.most,
        scale=bar.scale,
        bricks=[
            DrawnBrick(brick.unit.number, brick.credit, KINDS[brick.state]) for brick in bar.bricks
        ],
    )


def _value(bar: Bar, over: int) -> str:
    if bar.needs is not None:
        return f"{bar.achieved} of {bar.needs}" + (f", {over} over" if over and bar.most else "")
    if bar.most is not None and over:
        return f"{bar.achieved} counted, {over} over"
    if bar.most is not None:
        return f"{bar.achieved} of up to {bar.most}" if bar.bricks else "none needed"
    if bar.one_needed and not bar.achieved:
        return "no unit yet"
    return credits_of(bar.achieved)
