"""Outcomes and criteria found in the lines of a document by their numbers and their columns."""

from collections.abc import Callable, Sequence

from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_ahead import Ahead
from portfolio.domain.unit_reading_bodies import Bodies
from portfolio.domain.unit_reading_drafts import Body
from portfolio.domain.unit_reading_front import opening
from portfolio.domain.unit_reading_pages import is_page_number
from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import (
    LEARNER,
    PHRASE,
    Numbered,
    dotted,
    single,
    within_outcome,
    without_learner,
)

_BODY_HEADS = ("outcomes", "criteria", "learner")


class Numbers:
    """Reads line after line; what belongs to no outcome or criterion is left in ``rest``."""

    def __init__(self, said: Sequence[Said], known: frozenset[str]) -> None:
        self._said = said
        self._ahead = Ahead(said)
        self._bodies = Bodies(known)
        self.rest: list[int] = []
        """Indices of the lines that are no outcome's and no criterion's."""
        self._expecting = ""
        self._part = ""
        self._opened: dict[str, str] = {}
        """Title and reference of the unit that is read, to know them when they come again."""

    def read(self) -> list[Body]:
        """The bodies of criteria in the order of the document."""
        by_role: dict[str, Callable[[int, Said], None]] = {
            "line": self._line,
            "outcome": self._in_outcomes,
            "criterion": self._in_criteria,
        }
        for index, said in enumerate(self._said):
            if said.role == "unit":
                self._bodies.close()
                self.rest.append(index)
            elif said.role in by_role:
                by_role[said.role](index, said)
            else:
                if said.role.startswith("fact:") and not self._opens_unit(said):
                    self._bodies.stop()
                self.rest.append(index)
        return self._bodies.found

    # A line of running text

    def _line(self, index: int, said: Said) -> None:
        if labels.is_contents_entry(said.text) or is_page_number(said.text, at_edge=False):
            return
        number = dotted(said.text)
        if number is not None and self._takes(index, said, number):
            self._bodies.criterion(index, said, number, self._ahead.next_criterion(index))
            return
        outcome = single(said.text)
        if outcome is not None and self._is_outcome(index, outcome):
            text = without_learner(outcome.text) if outcome.text else ""
            self._outcome(index, said, outcome.major, text)
            self._bodies.mark_sure(bool(outcome.named or PHRASE.match(text) or self._expecting))
            self._part = ""
            return
        if self._opens_unit(said) or self._is_heading(said, outcome):
            self.rest.append(index)
            return
        self._other(index, said)

    def _other(self, index: int, said: Said) -> None:
        """A line without a number of its own, or with one that is not of our kind."""
        text = without_learner(said.text)
        if LEARNER.match(said.text) and not text:
            self._expecting = "learner"
            self._bodies.pause()
        elif self._opens_outcome(index, said, text):
            upcoming = self._ahead.next_criterion(index)
            major = upcoming.major if upcoming else self._bodies.next_outcome
            self._outcome(index, said, major, text)
            self._bodies.mark_sure(True)
        elif self._takes_undotted(index, said) or self._bodies.continued(said, text):
            return
        else:
            self._bodies.stop()
            self.rest.append(index)

    def _takes(self, index: int, said: Said, number: Numbered) -> bool:
        """Whether a number n.m at the beginning of a line is a criterion's."""
        if self._part and self._bodies.has(number):
            return False  # guidance on a criterion bears its number
        after = self._said[index + 1] if index + 1 < len(self._said) else None
        if not number.text and (after is None or dotted(after.text) is not None):
            return False
        taken = self._bodies.expects(number) or not (
            number.text[:1].islower() and self._bodies.is_in_text
        )
        if taken:
            self._bodies.mark_sure(bool(self._expecting), soon=True)
            self._part = ""
        return taken

    def _is_outcome(self, index: int, number: Numbered) -> bool:
        if labels.named(number.text) is not None and not number.named:
            return False
        if number.named or self._ahead.announces(index, number.major):
            return not (self._part and self._bodies.has_outcome(number.major))
        in_turn = number.major in (1, self._bodies.next_outcome)
        if self._expecting in ("outcomes", "learner") and in_turn:
            return not self._bodies.has_criteria or PHRASE.match(number.text) is not None
        return not self._ahead.is_dotted and in_turn and PHRASE.match(number.text) is not None

    def _opens_unit(self, said: Said) -> bool:
        """Whether a title or a reference begins another unit after the criteria of this one.

        One that was told already stands in a running header: it interrupts nothing.
        """
        opened = opening(said)
        if opened is None:
            return False
        name, value = opened
        if self._opened.get(name) == value:
            return True
        if self._bodies.has_criteria:
            self._bodies.close()
            self._opened.clear()
        self._opened[name] = value
        self._bodies.stop()
        self._expecting = self._part = ""
        return True

    def _is_heading(self, said: Said, numbered: Numbered | None) -> bool:
        """Whether the line is a label or a heading, which ends what stood before it."""
        text = numbered.text if numbered is not None and not numbered.named else said.text
        found = labels.label(text)
        if found is None:
            return False
        self._bodies.pause() if found.name in labels.HEADS else self._bodies.stop()
        if found.name in _BODY_HEADS:
            self._expecting, self._part = found.name, ""
        else:
            self._part = "" if found.name in labels.FACTS else found.name
            self._expecting = ""
        return True

    def _opens_outcome(self, index: int, said: Said, text: str) -> bool:
        """Whether an outcome without a number of its own begins: the next criterion has it."""
        upcoming = self._ahead.next_criterion(index)
        if upcoming is None or upcoming.minor != 1 or self._bodies.is_open(upcoming.major):
            return False
        if PHRASE.match(text):
            return True
        near = self._said[index + 1 : index + 4]
        first = any((n := dotted(one.text)) and n.major == upcoming.major for one in near)
        return first and bool(text) and self._expecting == "outcomes" and self._bodies.is_paused

    def _takes_undotted(self, index: int, said: Said) -> bool:
        """Take "a)" or "2." for a criterion where none is numbered n.m and criteria are due."""
        if self._ahead.is_dotted or not self._bodies.next_in_outcome:
            return False
        number = within_outcome(said.text)
        if number is None or number.minor != self._bodies.next_in_outcome:
            return False
        due = self._expecting in ("criteria", "learner") or not said.text[:1].isdigit()
        if due:
            self._bodies.lettered(index, said, number)
        return due

    # Columns of outcomes and criteria

    def _in_outcomes(self, index: int, said: Said) -> None:
        text = without_learner(said.text)
        found = labels.label(text)
        if not text or (found is not None and found.name in labels.HEADS and not found.value):
            return
        self._bodies.mark_sure(True, soon=True)
        number = single(text)
        if number is not None and self._begins(index, said, number):
            self._outcome(index, said, number.major, without_learner(number.text))
            return
        beside = self._ahead.beside(said)
        if self._bodies.outcome_continues(said, text, beside, self._upcoming(index, said)):
            return
        upcoming = beside or self._upcoming(index, said)
        major = upcoming.major if upcoming else self._bodies.next_outcome
        self._outcome(index, said, major, text)

    def _outcome(self, index: int, said: Said, number: int, text: str) -> None:
        """Begin an outcome; outcome 1 before another 1.1 begins another body."""
        upcoming = self._ahead.beside(said) or self._ahead.next_criterion(index)
        first = upcoming is not None and (upcoming.major, upcoming.minor) == (1, 1)
        if number == 1 and first and self._bodies.has(Numbered(1, 1, "")):
            self._bodies.restart()
        self._bodies.outcome(index, said, number, text)

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

    def _in_criteria(self, index: int, said: Said) -> None:
        text = without_learner(said.text)
        found = labels.label(text)
        if not text or (found is not None and found.name in labels.HEADS and not found.value):
            return
        self._bodies.mark_sure(True, soon=True)
        number = dotted(text)
        if number is not None and (
            self._bodies.expects(number) or said.starts or not number.text[:1].islower()
        ):
            self._bodies.criterion(index, said, number, self._ahead.next_criterion(index))
            return
        outcome = single(text)
        if outcome is not None and self._ahead.announces(index, outcome.major):
            self._outcome(index, said, outcome.major, outcome.text)
        elif not self._ahead.is_dotted and self._composed(index, said, text):
            return
        elif not self._bodies.criterion_continues(said, text):
            self.rest.append(index)

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
