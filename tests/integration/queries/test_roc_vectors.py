"""The worked cases again, from signed-off units in the tables to the words of the panel."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from portfolio.catalogue import read_shipped
from portfolio.domain.states import UnitState
from portfolio.models.programme import Qualification, Unit
from portfolio.queries import roc
from portfolio.services import catalogue

VECTORS = {
    vector["id"]: vector
    for vector in json.loads(
        (Path(__file__).parents[2] / "data" / "roc_vectors.json").read_text(encoding="utf-8")
    )["vectors"]
}
CASES = {
    "D02": "R-024",
    "D03": "R-020",
    "D04": "R-022",
    "D05": "R-021",
    "D07": "R-031",
    "D09": "R-023",
    "D15": "R-021",
    "N103": "R-025",
    "N104": "R-025",
    "N206": "R-026",
    "N207": "R-026",
    "N219": "R-039",
    "N304": "R-027",
    "N305": "R-027",
}


@pytest.fixture
def enrolled(session, make):
    """A candidate with these units signed off, registered on the qualification they are of."""

    def enrolled(vector):
        catalogue.load(session, read_shipped())
        entry = read_shipped().qualification(vector["qualification"])
        qualification = session.scalars(
            select(Qualification).where(Qualification.entry_code == entry.entry_code)
        ).one()
        candidate = make.candidate(make.centre())
        wanted = {entry.find(number).unit.reference for number in vector["achieved"]}
        for unit in session.scalars(select(Unit).where(Unit.reference.in_(wanted))):
            make.progress(candidate, unit).state = UnitState.ACHIEVED
        enrolment = make.registered(candidate, qualification)
        session.flush()
        return roc.progress(session, enrolment.id)

    return enrolled


@pytest.mark.parametrize(
    "case", [pytest.param(one, marks=pytest.mark.req(req), id=one) for one, req in CASES.items()]
)
def test_an_enrolment_comes_to_what_was_worked_out(enrolled, case):
    expect = VECTORS[case]["expect"]

    progress = enrolled(VECTORS[case])

    stands, panel = progress.verdict.achieved, progress.panel()
    assert panel.verdict == ("Met" if expect["verdict"] == "met" else "Not met yet")
    assert panel.figure == expect["total_credit"]
    assert stands.tally.by_group == expect["credit_by_group"]
    assert stands.tally.level == expect["level_credit"]
    assert [shortfall.code for shortfall in stands.failing] == expect["failing_clauses"]
    said = [*panel.missing, *(clause.text for clause in panel.clauses if not clause.met)]
    assert sorted(said) == sorted(shortfall.words for shortfall in stands.failing)
