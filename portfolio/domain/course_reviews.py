"""What a course review asks, and what a review that is a complaint says (001 s4.0, R-346)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.domain.errors import Refusal, Refusals

QUESTIONS: Mapping[str, str] = {
    "teaching": "Teaching and training",
    "assessment": "Assessment and feedback",
    "support": "Support from staff",
    "materials": "Materials and equipment",
    "organisation": "Organisation and information",
}
MARKS: Mapping[int, str] = {5: "Very good", 4: "Good", 3: "Fair", 2: "Poor", 1: "Very poor"}


@dataclass(frozen=True)
class Review:
    """One review as it was given; ``ratings`` holds a mark for each question answered."""

    ratings: Mapping[str, int]
    went_well: str = ""
    to_improve: str = ""
    as_complaint: bool = False

    @property
    def text(self) -> str:
        """The whole form in words, as a case keeps it."""
        lines = [
            f"{words}: {MARKS[self.ratings[key]] if key in self.ratings else 'not rated'}"
            for key, words in QUESTIONS.items()
        ]
        lines.append(f"What went well: {self.went_well.strip() or 'nothing written'}")
        lines.append(f"What to improve: {self.to_improve.strip() or 'nothing written'}")
        return "\n".join(lines)


def check(review: Review) -> None:
    """Refuse a review that says nothing, and a complaint without words."""
    refusals = []
    if review.as_complaint and not review.to_improve.strip():
        words = "Write what to improve: it is what the complaint is about"
        refusals.append(Refusal(words, "to_improve"))
    said = review.ratings or review.went_well.strip() or review.to_improve.strip()
    if not said and not refusals:
        refusals.append(Refusal("Rate something or write something", "went_well"))
    if refusals:
        raise Refusals(refusals)
