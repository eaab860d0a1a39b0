"""``units``: what a unit document holds, without a database."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portfolio.adapters.unit_documents import UnreadableDocument, open_document
from portfolio.domain.found_units import Reading, as_json
from portfolio.domain.unit_reading import read


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    units = commands.add_parser("units", help="read units from an awarding organisation's document")
    verbs = units.add_subparsers(required=True, metavar="verb")
    reading = verbs.add_parser("read", help="print the units found in a document")
    reading.add_argument("file", metavar="FILE", type=Path, help="PDF, DOCX, XLSX, CSV or text")
    reading.add_argument("--json", action="store_true", help="print what was found as JSON")
    reading.set_defaults(run=run)


def run(arguments: argparse.Namespace, _environ: Mapping[str, str]) -> int:
    """Print the units; the exit status is 1 for a file that cannot be read or has no unit."""
    path: Path = arguments.file
    try:
        reading = read(open_document(path, path.name))
    except (UnreadableDocument, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if not reading.units:
        print(f"“{path.name}” has no unit with outcomes and criteria", file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps(as_json(reading), indent=2, ensure_ascii=False))
    else:
        _say(reading)
    return 0


def _say(reading: Reading) -> None:
    for unit in reading.units:
        criteria = sum(len(outcome.criteria) for outcome in unit.outcomes)
        print(f"{unit.reference or '?'}  {unit.title or '?'}")
        print(f"  level {unit.level}, {unit.credit} credits, {unit.glh} guided learning hours")
        print(f"  {len(unit.outcomes)} outcomes, {criteria} criteria")
    for doubt in reading.doubts:
        about = reading.units[doubt.unit].name if doubt.unit >= 0 else "the document"
        print(f"doubt about {about}: {doubt.words}")
