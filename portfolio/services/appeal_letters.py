"""What the letter says that tells a candidate the outcome of an appeal (R-282)."""

from collections.abc import Sequence

from portfolio.domain.appeals import Finding
from portfolio.domain.criterion_words import criterion_name
from portfolio.domain.numbering import is_requirement_number
from portfolio.models.appeal import Appeal, AppealPoint

OUTCOME = "appeal-outcome"


def message(appeal: Appeal, findings: Sequence[Finding], more: str) -> str:
    """What the centre's letter carries: every finding with its reasons, then what is added."""
    found = {finding.point_id: finding for finding in findings}
    lines = [
        f"{point_words(point)}: {found[point.id].outcome}. {found[point.id].reasons.strip()}"
        for point in appeal.points
        if point.id in found
    ]
    return "\n\n".join([*lines, more.strip()]).strip()


def point_words(point: AppealPoint) -> str:
    """A decision as a letter names it: "Criterion 2.1 on E-07"."""
    if point.criterion is None or point.evidence is None:
        return point.kind.value
    number = point.criterion.criterion_number
    kind = "" if is_requirement_number(number) else "Criterion "
    return f"{kind}{criterion_name(number)} on {point.evidence.code}"
