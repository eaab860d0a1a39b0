"""An item sent back with Not yet, appealed; and somebody free to review it."""

from __future__ import annotations

from portfolio import clock
from portfolio.domain.appeals import Finding
from portfolio.domain.cases import Outcome
from portfolio.domain.procedure import Office
from portfolio.models.appeal import Appeal
from portfolio.models.assessment import UnitProgress
from portfolio.models.evidence import Evidence
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import appeals as queries
from portfolio.services import appeals, assessment
from portfolio.services.appeal_outcomes import Verdict
from portfolio.services.appeals import Brought
from portfolio.services.case_messages import Letter
from tests.cast import Cast, Person
from tests.integration.services.assessing import (
    MET,
    NOT_YET,
    criteria,
    first_unit,
    sheet,
    submitted,
)

GROUNDS = "The e-mail on page 2 shows it."


def sent_back(cast: Cast) -> tuple[UnitProgress, Evidence]:
    """The first unit with an item that meets 1.1 and 1.2 and not yet 2.1."""
    unit = first_unit(cast)
    item = submitted(cast, unit)
    one, two, three = criteria(cast, unit)
    found = sheet({one: MET, two: MET, three: NOT_YET})
    assessment.refer(cast.make.session, cast.assessor.actor, item, found)
    return unit, item


def reviews(cast: Cast, person: Person) -> None:
    """This person holds the office Appeals reviewer."""
    cast.make.session.add(
        OfficeHolder(
            centre_id=cast.centre.id,
            office=Office.APPEALS_REVIEWER,
            user_id=person.user.id,
            since=clock.now(),
        )
    )
    cast.make.session.flush()


def appealed(cast: Cast, unit: UnitProgress) -> Appeal:
    session = cast.make.session
    keys = tuple(one.key for one in queries.of_unit(session, unit))
    return appeals.bring(session, cast.candidate.actor, unit, Brought(keys, GROUNDS, "Call it met"))


def verdict(appeal: Appeal, outcome: Outcome, reasons: str = "It is on page 2.") -> Verdict:
    findings = tuple(Finding(point.id, outcome, reasons) for point in appeal.points)
    letter = Letter("appeal-outcome", "The outcome of your appeal", "We looked again.")
    return Verdict(findings, letter, appeal.version)
