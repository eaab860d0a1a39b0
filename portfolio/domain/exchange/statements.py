"""Statements of any framework as a tree, before they are units, outcomes and criteria."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portfolio.domain.exchange.json_place import Place

_NOTHING = Place({}, "")


@dataclass(frozen=True)
class Statement:
    """One statement with those under it, in order; `own` holds facts Portfolio once wrote.

    `kind` is what the file calls it, `words` where it stands in the file.
    """

    code: str
    text: str
    words: str
    kind: str = ""
    guidance: str = ""
    level: int | None = None
    own: Place = _NOTHING
    children: tuple["Statement", ...] = field(default_factory=tuple)

    @property
    def named(self) -> str:
        """The statement in a sentence, shortened."""
        text = self.text if len(self.text) <= 60 else f"{self.text[:57]}…"
        return f"{self.code} {text}".strip()

    def below(self) -> Iterator["Statement"]:
        """Every statement under this one, in reading order."""
        for child in self.children:
            yield child
            yield from child.below()


def height(statements: Sequence[Statement]) -> int:
    """How many levels the statements have."""
    return 1 + max((height(s.children) for s in statements), default=0) if statements else 0
