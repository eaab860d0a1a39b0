"""What a case page adds for an appeal or an enquiry about results; its templates ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.extensions import db_session
from portfolio.models.appeal import Appeal
from portfolio.models.case import Case
from portfolio.models.result_enquiry import ResultEnquiry
from portfolio.queries import appeals, result_enquiries
from portfolio.services.appeal_letters import point_words
from portfolio.web.cases import blueprint


@dataclass(frozen=True)
class AppealPart:
    """The appeal of a case; None while nobody named the decision."""

    case: Case
    appeal: Appeal | None
    words: Callable[..., str] = point_words

    def reviews(self, actor: Actor) -> bool:
        """Whether it is this person who decides it."""
        return self.appeal is not None and self.appeal.reviewer_id == actor.user_id


@dataclass(frozen=True)
class EnquiryPart:
    case: Case
    enquiry: ResultEnquiry | None

    @property
    def days_waited(self) -> int | None:
        """Days since the awarding organisation was asked; None when nothing is awaited."""
        found = self.enquiry
        if found is None or found.asked_on is None or found.result_on is not None:
            return None
        return (clock.today() - found.asked_on).days


def appeal_part(case: Case) -> AppealPart:
    return AppealPart(case, appeals.of_case(db_session(), case.id))


def enquiry_part(case: Case) -> EnquiryPart:
    return EnquiryPart(case, result_enquiries.of_case(db_session(), case.id))


@blueprint.context_processor
def parts() -> dict[str, Any]:
    """``appeal_part(case)`` and ``enquiry_part(case)``, for templates/cases alone."""
    return {"appeal_part": appeal_part, "enquiry_part": enquiry_part}
