"""Reading a unit document: from its lines and tables to its units, with every doubt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from portfolio.domain import unit_reading_facts as facts
from portfolio.domain.found_units import (
    Doubt,
    FoundCriterion,
    FoundOutcome,
    FoundUnit,
    Reading,
    SourceLine,
)
from portfolio.domain.numbering import criterion_order
from portfolio.domain.unit_reading_doubts import doubts_of
from portfolio.domain.unit_reading_drafts import Body, same_words
from portfolio.domain.unit_reading_front import Fact, facts_in
from portfolio.domain.unit_reading_inline import parted
from portfolio.domain.unit_reading_layout import as_rows
from portfolio.domain.unit_reading_numbers import Numbers
from portfolio.domain.unit_reading_said import Said
from portfolio.domain.unit_reading_tables import Reader
from portfolio.domain.unit_reading_units import (
    Stretch,
    guessed_title,
    parts,
    repeats,
    stretches,
)
from portfolio.domain.unit_reading_words import plain
from portfolio.domain.unit_source import Pages, Row, Rows

MOST_ROWS = 15_000
"""Lines and rows of a document that are read: a specification of 300 pages."""
TOO_LONG = f"Only the first {MOST_ROWS:,} lines were read"


def read(document: Pages | Rows) -> Reading:
    """The units of a document, with what is doubtful about each; none where it has no unit."""
    rows, heads = (
        as_rows(document) if isinstance(document, Pages) else (document.rows, document.heads)
    )
    counted, source = _counted(rows[:MOST_ROWS])
    reader = Reader()
    said = parted([one for one in reader.read(counted) if one.text or one.role == "unit"])
    numbers = Numbers(said, _known(said))
    bodies, doubts = _kept(numbers.read(), said)
    cut = (TOO_LONG,) if len(rows) > MOST_ROWS else ()
    doubts = [*(Doubt(-1, "", note) for note in (*document.notes, *cut)), *doubts]
    told = facts_in(said, numbers.rest)
    found = stretches(bodies, told, numbers.rest, said)
    if not bodies and not any(stretch.fact("reference") for stretch in found):
        return Reading((), tuple(doubts), source)
    units = [_unit(stretch, said, heads, alone=len(found) == 1) for stretch in found]
    units = [(_with_listed(unit, reader.listed), own) for unit, own in units]
    for place, (unit, own) in enumerate(units):
        doubts += [Doubt(place, where, words) for where, words in (*doubts_of(unit), *own)]
    return Reading(tuple(unit for unit, _ in units), tuple(doubts), source)


def _with_listed(unit: FoundUnit, listed: Sequence[Mapping[str, str]]) -> FoundUnit:
    """The unit with what only a list of units told of it."""
    for entry in listed:
        same = unit.reference and unit.reference in facts.references(entry.get("reference", ""))
        if same or (not unit.reference and same_words(entry.get("title", ""), unit.title)):
            references = facts.references(entry.get("reference", ""))
            return replace(
                unit,
                reference=unit.reference or next(iter(references), ""),
                title=unit.title or plain(entry.get("title", "")),
                level=unit.level or facts.level(entry.get("level", "")),
                credit=unit.credit or facts.number(entry.get("credit", "")),
                glh=unit.glh or facts.number(entry.get("glh", "")),
            )
    return unit


def _counted(rows: Sequence[Row]) -> tuple[list[Row], tuple[SourceLine, ...]]:
    """The rows with every line and row counted, and the lines as a person reads them."""
    source: list[SourceLine] = []
    counted = []
    for index, row in enumerate(rows):
        cells = []
        for cell in row.cells:
            lines = []
            for line in cell.lines:
                lines.append(replace(line, at=len(source)))
                source.append(SourceLine(row.page, plain(line.text)))
            cells.append(replace(cell, lines=tuple(lines)))
        counted.append(replace(row, cells=tuple(cells), index=index))
    return counted, tuple(source)


def _known(said: Sequence[Said]) -> frozenset[str]:
    """The document's words in small letters, without those broken at a line's end."""
    words: set[str] = set()
    for line in said:
        text = re.sub(r"[A-Za-z-]+[-‐\u00ad]$", "", line.text.lower())
        words.update(re.findall(r"[a-z]+(?:-[a-z]+)*", text))
    return frozenset(words)


def _kept(bodies: Sequence[Body], said: Sequence[Said]) -> tuple[list[Body], list[Doubt]]:
    """The bodies that are units' criteria: not numbered chapters, not the same told again."""
    sure = any(body.is_sure for body in bodies)
    kept: list[Body] = []
    doubts: list[Doubt] = []
    for body in bodies:
        if not body.criteria and len(bodies) > 1:
            continue
        if sure and not body.is_sure:
            page = said[body.start].page
            where = f" on page {page}" if page else ""
            doubts.append(Doubt(-1, "", f"Numbered text{where} was not taken for criteria"))
        elif kept and repeats(body, kept[-1]):
            words = "The criteria are told again further on; they were taken from the first place"
            doubts.append(Doubt(len(kept) - 1, "outcomes", words))
            kept[-1].end = body.end
        else:
            kept.append(body)
    return kept, doubts


