"""Reading a stored qualification as the domain knows it."""

from sqlalchemy import select

from portfolio.domain.catalogue import Catalogue, parse_qualification, parse_units
from portfolio.models.programme import Qualification
from portfolio.queries import catalogue as queries
from portfolio.services import catalogue as service
from tests.integration.services.test_catalogue import shipped


def test_a_qualification_comes_back_as_it_was_published(session):
    units = parse_units(shipped("units.json"))
    diploma = parse_qualification(shipped("qualifications/10380.json"), units)
    service.load(session, Catalogue((diploma,), units, {}))
    row = session.scalar(select(Qualification))

    assert queries.as_published(session, row, row.rules[-1]) == diploma


def test_schemes_open_for_entry_come_first(session, make):
    closed = make.qualification([], entry_code="T0001")
    closed.closed_for_entry = True
    make.qualification([], entry_code="T0002")
    for row in session.scalars(select(Qualification)):
        make.rule(row, {"total_min": 1})
    session.flush()

    assert [q.entry_code for q in queries.qualifications(session, None)] == ["T0002", "T0001"]
