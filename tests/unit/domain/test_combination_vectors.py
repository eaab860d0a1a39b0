"""Every worked case of the rules of combination, on everything the verdict says."""

import json
from pathlib import Path

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import as_expect_dict, evaluate

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "roc_vectors.json").read_text(encoding="utf-8")
)["vectors"]

PLANNED = {"min_further_credits", "example_completion", "min_further_units"}

REQUIREMENTS = {
    "10380": ["R-020", "R-021", "R-022", "R-023", "R-024"],
    "03454": ["R-025"],
    "03455": ["R-026"],
    "03456": ["R-027"],
}


def case(vector):
    marks = pytest.mark.req(*REQUIREMENTS[vector["qualification"]], "R-033", "R-036")
    return pytest.param(vector, id=f"{vector['id']}: {vector['why']}", marks=marks)


@pytest.mark.parametrize("vector", [case(vector) for vector in VECTORS])
def test_the_verdict_is_as_worked_out(vector):
    qualification = read_shipped().qualification(vector["qualification"])

    verdict = as_expect_dict(evaluate(qualification, vector["achieved"]))

    expected = {name: value for name, value in vector["expect"].items() if name not in PLANNED}
    assert verdict == expected


@pytest.mark.req("R-020")
def test_all_sixty_two_cases_are_here():
    assert len(VECTORS) == 62
