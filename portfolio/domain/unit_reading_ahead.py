"""What stands further on in a document: the next number tells what the present one means."""

from collections.abc import Sequence

from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import Numbered, dotted, single, within_outcome

_READ = ("line", "outcome", "criterion")


class Ahead:
    """The numbers of a whole document, found once."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._said = said
        self._dotted = [
            dotted(one.text) if one.role in ("line", "criterion") else None for one in said
        ]
        self._next: list[int | None] = [None] * (len(said) + 1)
        for index in range(len(said) - 1, -1, -1):
            self._next[index] = index if self._dotted[index] else self._next[index + 1]
        self.is_dotted = self._next[0] is not None
        """Whether criteria are numbered n.m anywhere."""
        in_column = [one for one in said if one.role == "criterion"]
        self.is_numbered = self.is_dotted or any(within_outcome(one.text) for one in in_column)
        self._in_rows: dict[int, Numbered] = {}
        self._filled_rows: set[int] = set()
        for one, number in zip(said, self._dotted, strict=True):
            if one.role == "criterion":
                self._filled_rows.add(one.row)
                if number is not None:
                    self._in_rows.setdefault(one.row, number)

    def next_criterion(self, index: int) -> Numbered | None:
        """The first criterion number after the line."""
        found = self._next[index + 1] if index + 1 < len(self._said) else None
        return None if found is None else self._dotted[found]

    def comes_again(self, index: int, number: Numbered) -> bool:
        """Whether the number begins a line again further on in the same unit.

        Then it may stand here within a sentence, as in "section 2.1 of the policy".
        """
        found = self._next[index + 1] if index + 1 < len(self._said) else None
        while found is not None:
            other = self._dotted[found]
            if other is None or (other.major, other.minor) == (1, 1):
                return False
            if (other.major, other.minor) == (number.major, number.minor):
                return True
            found = self._next[found + 1]
        return False

    def announces(self, index: int, major: int) -> bool:
        """Whether the next criterion is the first of this outcome, and none else bears its number
        on the way."""
        found = self._next[index + 1] if index + 1 < len(self._said) else None
        if found is None:
            return False
        number = self._dotted[found]
        if number is None or (number.major, number.minor) != (major, 1):
            return False
        between = self._said[index + 1 : found]
        return not any(
            one.role in _READ and (other := single(one.text)) is not None and other.major == major
            for one in between
        )

    def beside(self, said: Said) -> Numbered | None:
        """The first criterion number in the line's own row."""
        return self._in_rows.get(said.row)

    def has_criteria_beside(self, said: Said) -> bool:
        """Whether any text stands in the criteria's column of the line's own row."""
        return said.row in self._filled_rows
