"""The letter that tells a candidate the outcome of an appeal, point by point (R-282)."""

from collections.abc import Sequence

from portfolio.domain.actors import Actor
from portfolio.domain.appeals import Finding
from portfolio.domain.criterion_words import criterion_name
from portfolio.domain.date_words import day, uk_date
from portfolio.domain.numbering import is_requirement_number
from portfolio.domain.procedure_templates import fill
from portfolio.models.appeal import Appeal, AppealPoint
from portfolio.queries.case_standing import procedure_of
from portfolio.services.case_messages import Letter

OUTCOME = "appeal-outcome"


def outcome(sender: Actor, appeal: Appeal, findings: Sequence[Finding], more: str) -> Letter:
    """The centre's own letter with every finding and its reasons; ``more`` is what is added."""
    case = appeal.case
    template = procedure_of(case).templates[OUTCOME]
    found = {finding.point_id: finding for finding in findings}
    lines = [
        f"{point_words(point)}: {found[point.id].outcome}. {found[point.id].reasons.strip()}"
        for point in appeal.points
        if point.id in found
    ]
    values = {
        "name": case.name,
        "reference": case.reference,
        "kind": case.kind.value.lower(),
        "subject": case.category_label,
        "received": day(uk_date(case.received_at)),
        "message": "\n\n".join([*lines, more.strip()]),
        "sender": sender.name,
        "centre": sender.centre_name,
    }
    subject, text = fill(template, values)
    return Letter(OUTCOME, subject, text)


def point_words(point: AppealPoint) -> str:
    """A decision as a letter names it: "Criterion 2.1 on E-07"."""
    if point.criterion is None or point.evidence is None:
        return point.kind.value
    number = point.criterion.criterion_number
    kind = "" if is_requirement_number(number) else "Criterion "
    return f"{kind}{criterion_name(number)} on {point.evidence.code}"
