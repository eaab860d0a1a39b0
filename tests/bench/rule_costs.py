"""How long the rule of combination takes on the worked cases."""

from __future__ import annotations

import json
from statistics import median
from timeit import repeat

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import evaluate
from tests.bench.serving import ROOT

VECTORS = ROOT / "tests" / "data" / "roc_vectors.json"


def rule_milliseconds(number: int) -> list[float]:
    """One evaluation of each worked case, in milliseconds: the median of five takes of so many."""
    catalogue = read_shipped()
    taken = []
    for vector in json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]:
        qualification = catalogue.qualification(vector["qualification"])
        achieved = vector["achieved"]
        takes = repeat(lambda q=qualification, a=achieved: evaluate(q, a), number=number, repeat=5)
        taken.append(1000 * median(takes) / number)
    return taken
