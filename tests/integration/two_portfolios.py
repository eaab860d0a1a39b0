"""Two candidates of one centre, each with an assessor of their own, and items they handed in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import EvidenceFile
from tests.cast import Cast

SAME = "a" * 64


def other_profile(cast: Cast) -> Candidate:
    """The other candidate, assessed by the other assessor."""
    session = cast.make.session
    user = cast.other_candidate.user
    profile = session.scalars(select(Candidate).where(Candidate.user_id == user.id)).one()
    by = cast.administrator.user
    cast.make.assignment(profile.enrolments[0], Role.ASSESSOR, cast.other_assessor.user, by)
    return profile


def handed_in(cast: Cast, candidate: Candidate, name: str, **columns: Any) -> EvidenceFile:
    """A file in an item that was submitted for the candidate's first unit."""
    make = cast.make
    item = columns.pop("item", None)
    if item is None:
        item = make.evidence(candidate, state=EvidenceState.SUBMITTED, submitted_at=clock.now())
        unit = make.session.scalars(
            select(UnitProgress).where(
                UnitProgress.candidate_id == candidate.id,
                UnitProgress.unit_id == cast.units[0].id,
            )
        ).one()
        make.tag(item, unit, make.criteria(unit)[0].id)
    columns.setdefault("sha256", SAME)
    return make.file(item, name, **columns)
