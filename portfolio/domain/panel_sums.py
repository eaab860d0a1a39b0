"""Every figure of the progress panel as a table: what each rule asks for and what there is."""

from collections.abc import Callable
from dataclasses import dataclass

from portfolio.domain.combination import Verdict
from portfolio.domain.progress import Bar, BrickState, bars
from portfolio.domain.words import units_of

Column = tuple[str, Callable[[Bar], str]]


@dataclass(frozen=True)
class Sums:
    """The table: its caption, its head and its rows, the first cell of each naming a rule."""

    caption: str
    head: list[str]
    rows: list[list[str]]


def sums(verdict: Verdict) -> Sums:
    """The exact sums of a verdict; a column that would be empty all the way down is left out."""
    drawn = bars(verdict)
    columns = _columns(verdict, drawn)
    return Sums(
        caption=f"Exact sums for {verdict.qualification.entry_code}",
        head=["Rule", *(name for name, _ in columns)],
        rows=[[bar.label, *(figure(bar) for _, figure in columns)] for bar in drawn],
    )


def _columns(verdict: Verdict, drawn: tuple[Bar, ...]) -> list[Column]:
    ahead = bool(verdict.in_progress or verdict.planned)
    columns: list[Column] = [
        ("Needs", _asked),
        ("Achieved" if ahead else "Counted", lambda bar: str(bar.achieved)),
    ]
    if ahead:
        columns += [
            ("In progress", lambda bar: str(bar.credit(BrickState.IN_PROGRESS))),
            ("Planned", lambda bar: str(bar.credit(BrickState.PLANNED))),
            ("Projected", lambda bar: str(bar.projected)),
        ]
    if not verdict.met:
        columns.append(("Short", _short))
    if any(bar.credit(BrickState.OVER_MAXIMUM) for bar in drawn):
        columns.append(("Over the maximum", _over))
    return columns


def _asked(bar: Bar) -> str:
    least = str(bar.needs) if bar.needs is not None else "1 unit" if bar.one_needed else ""
    most = f"up to {bar.most}" if bar.most is not None else ""
    return ", ".join(filter(None, (least, most))) or "–"


def _short(bar: Bar) -> str:
    if bar.one_needed and not bar.achieved:
        return "1 unit"
    return str(max(0, (bar.needs or 0) - bar.achieved))


def _over(bar: Bar) -> str:
    numbers = [b.unit.number for b in bar.bricks if b.state is BrickState.OVER_MAXIMUM]
    if not numbers:
        return "0"
    named = units_of(numbers)
    return f"{bar.credit(BrickState.OVER_MAXIMUM)} ({named[0].lower()}{named[1:]})"
