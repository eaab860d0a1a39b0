"""An enrolment with every unit of its qualification: what it comes to, and what the panel says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from portfolio.domain import qualification as published
from portfolio.domain.combination import Verdict, evaluate
from portfolio.domain.panel import Panel
from portfolio.domain.panel import panel as panel_of
from portfolio.domain.panel_words import achieved_numbers, news
from portfolio.domain.planner import Wishes
from portfolio.domain.qualification import PlacedUnit
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.domain.unit_wishes import Wish

BEGUN = frozenset({UnitState.IN_PROGRESS, UnitState.READY, UnitState.REFERRED})


@dataclass(frozen=True)
class UnitRow:
    """A unit listed in the qualification, as it stands with the candidate.

    ``id`` is of the candidate's progress in it, None until they take it up; ``unit_id`` is of the
    published unit. ``loaded`` says whether its criteria are; ``demonstration`` whose words.
    """

    id: UUID | None
    unit_id: UUID
    placed: PlacedUnit
    state: UnitState
    chosen: bool
    loaded: bool
    demonstration: bool
    wish: Wish | None = None

    @property
    def open(self) -> bool:
        """Whether it may be wished for: optional, and neither planned nor begun."""
        return not (self.placed.mandatory or self.chosen or self.begun)

    @property
    def begun(self) -> bool:
        return self.state is not UnitState.NOT_STARTED

    @property
    def theirs(self) -> bool:
        """Whether it is among the candidate's units: mandatory, chosen, or begun anywhere."""
        return self.placed.mandatory or self.chosen or self.begun


@dataclass(frozen=True)
class EnrolmentProgress:
    """An enrolment with every unit its qualification lists, in catalogue order."""

    id: UUID
    candidate_id: UUID
    status: EnrolmentStatus
    version: int
    qualification: published.Qualification
    rows: tuple[UnitRow, ...]
    doubtful: tuple[str, ...] = ()
    """Numbers of achieved units that only another list of the handbook gives here (AMB-04)."""

    @property
    def rule(self) -> RuleOfCombination:
        return self.qualification.rule

    @property
    def units(self) -> tuple[UnitRow, ...]:
        """The candidate's own units."""
        return tuple(row for row in self.rows if row.theirs)

    @cached_property
    def verdict(self) -> Verdict:
        """The rule of combination applied to what is achieved, in progress and planned."""
        return self.projection({row.unit_id for row in self.rows if row.chosen})

    def projection(self, chosen: Collection[UUID]) -> Verdict:
        """The verdict as if these optional units (ids of published units) were chosen."""
        rows = self.rows
        planned = [
            row for row in rows if not row.begun and (row.placed.mandatory or row.unit_id in chosen)
        ]
        achieved = _numbers(row for row in rows if row.state is UnitState.ACHIEVED)
        return evaluate(
            self.qualification,
            achieved=[*achieved, *self.doubtful],
            in_progress=_numbers(row for row in rows if row.state in BEGUN),
            planned=_numbers(planned),
        )

    def panel(self, seen: Collection[str] | None = None) -> Panel:
        """The progress panel; ``seen`` is what an open page showed as achieved, to say the news."""
        said = "" if seen is None else news(self.verdict, seen)
        return panel_of(self.verdict, said, self.wishes)

    @cached_property
    def wishes(self) -> Wishes:
        """What the candidate wants in the plan and leaves out of it."""
        return self.wishing({row.placed.number: row.wish for row in self.rows if row.wish})

    def wishing(self, wished: Mapping[str, Wish]) -> Wishes:
        """The wishes as if these (by numbers of units) were those for the open units."""

        def units(wish: Wish) -> tuple[PlacedUnit, ...]:
            rows = (row for row in self.rows if row.open and wished.get(row.placed.number) is wish)
            return tuple(row.placed for row in rows)

        return Wishes(units(Wish.WANTED), units(Wish.LEFT_OUT))

    @property
    def seen(self) -> str:
        """What an open page sends back so that it is told only what is new: "1,2,7"."""
        return ",".join(achieved_numbers(self.verdict))


def _numbers(rows: Iterable[UnitRow]) -> list[str]:
    return [row.placed.number for row in rows]
