"""Outcomes and criteria that stand in columns of a table, each line in the one or the other."""

from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_ahead import Ahead
from portfolio.domain.unit_reading_bodies import Bodies
from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import (
    Numbered,
    dotted,
    single,
    within_outcome,
    without_learner,
)


class Columns:
    """Takes the lines of both columns in the order of their rows."""

    def __init__(self, ahead: Ahead, bodies: Bodies) -> None:
        self._ahead = ahead
        self._bodies = bodies

    def begin(self, index: int, said: Said, number: int, text: str) -> None:
        """Begin an outcome; outcome 1 before another 1.1 begins another body."""
        upcoming = self._ahead.beside(said) or self._ahead.next_criterion(index)
        first = upcoming is not None and (upcoming.major, upcoming.minor) == (1, 1)
        if number == 1 and first and self._bodies.has(Numbered(1, 1, "")):
            self._bodies.restart()
        self._bodies.outcome(index, said, number, text)

    def outcome(self, index: int, said: Said) -> None:
        """A line of the outcomes' column: an outcome begins, or goes on."""
        text = without_learner(said.text)
        if not text or _is_head(text):
            return
        self._bodies.mark_sure(True, soon=True)
        number = single(text)
        if number is not None and self._begins(index, said, number):
            self.begin(index, said, number.major, without_learner(number.text))
            return
        beside, upcoming = self._ahead.beside(said), self._upcoming(index, said)
        another = not self._ahead.is_dotted and said.starts and not self._bodies.is_outcome(text)
        if another or not self._bodies.outcome_continues(said, text, beside, upcoming):
            following = beside or upcoming
            major = following.major if following else self._bodies.next_outcome
            self.begin(index, said, major, text)

    def _upcoming(self, index: int, said: Said) -> Numbered | None:
        """The next criterion, where the line's own row has no criteria at all."""
        if self._ahead.has_criteria_beside(said) or not said.starts:
            return None
        return self._ahead.next_criterion(index)

    def _begins(self, index: int, said: Said, number: Numbered) -> bool:
        """Whether the number at the beginning of a line in this column is the outcome's."""
        beside = self._ahead.beside(said) or self._ahead.next_criterion(index)
        return (
            number.named
            or number.major == self._bodies.next_outcome
            or (beside is not None and beside.major == number.major)
            or said.starts
        )

    def criterion(self, index: int, said: Said) -> bool:
        """A line of the criteria's column: a criterion begins, or goes on.

        False where it is neither.
        """
        text = without_learner(said.text)
        if not text or _is_head(text):
            return True
        self._bodies.mark_sure(True, soon=True)
        number = dotted(text)
        if number is not None and self._is_criterion(index, said, number):
            self._bodies.criterion(index, said, number, self._ahead.next_criterion(index))
            return True
        outcome = single(text)
        if outcome is not None and self._ahead.announces(index, outcome.major):
            self.begin(index, said, outcome.major, outcome.text)
            return True
        if self._ahead.is_dotted:
            taken = self._bodies.outcome_takes(said, text)
        else:
            taken = self._composed(index, said, text)
        return taken or self._bodies.criterion_continues(said, text)

    def _is_criterion(self, index: int, said: Said, number: Numbered) -> bool:
        if not number.text[:1].islower() or said.starts:
            return True
        in_sentence = self._bodies.is_in_text and self._ahead.comes_again(index, number)
        return self._bodies.expects(number) and not in_sentence

    def _composed(self, index: int, said: Said, text: str) -> bool:
        """Take a criterion whose number does not name its outcome, or that has none at all."""
        number = within_outcome(text)
        if number is not None and number.minor == (self._bodies.next_in_outcome or 1):
            self._bodies.lettered(index, said, number)
            return True
        if self._ahead.is_numbered or (not said.starts and not text[:1].isupper()):
            return False
        self._bodies.unnumbered(index, said, text)
        return True


def _is_head(text: str) -> bool:
    found = labels.label(text)
    return found is not None and found.name in labels.HEADS and not found.value
