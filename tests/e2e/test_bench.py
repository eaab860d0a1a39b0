"""The measurements run: on little data, every page once or a few times, with nothing missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.serving import ROOT


def test_every_page_keeps_to_its_queries_and_its_first_visit(chromium, tmp_path: Path) -> None:
    results = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick", "--results", str(results)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=220,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(results.read_text())
    assert found["missing"] == []
    assert found["first_visits"]
    assert all(reach["kept"] for reach in found["reaches"])


@pytest.mark.full
def test_the_tracker_of_cases_keeps_to_its_queries() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.cases", "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("kept") == done.stdout.count("queries") > 0
