"""The measurements as a table to read and as JSON to keep."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.first_visits import FirstVisit
from tests.bench.page_costs import Cost, Reading
from tests.bench.reaches import Reach
from tests.bench.tracker_costs import TrackerCost
from tests.bench.upload_costs import UploadCost


@dataclass
class Report:
    """Everything measured in one run."""

    rounds: int
    bare: dict[int, Reading]
    small: dict[str, Cost]
    large: dict[str, Cost]
    first_visits: dict[str, FirstVisit]
    uploads: dict[str, dict[str, UploadCost]]
    rule: list[float]
    tracker: TrackerCost
    missing: tuple[str, ...]
    reaches: list[Reach] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return not self.missing and all(reach.kept for reach in self.reaches)

    def write(self, path: Path) -> None:
        """Keep it as JSON; times in milliseconds unless they say seconds."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self._plain(), indent=2, ensure_ascii=False) + "\n")

    def _plain(self) -> dict[str, Any]:
        found: dict[str, Any] = _rounded(asdict(self))
        found["machine"] = machine()
        found["rule"] = {"median": sorted(self.rule)[len(self.rule) // 2], "most": max(self.rule)}
        found["reaches"] = [
            _rounded(asdict(reach)) | {"kept": reach.kept} for reach in self.reaches
        ]
        return found

    def lines(self) -> Iterator[str]:
        """The table, then the reaches."""
        yield f"{'':28}{'median':>8}{'p95':>8}{'req/s':>8}{'cpu':>8}{'queries':>8}{'bytes':>9}"
        yield from _rows("bare view", self.bare)
        for name in self.small:
            yield from _rows(f"{name} (a)", self.small[name].connections)
            yield from _rows(f"{name} (b)", self.large[name].connections)
        for name, visit in self.first_visits.items():
            yield f"first visit, {name:28}{visit.requests:4} requests{visit.bytes:8} bytes"
        for place, costs in self.uploads.items():
            for size, cost in costs.items():
                yield (
                    f"{size} to {place}: {cost.ours:.2f} s, plainly {cost.plain:.2f} s, "
                    f"{cost.ratio:.2f} ×, grown by {cost.grown / 2**20:.0f} MiB"
                )
        for reach in self.reaches:
            word = "kept  " if reach.kept else "MISSED"
            by = f" ({reach.by})" if reach.by else ""
            yield f"{word} {reach.what}: {reach.measured:.4g}, at most {reach.limit:g}{by}"
        for name in self.missing:
            yield f"MISSED no such page: {name}"


def machine() -> dict[str, Any]:
    """What the numbers were measured on, in neutral words."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory / 2**30),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def _rows(name: str, readings: dict[int, Reading]) -> Iterator[str]:
    for connections, one in readings.items():
        label = name if connections == 1 else f"  on {connections} connections"
        yield (
            f"{label:32}{one.median:8.2f}{one.p95:8.2f}{one.requests_per_second:8.0f}"
            f"{one.cpu:8.2f}{one.queries:8}{one.bytes:9}"
        )


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
