"""Running headers and footers: what is the same at the edge of several pages, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from portfolio.domain.unit_reading_words import clean, plain
from portfolio.domain.unit_source import PageLine, Pages, PageTable

DEEPEST = 5
"""How many lines from the edge of a page are looked at."""
SAME_HEIGHT = 6.0
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.?)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—|]?\s*(?:page)?",
    re.IGNORECASE,
)
_NAMED_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*[|]\s*page|page\s*[|]\s*\d{1,4}"
    r"|\d{1,4} of \d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)

_NUMBER_AT_AN_END = re.compile(
    r"(?:\bpage\s*)?\b\d{1,4}(?: of \d{1,4})?$|^\d{1,4}(?=\s*[|–—-]\s)", re.IGNORECASE
)
_NAMES_A_NUMBER = re.compile(
    r"(?:unit|level|l?o|outcome|learning|credit|glh|guided)\b", re.IGNORECASE
)


def is_page_number(text: str, *, at_edge: bool) -> bool:
    """Whether the line is a page's number; a bare number is one only at the edge of a page."""
    form = _PAGE_NUMBER if at_edge else _NAMED_PAGE_NUMBER
    return form.fullmatch(plain(text)) is not None


def without_running(pages: Pages) -> tuple[Pages, tuple[str, ...]]:
    """The pages without headers, footers and page numbers, and what those said."""
    by_page: dict[int, list[PageLine]] = defaultdict(list)
    for line in pages.lines:
        by_page[line.page].append(line)
    edges = [
        *(_edge(lines, pages.tables, top=True) for lines in by_page.values()),
        *(_edge(lines, pages.tables, top=False) for lines in by_page.values()),
    ]
    tops, bottoms = edges[: len(by_page)], edges[len(by_page) :]
    gone = _repeated(tops) | _repeated(bottoms)
    if len(by_page) == 1:
        gone |= _beside_page_numbers(pages.lines)
    said = dict.fromkeys(_text(line) for line in pages.lines if line in gone)
    kept = tuple(line for line in pages.lines if line not in gone)
    return replace(pages, lines=kept), tuple(said)


def _text(line: PageLine) -> str:
    return plain(clean(" ".join(word.text for word in line.words)))


def _edge(lines: Sequence[PageLine], tables: Sequence[PageTable], *, top: bool) -> list[PageLine]:
    """The lines nearest to an edge of the page, from the edge inwards, before any table."""
    ordered = sorted(lines, key=lambda line: line.top, reverse=not top)
    beside = [table for table in tables if table.page == lines[0].page]
    if top:
        ordered = [one for one in ordered if all(one.top <= table.top for table in beside)]
    else:
        ordered = [one for one in ordered if all(one.top >= table.bottom - 1 for table in beside)]
    return ordered[:DEEPEST]


def _repeated(edges: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """Lines of an edge that stand on another page too, each with all between it and the edge."""
    places: dict[str, list[PageLine]] = defaultdict(list)
    for edge in edges:
        for line in edge:
            places[_shape(line)].append(line)
    found: set[PageLine] = set()
    for edge in edges:
        for line in edge:
            if not (_elsewhere(line, places[_shape(line)]) or _is_number(line)):
                break
            found.add(line)
    return found


def _shape(line: PageLine) -> str:
    """What a running line is known by: its words, without the number of the page."""
    text = _text(line)
    if _NAMES_A_NUMBER.match(text):
        return text
    return _NUMBER_AT_AN_END.sub("#", text)


def _elsewhere(line: PageLine, same: Sequence[PageLine]) -> bool:
    return any(
        other.page != line.page and abs(other.top - line.top) <= SAME_HEIGHT for other in same
    )


def _beside_page_numbers(lines: Sequence[PageLine]) -> set[PageLine]:
    """Running lines in a text whose pages are not told: page numbers, and what is told with them.

    That is a line beside a page number that comes again, or whose words the document begins with.
    """
    texts = [_text(line) for line in lines]
    beginning = " ".join(texts[:5])
    found: set[PageLine] = set()
    for place, text in enumerate(texts):
        if not is_page_number(text, at_edge=False):
            continue
        found.add(lines[place])
        for near in {place - 2, place - 1, place + 1, place + 2} & set(range(5, len(lines))):
            again = texts.count(texts[near]) > 1 or texts[near] in beginning
            if again and texts[near].count(" ") > 1:
                found.add(lines[near])
    return found


def _is_number(line: PageLine) -> bool:
    return is_page_number(_text(line), at_edge=True)
