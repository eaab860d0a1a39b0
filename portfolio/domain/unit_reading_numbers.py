"""Outcomes and criteria found in the lines of a document by their numbers and their columns."""

from collections.abc import Callable, Sequence

from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_ahead import Ahead
from portfolio.domain.unit_reading_bodies import Bodies
from portfolio.domain.unit_reading_body_columns import Columns
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
        self._columns = Columns(self._ahead, self._bodies)
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
            "outcome": self._columns.outcome,
            "criterion": self._criterion,
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

    def _criterion(self, index: int, said: Said) -> None:
        if not self._columns.criterion(index, said):
            self.rest.append(index)

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
            self._columns.begin(index, said, outcome.major, text)
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
            can = self._expecting == "criteria" and self._bodies.next_in_outcome == 1
            self._expecting = "criteria" if can else "learner"
            self._bodies.pause()
        elif self._opens_outcome(index, said, text):
            upcoming = self._ahead.next_criterion(index)
            major = upcoming.major if upcoming else self._bodies.next_outcome
            self._columns.begin(index, said, major, text)
            self._bodies.mark_sure(True)
        elif text.isdigit() and not self._is_awaited(index):
            return  # a number of a page between two lines
        elif self._takes_undotted(index, said) or self._bodies.continued(said, text):
            return
        else:
            self._bodies.stop()
            self.rest.append(index)

    def _is_awaited(self, index: int) -> bool:
        """Whether the line above names a fact whose value is due."""
        above = labels.label(self._said[index - 1].text) if index else None
        return above is not None and above.name in labels.FACTS and not above.value

    def _takes(self, index: int, said: Said, number: Numbered) -> bool:
        """Whether a number n.m at the beginning of a line is a criterion's."""
        if self._part and self._bodies.has(number):
            return False  # guidance on a criterion bears its number
        after = self._said[index + 1] if index + 1 < len(self._said) else None
        if not number.text and (after is None or dotted(after.text) is not None):
            return False
        in_sentence = number.text[:1].islower() and self._bodies.is_in_text
        taken = not in_sentence or (
            self._bodies.expects(number) and not self._ahead.comes_again(index, number)
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
        if self._bodies.has_criteria and (name in self._opened or not self._opened):
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
