"""The outcomes and criteria read so far, and which of their texts the next line may continue."""

from portfolio.domain.unit_reading_drafts import Body, Draft, OutcomeDraft, same_words
from portfolio.domain.unit_reading_said import Said, looks_otherwise
from portfolio.domain.unit_reading_words import Numbered, is_bullet


class Bodies:
    """Bodies of criteria as they grow; ``known`` are the document's words."""

    def __init__(self, known: frozenset[str]) -> None:
        self.found: list[Body] = []
        self._known = known
        self._body: Body | None = None
        self._outcome: OutcomeDraft | None = None
        self._criterion: Draft | None = None
        self._open: Draft | None = None
        """The text that a line of running text may continue."""
        self._last: Said | None = None
        self._sure_soon = False
        self.is_paused = False
        """Whether a heading stands between the last text and the next line."""

    # What stands already

    @property
    def next_outcome(self) -> int:
        return self._body.last_outcome + 1 if self._body else 1

    @property
    def next_in_outcome(self) -> int:
        """The number the outcome's next criterion would have, 0 where there is no outcome."""
        return len(self._outcome.criteria) + 1 if self._outcome else 0

    @property
    def has_criteria(self) -> bool:
        return self._body is not None and bool(self._body.criteria)

    @property
    def is_in_text(self) -> bool:
        return self._open is not None and bool(self._open.text)

    def has(self, number: Numbered) -> bool:
        return self._body is not None and self._body.has(f"{number.major}.{number.minor}")

    def has_outcome(self, number: int) -> bool:
        return self._body is not None and self._body.outcome(number) is not None

    def is_open(self, outcome: int) -> bool:
        """Whether the outcome was begun and has no criterion yet."""
        return self._outcome is not None and (
            self._outcome.number == str(outcome) and not self._outcome.criteria
        )

    def expects(self, number: Numbered) -> bool:
        """Whether the number follows the last one, or begins the first body."""
        if self._body is None:
            return True
        if self._outcome is not None and not self._outcome.criteria:
            return (str(number.major), number.minor) == (self._outcome.number, 1)
        major, minor = self._body.last
        return (number.major, number.minor) in ((major, minor + 1), (major + 1, 1))

    # What begins

    def outcome(self, index: int, said: Said, number: int, text: str) -> None:
        """Begin the outcome, or go back to it where it was told before."""
        self._outcome = self._outcome_for(index, said, number, text)
        self._open = self._outcome
        if said.role != "outcome":
            self._criterion = None  # beside a column of criteria the last one may still go on
        self._last = said
        self.is_paused = False

    def restart(self) -> None:
        """The numbers begin again: what comes next belongs to another body."""
        self._body = None

    def _outcome_for(self, index: int, said: Said, number: int, text: str) -> OutcomeDraft:
        body = self._body or self._new(index)
        before = body.outcome(number)
        if before is None:
            before = OutcomeDraft(str(number), said)
            body.outcomes.append(before)
            before.add(text, said, self._known)
        elif before.text and before.criteria:
            before.again = text
        elif text and not same_words(before.text, text):
            before.text, before.lines = "", []
            before.add(text, said, self._known)
        return before

    def criterion(
        self, index: int, said: Said, number: Numbered, upcoming: Numbered | None
    ) -> None:
        """Begin a criterion; 1.1 after others begins another body."""
        body, name = self._body, f"{number.major}.{number.minor}"
        if body is not None and body.has(name) and self._lost_a_nought(number, upcoming):
            name = f"{name}0"
            body.doubts.append((name, f"the document says {number.major}.{number.minor} here"))
        elif body is not None and name == "1.1" and body.has(name) and body.last != (1, 1):
            body = self._new(index)
        body = body or self._new(index)
        self._belongs_to(body, number.major, said)
        self._begin(index, said, name, number.text)

    def _lost_a_nought(self, number: Numbered, upcoming: Numbered | None) -> bool:
        """Whether n.10 was stored as the number n.1, as a spreadsheet does."""
        major, minor = self._body.last if self._body else (0, 0)
        again = upcoming is not None and (upcoming.major, upcoming.minor) == (number.major, 2)
        return number.major == major and minor == number.minor * 10 - 1 and not again

    def _belongs_to(self, body: Body, number: int, said: Said) -> None:
        outcome = body.outcome(number)
        if outcome is None:
            outcome = OutcomeDraft(str(number), said)
            body.outcomes.append(outcome)
        self._outcome = outcome

    def _begin(self, index: int, said: Said, name: str, text: str) -> None:
        outcome = self._outcome
        if outcome is None or self._body is None:
            return
        criterion = Draft(name, said)
        criterion.add(text, said, self._known)
        outcome.criteria.append(criterion)
        self._criterion = self._open = criterion
        self._body.end = index
        self._body.is_sure |= self._sure_soon
        self._last, self.is_paused, self._sure_soon = said, False, False

    def lettered(self, index: int, said: Said, number: Numbered) -> None:
        """Begin a criterion numbered within its outcome only: its number is put together."""
        if self._outcome is None:
            self._outcome = self._outcome_for(index, said, self.next_outcome, "")
        if self._outcome is not None and self._body is not None:
            name = f"{self._outcome.number}.{number.minor}"
            self._body.doubts.append((name, "its number was put together from its outcome's"))
            self._begin(index, said, name, number.text)

    def unnumbered(self, index: int, said: Said, text: str) -> None:
        """Begin a criterion without any number: it is counted."""
        if self._outcome is None:
            self._outcome = self._outcome_for(index, said, self.next_outcome, "")
        if self._outcome is not None and self._body is not None:
            name = f"{self._outcome.number}.{self.next_in_outcome}"
            self._body.doubts.append((name, "it has no number in the document; it was counted"))
            self._begin(index, said, name, text)

    def _new(self, index: int) -> Body:
        self._body = Body(index, end=index)
        self._outcome = self._criterion = None
        self.found.append(self._body)
        return self._body

    def mark_sure(self, sure: bool, *, soon: bool = False) -> None:
        """Note that something says these are outcomes and criteria."""
        if self._body is not None and not soon:
            self._body.is_sure |= sure
        self._sure_soon |= sure

    # What ends, what goes on

    def close(self) -> None:
        """Another unit begins."""
        self._body = None
        self._outcome = None
        self.stop()

    def stop(self) -> None:
        """What comes next continues nothing."""
        self._open = self._criterion = None
        self.is_paused = True

    def pause(self) -> None:
        """A heading within a body: an outcome whose text is still due stays open."""
        if self._open is not None and self._open.text:
            self._open = None
        self.is_paused = True

    def continued(self, said: Said, text: str) -> bool:
        """Put a line of running text to the open outcome or criterion, if it goes on."""
        draft = self._open
        if draft is None or not _goes_on(draft, self._last, said, text):
            return False
        self._over_page(draft, said, text)
        draft.add(text, said, self._known)
        self._last = said
        return True

    def criterion_continues(self, said: Said, text: str) -> bool:
        """Put a line of the criteria's column to the last criterion."""
        if self._criterion is None:
            return False
        self._criterion.add(text, said, self._known)
        self._last = said
        return True

    def outcome_continues(
        self, said: Said, text: str, beside: Numbered | None, upcoming: Numbered | None
    ) -> bool:
        """Put a line of the outcomes' column to the outcome, unless it begins another one."""
        outcome = self._outcome
        if outcome is None or self._body is None:
            return False
        if same_words(outcome.text, text):
            return True
        number = beside or upcoming
        if number is not None and number.minor == 1 and not self.is_open(number.major):
            return False
        if said.starts and number is None and outcome.criteria and not self._body.last[0]:
            return False
        outcome.add(text, said, self._known)
        return True

    def is_outcome(self, text: str) -> bool:
        """Whether these are the words of the outcome that is read."""
        return self._outcome is not None and same_words(self._outcome.text, text)

    def outcome_takes(self, said: Said, text: str) -> bool:
        """Put the text to an outcome of which only the number was told, in a column of its own."""
        outcome = self._outcome
        if outcome is None or outcome.criteria or outcome.text:
            return False
        outcome.add(text, said, self._known)
        return True

    def _over_page(self, draft: Draft, said: Said, text: str) -> None:
        over = self._last is not None and self._last.flow != said.flow
        if over and text[:1].isupper() and not draft.text.endswith((",", ":", ";")):
            draft.guessed.append("it goes on over the end of a page: check where it ends")


def _goes_on(draft: Draft, last: Said | None, said: Said, text: str) -> bool:
    """Whether a line of running text continues what stands above it."""
    if not draft.text or is_bullet(text):
        return True
    if last is not None and last.size and looks_otherwise(last, said):
        return False
    begins_small = text[:1].islower()
    if last is not None and (last.role, last.table) != (said.role, said.table):
        return begins_small  # what stood in a table goes on in it
    ended = draft.text.rstrip().endswith((".", "!", "?"))
    if last is not None and last.flow != said.flow and not said.starts:
        return begins_small or not ended
    if said.starts:
        return begins_small or draft.text.rstrip().endswith((",", ":", ";", "-", "–"))
    return True
