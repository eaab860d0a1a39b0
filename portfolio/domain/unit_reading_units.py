"""The units of a document: each body of criteria with the facts and parts that stand around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from portfolio.domain import unit_reading_facts as facts
from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_drafts import Body, same_words
from portfolio.domain.unit_reading_front import OPENING, Fact, title_words
from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_words import is_bullet, plain

NEAR = 3
"""Lines within which a title without a label stands before the first fact."""
PARTS = (
    *("purpose", "knowledge", "assessed_how", "evidence_requirements", "guidance"),
    *("nos_codes", "resources"),
)


@dataclass
class Stretch:
    """A unit's lines that are no criteria: from ``begin`` up to ``end``, its body within."""

    body: Body | None
    begin: int
    end: int
    facts: list[Fact] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def fact(self, name: str) -> Fact | None:
        """The fact as told before the criteria, else after them; with a label if one is."""
        own = [one for one in self.facts if one.name == name and one.value]
        middle = self.body.start if self.body else self.end
        own.sort(key=lambda one: (not one.labelled, one.index > middle))
        return own[0] if own else None


def stretches(
    bodies: Sequence[Body], told: Sequence[Fact], rest: Sequence[int], said: Sequence[Said]
) -> list[Stretch]:
    """Where each unit begins and ends, and what is told there."""
    begins: list[int] = []
    before = -1
    for body in bodies:
        front = [one for one in told if before < one.index < body.start]
        if begins:
            front = _without_trailing(
                front, [one for one in told if begins[-1] <= one.index <= before]
            )
        begins.append(_begin(body, before, front, rest, said))
        before = body.end
    ends = [*begins[1:], len(said)]
    if not bodies:
        begins, ends = [0], [len(said)]
    return [
        Stretch(
            bodies[place] if bodies else None,
            begin,
            end,
            [fact for fact in told if begin <= fact.index < end],
            [index for index in rest if begin <= index < end],
        )
        for place, (begin, end) in enumerate(zip(begins, ends, strict=True))
    ]


def _begin(
    body: Body, before: int, front: Sequence[Fact], rest: Sequence[int], said: Sequence[Said]
) -> int:
    """The first line of a unit: its first opening fact, with a title that may stand above it."""
    opening: dict[str, Fact] = {}
    first: Fact | None = None
    for fact in reversed(front):
        if fact.name not in OPENING:
            continue
        known = opening.get(fact.name)
        if known is not None and known.value != fact.value:
            if known.labelled and not fact.labelled:
                continue
            break
        opening[fact.name] = first = fact
        if fact.name == "unit":
            break
    begin = first.index if first is not None else (front[0].index if front else body.start)
    if "title" in opening or any(said[i].role == "unit" for i in rest if i == begin):
        return begin
    above = title_above(begin, before, rest, said)
    return begin if above is None else above


def _without_trailing(front: Sequence[Fact], above: Sequence[Fact]) -> list[Fact]:
    """The facts between two units without those that the unit above tells after its criteria.

    A unit that tells its reference there has none before them, and its title stands before.
    """
    titles = [place for place, one in enumerate(front) if one.name == "title"]
    lacking = not any(one.name == "reference" for one in above) and len(titles) == 1
    return list(front[titles[0] :] if lacking else front)


def title_above(begin: int, before: int, rest: Sequence[int], said: Sequence[Said]) -> int | None:
    """The line above that may be the title: the largest of the nearest few, else the nearest."""
    near = [i for i in rest if before < i < begin and said[i].role == "line"][-NEAR:]
    free = [i for i in near if _may_be_title(said[i])]
    if not free:
        return None
    largest = max(said[i].size for i in free)
    return next(i for i in reversed(free) if said[i].size == largest)


def _may_be_title(line: Said) -> bool:
    text = plain(line.text)
    return (
        4 <= len(text) <= 150
        and not text.endswith((".", ":", ";", ","))
        and not text[0].islower()
        and not is_bullet(line.text)
        and labels.label(line.text) is None
        and not labels.is_contents_entry(line.text)
        and not facts.references(text)
    )


def guessed_title(stretch: Stretch, said: Sequence[Said]) -> Fact | None:
    """The title of a unit whose document does not label it: a line before its criteria."""
    middle = stretch.body.start if stretch.body else stretch.end
    front = [i for i in stretch.lines if i < middle and said[i].role == "line"]
    first = min((fact.index for fact in stretch.facts), default=middle)
    free = [i for i in front if _may_be_title(said[i])]
    beside = [one for one in stretch.facts if one.name == "reference" and one.index < middle]
    for fact in beside:
        words = facts.without_reference(said[fact.index].text)
        named = labels.label(said[fact.index].text) or labels.named(words)
        if named is None and len(words) > 8:
            return Fact(fact.index, "title", plain(words), fact.at, labelled=False)
    if not free:
        return None
    largest = max(said[i].size for i in free)
    best = min(free, key=lambda i: (-said[i].size if largest else 0, i > first, abs(i - first)))
    return Fact(best, "title", title_words(said[best].text), said[best].at, labelled=False)


def parts(stretch: Stretch, said: Sequence[Said]) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Texts under the headings around the criteria, by the part's name, with their lines."""
    found: dict[str, tuple[list[str], list[int]]] = {}
    current = ""
    for before, index in pairwise([-2, *stretch.lines]):
        line = said[index]
        if line.role in PARTS:
            _put(found, line.role, line)
            continue
        if stretch.body and before < stretch.body.start <= index:
            current = ""
        named = labels.label(line.text)
        if line.role != "line" or (named is not None and named.name not in PARTS):
            current = ""
        elif named is not None:
            current = named.name
            if named.value:
                _put(found, current, line, named.value)
        elif current:
            _put(found, current, line)
    return {name: (_paragraphs(texts), tuple(lines)) for name, (texts, lines) in found.items()}


def _put(
    found: dict[str, tuple[list[str], list[int]]], name: str, line: Said, text: str | None = None
) -> None:
    texts, lines = found.setdefault(name, ([], []))
    words = plain(line.text if text is None else text)
    if not words:
        return
    lines.append(line.at)
    if texts and not line.starts and not is_bullet(words) and text is None:
        texts[-1] = f"{texts[-1]} {words}"
    else:
        texts.append(words)


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(texts)


def repeats(body: Body, before: Body) -> bool:
    """Whether a body tells the criteria of the one before it again."""
    known = {criterion.number: criterion.text for criterion in before.criteria}
    same = [one for one in body.criteria if same_words(known.get(one.number, ""), one.text)]
    return len(same) * 2 > len(body.criteria)
