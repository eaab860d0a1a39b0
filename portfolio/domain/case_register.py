"""The register of a year's cases: its columns, and names masked by default (R-290)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portfolio.domain.cases import CaseState, Outcome, Relation, Satisfaction
from portfolio.domain.date_words import day, uk_date
from portfolio.domain.procedure import CaseKind, Channel
from portfolio.domain.report import Report, Section, Table

HIDDEN = "Hidden"
NOT_SUPPLIED = "Not supplied"
HEADS = (
    *("Case", "Kind", "Received", "From", "Who they are", "How it came", "About"),
    *("Stage", "Formal", "State", "Outcome", "Closed", "In time", "Satisfaction"),
    *("Equality", "Procedure sent", "Outside bodies told", "Lessons"),
)
PRINTED = (0, 2, 3, 6, 7, 10, 11, 12)
"""The columns that fit a printed line; the file for spreadsheets has all."""
WIDTHS = (4, 4, 5, 6, 5, 4, 4, 3)


@dataclass(frozen=True)
class Entry:
    """One case; ``locked`` ones tell that they are there, and no more."""

    reference: str
    kind: CaseKind
    received_at: datetime
    name: str
    relation: Relation
    channel: Channel
    category: str
    stage: str
    formal: bool
    state: CaseState
    outcome: Outcome | None
    closed_at: datetime | None
    in_time: bool | None
    satisfaction: Satisfaction | None
    equality: bool
    procedure_sent_at: datetime | None
    locked: bool
    bodies: str = ""
    lessons: str = ""


def masked(name: str) -> str:
    """ "D. C. 4" of "Demo Complainant 4": the first sign of each word."""
    signs = [word if word.isdecimal() else f"{word[0]}." for word in name.split()]
    return " ".join(signs)


def cells(entry: Entry, *, unmasked: bool) -> tuple[str, ...]:
    """One line of the register, in the order of HEADS."""
    reference, kind, received = entry.reference, entry.kind.value, _day(entry.received_at)
    if entry.locked:
        blanks = ("",) * (len(HEADS) - 8)
        return (reference, kind, received, *(HIDDEN,) * 4, "Locked", *blanks)
    name = entry.name if unmasked else masked(entry.name)
    return (
        *(reference, kind, received, name or NOT_SUPPLIED),
        *(entry.relation.value, entry.channel.value, entry.category),
        *(entry.stage, _yes(entry.formal), entry.state.value),
        entry.outcome.value if entry.outcome else "",
        *(_day(entry.closed_at), _yes(entry.in_time)),
        entry.satisfaction.value if entry.satisfaction else "",
        *(_yes(entry.equality), _day(entry.procedure_sent_at), entry.bodies, entry.lessons),
    )


def printed(
    centre: str, year: int, lines: Iterable[Sequence[str]], *, unmasked: bool, made_at: datetime
) -> Report:
    """The register as it is printed: fewer columns, the same cases."""
    rows = [tuple(line[place] for place in PRINTED) for line in lines]
    names = "Names are shown" if unmasked else "Names are masked: first letters only"
    table = Table("Register of cases", tuple(HEADS[place] for place in PRINTED), rows, WIDTHS)
    return Report(
        f"Register of cases received in {year}",
        f"{centre}. {len(rows):,} cases. {names}. Made on {day(made_at)}.",
        (Section("Cases", table=table, empty="No case was received in this year."),),
    )


def _day(moment: datetime | None) -> str:
    return uk_date(moment).isoformat() if moment else ""


def _yes(value: bool | None) -> str:
    return {True: "Yes", False: "No", None: ""}[value]
