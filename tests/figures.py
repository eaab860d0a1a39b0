"""Figures that the full test run keeps under docs/measurements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bench.report import machine

MEASUREMENTS = Path(__file__).resolve().parent.parent / "docs" / "measurements"


def keep(file: str, name: str, figures: dict[str, Any]) -> None:
    """Put ``figures`` under ``name``, beside what other tests keep in the same file."""
    path = MEASUREMENTS / f"{file}.json"
    held = json.loads(path.read_text()) if path.exists() else {}
    held |= {name: figures, "machine": machine()}
    path.write_text(json.dumps(held, indent=2, sort_keys=True) + "\n")
