"""What happens to course reviews."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class CourseReviewed(Event):
    """``case`` is the reference of the complaint it was turned into, or empty."""

    name: ClassVar[str] = "course-review:given"
    subject_kind: ClassVar[str] = "course_review"
    case: str
