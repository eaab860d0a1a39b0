"""Columns of a page without ruled lines: the gaps between words that run down several lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portfolio.domain.unit_source import Cell, Line, PageLine, Word

SAME_PLACE = 3.0
"""Points within which words begin at one place."""
WIDE = 0.55
"""Of the letters' size: a gap that may part columns."""
CLEAR = 0.9
"""The usual width of a gap that parts columns; between stretched words gaps are narrower."""
WIDER = 1.6
"""A gap that is told even where there are no columns, by a tab."""
FEWEST = 3
"""Lines that must begin at a place to make it a column."""


@dataclass(frozen=True)
class Block:
    """Lines one under another with columns in common, or running text without any."""

    lines: tuple[tuple[PageLine, tuple[float, ...]], ...]
    """Each with where its second and further columns begin."""

    @property
    def in_columns(self) -> bool:
        return bool(self.lines[0][1])


def blocks(lines: Sequence[PageLine]) -> list[Block]:
    """The lines of a page, from top to bottom, parted where columns begin or end."""
    ordered = sorted(lines, key=lambda line: (line.top, line.words[0].left))
    active: list[set[float]] = [set() for _ in ordered]
    for place in _places(ordered):
        for first, last in _runs(ordered, place):
            for index in range(first, last + 1):
                active[index].add(place)
    found: list[Block] = []
    begin = 0
    for index in range(1, len(ordered) + 1):
        if index == len(ordered) or not _belong(active[begin:index], active[index]):
            placed = zip(ordered[begin:index], active[begin:index], strict=True)
            found.append(Block(tuple((line, tuple(sorted(lefts))) for line, lefts in placed)))
            begin = index
    return found


def _belong(above: Sequence[set[float]], here: set[float]) -> bool:
    """Whether a line has columns in common with those above it, or neither has any."""
    before = above[-1]
    return bool(before & here) or (not before and not here)


def _places(lines: Sequence[PageLine]) -> list[float]:
    """Where columns may begin: places at which words after a wide gap begin on several lines."""
    after_gap: list[tuple[float, float]] = []
    firsts: list[float] = []
    for line in lines:
        firsts.append(line.words[0].left)
        for before, word in pairwise(line.words):
            if word.left - before.right >= _wide(line):
                after_gap.append((word.left, (word.left - before.right) / max(line.size, 1)))
    return [
        place
        for place, gaps, usual in _clustered(after_gap)
        if usual >= CLEAR
        and (gaps >= 2 or gaps + sum(abs(left - place) <= SAME_PLACE for left in firsts) >= FEWEST)
    ]


def _clustered(gaps: Sequence[tuple[float, float]]) -> list[tuple[float, int, float]]:
    """Places that are the same but for a hair: where, how often, and how wide the usual gap is."""
    found: list[list[tuple[float, float]]] = []
    for gap in sorted(gaps):
        if found and gap[0] - found[-1][-1][0] <= SAME_PLACE:
            found[-1].append(gap)
        else:
            found.append([gap])
    return [
        (same[0][0], len(same), sorted(width for _, width in same)[len(same) // 2])
        for same in found
    ]


def _wide(line: PageLine) -> float:
    return max(WIDE * line.size, 3.5)


@dataclass(frozen=True)
class _Beside:
    """What a line has on both sides of a place."""

    crosses: bool
    begins: bool
    has_left: bool


def _beside(line: PageLine, place: float) -> _Beside:
    left = [word.right for word in line.words if word.left < place - SAME_PLACE]
    right = [word.left for word in line.words if word.left >= place - SAME_PLACE]
    if left and max(left) > place - 1:
        return _Beside(crosses=True, begins=False, has_left=True)
    glued = bool(left and right) and min(right) - max(left) < _wide(line)
    begins = bool(right) and abs(min(right) - place) <= SAME_PLACE
    return _Beside(crosses=glued, begins=begins and not glued, has_left=bool(left))


def _runs(lines: Sequence[PageLine], place: float) -> list[tuple[int, int]]:
    """First and last line of each stretch in which nothing stands across the place."""
    sides = [_beside(line, place) for line in lines]
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if sides[index].crosses:
            index += 1
            continue
        end = index
        while end + 1 < len(lines) and not sides[end + 1].crosses:
            end += 1
        run = _trimmed(sides, index, end)
        if run is not None:
            found.append(run)
        index = end + 1
    return found


def _trimmed(sides: Sequence[_Beside], first: int, last: int) -> tuple[int, int] | None:
    """The stretch from its first line with both columns on; none where they are too few."""
    both = [i for i in range(first, last + 1) if sides[i].begins and sides[i].has_left]
    begun = [i for i in range(first, last + 1) if sides[i].begins]
    if not both or (len(begun) < FEWEST and len(both) < 2):
        return None
    return min(begun[0], both[0]), last


def cells(line: PageLine, lefts: Sequence[float], right: float) -> tuple[Cell, ...]:
    """The line's words by column, an empty cell where a column has none on it."""
    found = []
    for begin, end in zip((0.0, *lefts), (*lefts, right), strict=True):
        least = begin - SAME_PLACE if begin else begin
        words = [word for word in line.words if least <= word.left < end - SAME_PLACE]
        said = (_line(words, line),) if words else ()
        found.append(Cell(begin, end, said))
    return tuple(found)


def _line(words: Sequence[Word], line: PageLine) -> Line:
    """The words of one column, which may look otherwise than those of the next."""
    longest = max(words, key=lambda word: len(word.text))
    return Line(
        _spaced(words, line.size), line.top, size=longest.size or line.size, bold=longest.bold
    )


def _spaced(words: Sequence[Word], size: float) -> str:
    """The words with spaces between them, and tabs where they are far apart."""
    text = words[0].text
    for before, word in pairwise(words):
        text += ("\t" if word.left - before.right >= WIDER * size else " ") + word.text
    return text
