"""Reading a Mahara SmartEvidence framework (.matrix) as a qualification."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from portfolio.domain.exchange import case_terms
from portfolio.domain.exchange import matrix_terms as terms
from portfolio.domain.exchange.content import (
    ExchangedQualification,
    ExchangeFault,
    Found,
    QualificationFacts,
    counted,
)
from portfolio.domain.exchange.json_place import Place
from portfolio.domain.exchange.qualification_shape import reference_in, shape
from portfolio.domain.exchange.rich_text import to_paragraphs
from portfolio.domain.exchange.statements import Statement, height

_DEEPEST = 20
_REQUIREMENT = re.compile(r"ER[1-9]\d*", re.ASCII)

LEFT_OUT = (
    "Mahara’s names of the four states, who may use the framework and whether people assess "
    "themselves are left out."
)


@dataclass
class _Elements:
    """The elements of one standard: in order under each other, those at the top under none."""

    children: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    count: int = 0


def read_matrix(file: Place) -> Found:
    """The qualification a .matrix file describes, written by Mahara, by hand or by Portfolio.

    Raises ExchangeFault naming the place of what cannot be read.
    """
    framework = file.member("framework")
    name = framework.line("name")
    if not name:
        raise ExchangeFault("framework, name is missing: this is no .matrix file")
    doubts: list[str] = []
    loose = _by_standard(framework)
    statements = tuple(
        _standard(standard, loose.pop(_key(standard, "standardid"), []), doubts)
        for standard in framework.entries("standards")
    )
    if not statements:
        raise ExchangeFault("framework, standards: the file holds no standards, so no units")
    if loose:
        lost = counted(sum(map(len, loose.values())), "element")
        doubts.append(f"{lost} of no standard in the file: left out, as Mahara would.")
    texts = to_paragraphs(framework.text("description"))
    title = _whole(name, texts)
    shaped = shape(statements, title)
    qualification = ExchangedQualification(_facts(title, texts), shaped.groups, shaped.units)
    notes = [f"Notes on {counted(shaped.notes_lost, 'outcome')} are left out."]
    return Found(
        "Mahara matrix",
        qualification,
        (*doubts, *shaped.doubts),
        (LEFT_OUT, *(notes if shaped.notes_lost else ())),
    )


def _facts(title: str, texts: Sequence[str]) -> QualificationFacts:
    return QualificationFacts(
        title=title,
        number=_labelled(texts, terms.NUMBER),
        entry_code=_labelled(texts, terms.ENTRY_CODE),
        awarding_body=_labelled(texts, terms.AWARDING_BODY),
    )


def _labelled(texts: Sequence[str], label: str) -> str:
    return next((text[len(label) :] for text in texts if text.startswith(label)), "")


def _key(place: Place, name: str) -> str:
    """An id, which files write as a number or as text."""
    value = place.value.get(name) if isinstance(place.value, dict) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return place.line(name, 200)


def _by_standard(framework: Place) -> dict[str, list[Place]]:
    elements: dict[str, list[Place]] = {}
    for element in framework.entries("standardelements"):
        elements.setdefault(_key(element, "standardid"), []).append(element)
    return elements


def _standard(standard: Place, elements: list[Place], doubts: list[str]) -> Statement:
    # Older files have the elements inside their standard.
    nested = [*standard.entries("standardelement"), *elements]
    tree = _tree(nested, doubts)
    children = _statements(tree, "", 1)
    if tree.count:
        standard.refuse(f"its elements stand in a ring, or deeper than {_DEEPEST} levels")
    read = _statement(standard, children)
    reference = reference_in(_labelled(read.guidance.split("\n\n"), terms.REFERENCE), read.code)
    kept = [t for t in read.guidance.split("\n\n") if t != terms.REFERENCE + reference]
    own = Place({"reference": reference} if reference else {}, standard.words)
    levels = height(children)
    kind = case_terms.UNIT if levels in (0, 2) else ""
    return replace(read, kind=kind, own=own, guidance="\n\n".join(kept))


def _tree(elements: Sequence[Place], doubts: list[str]) -> _Elements:
    tree = _Elements(count=len(elements))
    known = set[str]()
    for element in elements:
        identifier = _key(element, "elementid")
        if identifier and identifier in known:
            doubts.append(f"{element.words}: the id {identifier} was used before; both are kept.")
        known.add(identifier)
    for element in elements:
        parent = _key(element, "parentelementid") or _key(element, "parentid")
        if parent not in known and parent not in ("", "0"):
            doubts.append(f"{element.words}: its parent {parent} is not there; it stands higher.")
        under = parent if parent in known else ""
        tree.children.setdefault(under, []).append((_key(element, "elementid"), element))
    return tree


def _statements(tree: _Elements, parent: str, depth: int) -> tuple[Statement, ...]:
    if depth > _DEEPEST:
        return ()
    statements = []
    # Taken out, so that a second element of the same id has no children of its own.
    for identifier, element in tree.children.pop(parent, ()):
        tree.count -= 1
        below = _statements(tree, identifier, depth + 1) if identifier else ()
        statements.append(_statement(element, below, depth))
    return tuple(statements)


def _statement(place: Place, children: tuple[Statement, ...], depth: int = 0) -> Statement:
    code = place.line("shortname")
    name = place.line("name") or code or place.refuse("name is missing")
    texts = to_paragraphs(place.text("description"))
    whole = _whole(name, texts)
    own = bool(texts) and terms.is_of(name, texts[0])
    kind = _kind(children, depth)
    return Statement(
        code=code,
        text=whole if own else _without(code, name),
        words=place.words,
        kind=kind,
        guidance="\n\n".join(texts[1:] if own else texts),
        children=children,
    )


def _whole(name: str, texts: Sequence[str]) -> str:
    """The text a name was cut from, where the description begins with it."""
    return texts[0] if texts and terms.is_of(name, texts[0]) else name


def _without(code: str, name: str) -> str:
    """The name without the short name people write before it (1.1 - Greet customers)."""
    found = re.fullmatch(rf"{re.escape(code)}\s*[-–—:.)]?\s+(.+)", name) if code else None
    return found[1] if found else name


def _kind(children: Sequence[Statement], depth: int) -> str:
    if depth == 1 and children:
        asked = all(_REQUIREMENT.fullmatch(child.code) for child in children)
        return case_terms.REQUIREMENTS if asked else case_terms.OUTCOME
    return case_terms.CRITERION if depth == 2 and not children else ""
