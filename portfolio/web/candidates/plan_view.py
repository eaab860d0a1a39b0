"""What the page for planning shows: the ways to finish, and the units to wish for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from flask import url_for

from portfolio.domain.actors import Actor, Role
from portfolio.domain.panel_ways import facts, ways
from portfolio.domain.panel_words import sentence
from portfolio.domain.planner import further
from portfolio.domain.unit_wishes import Wish
from portfolio.models.enrolment import Enrolment
from portfolio.queries.enrolment_progress import EnrolmentProgress, UnitRow


@dataclass(frozen=True)
class WayToTake:
    """One way to finish: what it takes, and its units."""

    facts: str
    rows: list[UnitRow]


@dataclass(frozen=True)
class PlanShown:
    """Where the candidate stands, and the ways to finish around the wishes."""

    sentence: str
    title: str
    text: str
    ways: list[WayToTake]

    @classmethod
    def of(cls, progress: EnrolmentProgress, wished: Mapping[str, Wish]) -> Self:
        """The plan of an enrolment around these wishes, stored or not."""
        verdict, wishes = progress.verdict, progress.wishing(wished)
        rows = {row.placed.position: row for row in progress.rows}
        found = ways(verdict, wishes)
        if found is None:
            return cls(sentence(verdict), "Nothing more to choose", "", [])
        return cls(
            sentence(verdict),
            found.title,
            found.text,
            [
                WayToTake(facts(verdict, way), [rows[unit.position] for unit in way.units])
                for way in further(verdict.projected, verdict, wishes).ways
            ],
        )


@dataclass(frozen=True)
class GroupToWish:
    """The optional units of a group, open or not."""

    heading: str
    rows: list[UnitRow]


def way_back(actor: Actor, enrolment: Enrolment) -> str:
    """Where the page was come from: the candidate's units, or the portfolio."""
    if actor.role is Role.CANDIDATE:
        return url_for("candidates.units")
    return url_for("portfolios.portfolio", candidate_id=enrolment.candidate_id)
