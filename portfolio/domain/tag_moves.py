"""Which criterion of a new version takes the place of one of the old, as a first proposal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

ALIKE = 0.5
"""Of a likeness from 0 to 1, with half as much again for the same number: less is no proposal."""
SAME_NUMBER = 0.25
_SPLIT = re.compile(r"\w+")


@dataclass(frozen=True)
class Worded:
    """A criterion or evidence requirement of one version."""

    id: UUID
    number: str
    text: str

    @property
    def words(self) -> str:
        """Its text as it is compared: white space folded."""
        return " ".join(self.text.split())


def unchanged(before: Worded, after: Worded) -> bool:
    """Whether both say the same, so that what was decided for one holds for the other."""
    return before.words == after.words


def proposals(before: Sequence[Worded], after: Sequence[Worded]) -> dict[UUID, UUID | None]:
    """The new criterion for each old one, each new one proposed once; None where none is alike.

    The same words come first, then what is most alike, the same number counting in its favour.
    """
    found: dict[UUID, UUID | None] = {one.id: None for one in before}
    free = {one.id: one for one in after}
    for old in before:
        same = [one for one in free.values() if unchanged(old, one)]
        if same:
            chosen = min(same, key=lambda one: one.number != old.number)
            found[old.id] = chosen.id
            del free[chosen.id]
    rest = [old for old in before if found[old.id] is None]
    pairs = sorted(_likenesses(rest, list(free.values())), key=lambda pair: -pair[0])
    taken = set[UUID]()
    for likeness, old_id, new_id in pairs:
        if likeness >= ALIKE and found[old_id] is None and new_id not in taken:
            found[old_id] = new_id
            taken.add(new_id)
    return found


def carries(
    before: Iterable[Worded], after: Iterable[Worded], mapping: dict[UUID, UUID | None]
) -> set[UUID]:
    """The old criteria whose decisions hold on: moved one to one, and worded the same."""
    new = {one.id: one for one in after}
    targets = [target for target in mapping.values() if target is not None]
    kept = set[UUID]()
    for old in before:
        target = mapping.get(old.id)
        if target is not None and targets.count(target) == 1 and unchanged(old, new[target]):
            kept.add(old.id)
    return kept


def _likenesses(
    before: Sequence[Worded], after: Sequence[Worded]
) -> Iterator[tuple[float, UUID, UUID]]:
    """Every pair with its likeness, by words: by letters a whole new unit would take seconds."""
    olds = [(old, _SPLIT.findall(old.text.casefold())) for old in before]
    for new in after:
        matcher = SequenceMatcher(None, "", _SPLIT.findall(new.text.casefold()), autojunk=False)
        for old, words in olds:
            matcher.set_seq1(words)
            alike = matcher.ratio() + (SAME_NUMBER if old.number == new.number else 0)
            yield alike, old.id, new.id
