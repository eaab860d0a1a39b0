"""What the full counts measure is kept beside the other measurements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench.report import machine

RESULTS = Path(__file__).resolve().parents[3] / "docs" / "measurements" / "uploads.json"


def keep(request: pytest.FixtureRequest, what: str, values: dict[str, Any]) -> None:
    """Write the values down under ``what`` and the database, if this run counts in full."""
    if not request.config.getoption("--full"):
        return
    if request.node.get_closest_marker("full") is None:
        return
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known["machine"] = machine()
    known[f"{what}, {request.config.getoption('--database')}"] = values
    RESULTS.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
