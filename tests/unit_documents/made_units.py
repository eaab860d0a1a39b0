"""Units made of our own words: what a document says, and so what must be found in it."""

import random
from dataclasses import dataclass

from portfolio.domain.numbering import REFERENCE_LETTERS

VERBS = ("Describe", "Explain", "Outline", "Compare", "Show", "Record", "Agree", "Check", "Give")
THINGS = (
    "the ways in which people ask for help at a busy counter",
    "how a promise made on the telephone is kept",
    "what a well-kept appointment book tells a colleague",
    "the follow-up that a late delivery calls for",
    "when to hand a question over to someone else",
    "the difference between a wish and a need, with examples from one's own team",
    "how notes taken during a talk are stored and for how long",
    "the steps from a first greeting to a settled bill",
    "why an answer in plain words saves time for everyone (including the person who asks)",
    "where the rules of the house are written down and who keeps them up to date",
)
OPENINGS = ("Understand how to", "Be able to", "Know how to", "Understand why people")
AIMS = (
    "greet visitors at the front desk",
    "keep the records of a small team",
    "put a mistake right without delay",
    "plan the work of a week with others",
    "listen to what is meant and not only to what is said",
)
TITLES = (
    "Keep the front desk in order",
    "Answer questions from visitors",
    "Put things right after a mistake",
    "Plan a week's work with a team",
    "Look after records and keys",
    "Welcome groups in a foreign language",
)


@dataclass(frozen=True)
class MadeCriterion:
    number: str
    text: str


@dataclass(frozen=True)
class MadeOutcome:
    number: str
    text: str
    criteria: tuple[MadeCriterion, ...]


@dataclass(frozen=True)
class MadeUnit:
    reference: str
    title: str
    level: int
    credit: int
    glh: int
    outcomes: tuple[MadeOutcome, ...]
    purpose: str = "This unit is about the work at a counter and what it asks of a person."

    @property
    def criteria(self) -> list[MadeCriterion]:
        return [criterion for outcome in self.outcomes for criterion in outcome.criteria]


def reference(digits: str) -> str:
    """A reference with the right first letter for seven digits."""
    total = sum(w * int(d) for w, d in zip((8, 7, 6, 5, 4, 3, 2), digits, strict=True))
    return f"{REFERENCE_LETTERS[total % 11]}/{digits[:3]}/{digits[3:]}"


def unit(seed: int = 1, counts: tuple[int, ...] = (3, 4, 2)) -> MadeUnit:
    """A unit with as many criteria in each outcome as ``counts`` says."""
    chance = random.Random(seed)  # noqa: S311 (specimens, no secrets)
    outcomes = tuple(
        MadeOutcome(
            str(place),
            f"{chance.choice(OPENINGS)} {chance.choice(AIMS)}",
            tuple(
                MadeCriterion(f"{place}.{n}", f"{chance.choice(VERBS)} {chance.choice(THINGS)}")
                for n in range(1, count + 1)
            ),
        )
        for place, count in enumerate(counts, start=1)
    )
    digits = f"{chance.randrange(10**7):07}"
    return MadeUnit(
        reference(digits),
        TITLES[seed % len(TITLES)],
        chance.randint(1, 4),
        chance.randint(2, 12),
        chance.randint(13, 20),
        outcomes,
    )
