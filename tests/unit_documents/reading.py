"""Reading specimens as the importer does, the children's work within this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portfolio.adapters import unit_documents
from portfolio.adapters.unit_documents import docx_child, pdf_child, xlsx_child
from portfolio.domain.found_units import FoundUnit, Reading
from portfolio.domain.unit_reading import read
from tests.unit_documents.made_units import MadeUnit

CHILDREN = {".pdf": pdf_child, ".docx": docx_child, ".xlsx": xlsx_child}


def here(child: Any, path: Path) -> dict[str, Any]:
    """The child's answer, as it comes through its pipe."""
    order = {"source": str(path), "pages": 400, "seconds": 10_000_000.0}
    answer: dict[str, Any] = json.loads(json.dumps(child.answer(order)))
    assert "reason" not in answer, answer
    return answer


def read_here(path: Path) -> Reading:
    """The reading of a specimen, without starting a process for it."""
    child = CHILDREN.get(path.suffix)
    if child is None:
        return read(unit_documents.open_document(path, path.name))
    made: Callable[[dict[str, Any]], Any] = (
        unit_documents._pages if child is pdf_child else unit_documents._rows
    )
    return read(made(here(child, path)))


Told = tuple[object, ...]


def told(unit: MadeUnit) -> Told:
    """Everything that must be found of a unit."""
    return (
        _facts(unit),
        [(o.number, o.text) for o in unit.outcomes],
        [(c.number, c.text) for c in unit.criteria],
    )


def found(unit: FoundUnit) -> Told:
    """The same of what was found, with single spaces."""
    outcomes = [(o.number, " ".join(o.text.split())) for o in unit.outcomes]
    criteria = [(c.number, " ".join(c.text.split())) for o in unit.outcomes for c in o.criteria]
    return _facts(unit), outcomes, criteria


def _facts(unit: MadeUnit | FoundUnit) -> Told:
    return unit.reference, unit.title, unit.level, unit.credit, unit.glh