def _unit(
    stretch: Stretch, said: Sequence[Said], heads: Sequence[str], *, alone: bool
) -> tuple[FoundUnit, list[tuple[str, str]]]:
    """The unit of a stretch, and the doubts its document gives about it."""
    doubts: list[tuple[str, str]] = []
    title = stretch.fact("title") or guessed_title(stretch, said)
    if title is not None and not title.labelled:
        doubts.append(("title", "The title has no label in the document: check it"))
    chosen = {
        name: stretch.fact(name) for name in ("reference", "level", "credit", "glh", "expires_on")
    }
    reference = chosen["reference"].value if chosen["reference"] else ""
    in_heads = [one for head in heads for one in facts.references(head)]
    if not reference and alone and len(set(in_heads)) == 1:
        reference = in_heads[0]
        doubts.append(("reference", "The reference was taken from a running header: check it"))
    doubts += _differing(stretch)
    texts = parts(stretch, said)
    outcomes = _outcomes(stretch.body) if stretch.body else ()
    unit = FoundUnit(
        reference=reference,
        title=title.value if title else "",
        level=_number(chosen["level"]),
        credit=_number(chosen["credit"]),
        glh=_number(chosen["glh"]),
        outcomes=outcomes,
        expires_on=facts.day(chosen["expires_on"].value) if chosen["expires_on"] else "",
        origins=_origins({**chosen, "title": title}, texts),
    )
    unit = _with_texts(unit, texts)
    return unit, doubts + (_body_doubts(stretch.body) if stretch.body else [])


def _number(fact: Fact | None) -> int | None:
    return int(fact.value) if fact else None


def _differing(stretch: Stretch) -> list[tuple[str, str]]:
    """Doubts about facts the document tells twice and not alike."""
    found = []
    for name, words in (
        ("level", "level"),
        ("credit", "credit value"),
        ("glh", "guided learning hours"),
    ):
        values = {one.value for one in stretch.facts if one.name == name and one.labelled}
        if len(values) > 1:
            listed = " and ".join(sorted(values))
            found.append((name, f"The document tells the {words} in different ways: {listed}"))
    return found


def _with_texts(unit: FoundUnit, found: dict[str, tuple[str, tuple[int, ...]]]) -> FoundUnit:
    """The unit with the texts found under the headings around its criteria."""

    def text(name: str) -> str:
        return found[name][0] if name in found else ""

    return replace(
        unit,
        purpose=text("purpose"),
        knowledge=text("knowledge"),
        assessed_how=text("assessed_how"),
        evidence_requirements=text("evidence_requirements"),
        guidance=text("guidance"),
        nos_codes=tuple(one for one in re.split(r"[\n,;]\s*", text("nos_codes")) if one),
        resources=tuple(one.lstrip("•- ") for one in text("resources").split("\n") if one),
    )


def _origins(
    chosen: dict[str, Fact | None], texts: dict[str, tuple[str, tuple[int, ...]]]
) -> dict[str, tuple[int, ...]]:
    origins = {name: (fact.at,) for name, fact in chosen.items() if fact and fact.at >= 0}
    return origins | {name: lines for name, (_, lines) in texts.items()}


def _outcomes(body: Body) -> tuple[FoundOutcome, ...]:
    """The body's outcomes and criteria in the order of their numbers, equal ones as they stand."""
    outcomes = sorted(body.outcomes, key=lambda outcome: int(outcome.number))
    return tuple(
        FoundOutcome(
            outcome.number,
            _tidy(outcome.text),
            tuple(
                FoundCriterion(one.number, _tidy(one.text), tuple(one.lines))
                for one in sorted(outcome.criteria, key=lambda one: criterion_order(one.number))
            ),
            tuple(outcome.lines),
        )
        for outcome in outcomes
    )


def _tidy(text: str) -> str:
    """The text with single spaces; items of a list stay on lines of their own."""
    return "\n".join(plain(line) for line in text.split("\n") if plain(line))


def _body_doubts(body: Body) -> list[tuple[str, str]]:
    found = list(body.doubts)
    for draft in (*body.outcomes, *body.criteria):
        found += [
            (draft.number, f"{draft.number}: {words}") for words in dict.fromkeys(draft.guessed)
        ]
    return [
        (place, words if words.startswith(place) else f"{place}: {words}") for place, words in found
    ]
