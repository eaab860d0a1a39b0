"""Taking a qualification to other programs, and importing one, in the browser."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from portfolio import clock
from portfolio.domain.exchange.case_writing import write_case
from portfolio.domain.exchange.formats import read_file
from portfolio.domain.exchange.json_place import LARGEST_FILE
from portfolio.domain.exchange.matrix_writing import write_matrix
from portfolio.models.audit import AuditEntry
from portfolio.models.catalogue_upload import CatalogueUpload
from portfolio.models.programme import Qualification, Unit
from portfolio.models.specification import UnitSpecification
from portfolio.services import housekeeping
from tests.integration.services.test_qualification_import import NEEDED
from tests.queries import counted


def sent(person, data, name="award.json"):
    page = person.get("/catalogue/imports/new")
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    body = b"--end\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n--end--\r\n"
    return person.post(
        page.html.select_one("#import-form")["action"],
        data=body,
        content_type="multipart/form-data; boundary=end",
    )


def case(qualification=NEEDED):
    return write_case(qualification, version=1, changed_at=clock.now()).content.encode()


def held(session):
    tables = (Qualification, Unit, UnitSpecification, AuditEntry)
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_every_format_tells_what_it_leaves_out_before_it_is_taken(cast):
    address = f"/catalogue/qualifications/{cast.qualification.id}"
    assert "Download it for another program" in cast.candidate.get(address).words()

    words = cast.candidate.get(f"{address}/files").words()

    assert "CASE has no place of its own for credit" in words
    assert "Mahara’s format has no credit" in words


def test_both_files_are_downloads_that_can_be_read_again(cast):
    address = f"/catalogue/qualifications/{cast.qualification.id}/files"
    for name, ending in (("case.json", "case.json"), ("framework.matrix", "matrix")):
        reply = cast.assessor.get(f"{address}/{name}")
        assert reply.status == 200
        code = cast.qualification.entry_code
        assert reply.response.headers["Content-Disposition"] == (
            f"attachment; filename={code}.{ending}"
        )
        found = read_file(reply.response.data).qualification
        assert found.facts.title == cast.qualification.title
        assert len(found.units) == len(cast.units)


def test_an_administrator_sees_what_is_in_a_file_and_saves_it_as_a_draft(session, cast):
    before = held(session)
    answer = sent(cast.administrator, case())
    assert held(session) == before
    page = cast.administrator.get(answer.location)

    words = page.words()
    assert "CASE, award.json. Nothing of it is saved yet" in words
    assert "A1 Greet customers L/506/2150, Group A, mandatory. Level 3, 5 credits. New" in words
    assert "1.12 Greet the customer in way 12 <again> & again" in words
    assert "The file says everything that is needed." in words

    saved = cast.administrator.submit(page, {}, form="#review-form")

    row = session.scalars(select(Qualification).where(Qualification.entry_code == "99001")).one()
    assert row.centre_id == cast.centre.id
    assert saved.location.endswith(f"/catalogue/qualifications/{row.id}/draft")
    assert "99001 is saved as a draft" in cast.administrator.get(saved.location).words()
    assert session.scalars(select(CatalogueUpload)).all() == []
    again = cast.administrator.submit(page, {}, form="#review-form")
    assert again.status in {303, 404}
    entries = session.scalars(select(AuditEntry.name)).all()
    assert entries.count("qualification:imported") == 1


def test_what_the_file_does_not_say_is_asked_for_and_kept_when_refused(session, cast):
    matrix = write_matrix(NEEDED).content.encode()
    page = cast.administrator.get(sent(cast.administrator, matrix, "award.matrix").location)

    asked = {field["name"] for field in page.html.select("#review-form input.govuk-input")}
    assert asked == {"level", "credit-1", "level-1", "credit-2", "level-2"}
    assert "The file has no rule of combination" in page.words()

    typed = {"level": "3", "credit-1": "5", "level-1": "nine", "credit-2": "3", "level-2": "2"}
    refused = cast.administrator.submit(page, typed, form="#review-form")
    assert refused.status == 422
    assert "Enter a whole number from 1 to 8" in refused.words()
    assert refused.html.select_one("#level-1")["value"] == "nine"

    done = cast.administrator.submit(refused, {"level-1": "3"}, form="#review-form")
    assert done.status == 303
    unit = session.scalars(select(Unit).where(Unit.reference == "L/506/2150")).one()
    assert (unit.credit, unit.level) == (5, 3)


@pytest.mark.req("R-007", part="on import of a whole qualification")
def test_a_wrong_reference_is_asked_for_again(session, cast):
    wrong = replace(NEEDED, units=(replace(NEEDED.units[0], reference="L/506/2151"),))
    page = cast.administrator.get(sent(cast.administrator, case(wrong)).location)

    assert "The letter does not fit the digits after it" in page.words()
    refused = cast.administrator.submit(page, {}, form="#review-form")
    assert refused.status == 422
    done = cast.administrator.submit(page, {"reference-1": "l/506/2150"}, form="#review-form")
    assert done.status == 303
    assert session.scalars(select(Unit).where(Unit.reference == "L/506/2150")).one()


def test_a_taken_entry_code_is_asked_for(session, cast):
    facts = replace(NEEDED.facts, entry_code=cast.qualification.entry_code)
    page = cast.administrator.get(
        sent(cast.administrator, case(replace(NEEDED, facts=facts))).location
    )

    assert cast.administrator.submit(page, {}, form="#review-form").status == 422
    done = cast.administrator.submit(page, {"entry_code": "OTHER"}, form="#review-form")
    assert done.status == 303


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "The file is not JSON: line 1, column 1 cannot be read"),
        (json.dumps({"CFDocument": {"identifier": "d", "title": "T"}}).encode(),
         "CFItems: the package holds no items"),
        (b" " * (LARGEST_FILE + 1), "A file may have up to 10 MB"),
    ],
    ids=["no JSON", "no items", "too large"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(session, cast, data, words):
    refused = sent(cast.administrator, data)

    assert refused.status == 422
    assert words in refused.words()
    assert session.scalars(select(CatalogueUpload)).all() == []


def test_choosing_no_file_says_so(cast):
    refused = sent(cast.administrator, b"", name="")
    assert refused.status == 422
    assert "Choose a file first" in refused.words()


def test_a_file_can_be_thrown_away(session, cast):
    page = cast.administrator.get(sent(cast.administrator, case()).location)

    done = cast.administrator.submit(page, {}, form="form[action$=discard]")

    assert done.status == 303
    assert session.scalars(select(CatalogueUpload)).all() == []


def test_only_those_who_keep_the_catalogue_import(cast):
    address = sent(cast.administrator, case()).location

    assert cast.stranger_administrator.get(address).status == 404
    for person in (cast.assessor, cast.candidate):
        assert person.get("/catalogue/imports/new").status == 403
        assert person.get(address).status == 403


def test_a_file_nobody_decided_about_goes_after_a_week(session, cast):
    sent(cast.administrator, case())
    began = clock.now()
    for days, left in ((6, 1), (8, 0)):
        clock.use(partial(began.__add__, timedelta(days=days)))
        housekeeping.sweep(session)
        assert session.scalar(select(func.count()).select_from(CatalogueUpload)) == left


def test_a_file_of_forty_units_takes_no_more_queries_than_one_of_two(cast):
    many = [
        replace(NEEDED.units[1], number=f"B{n}", reference=unit.reference)
        for n, unit in enumerate((cast.make.unit({1: 2}) for _ in range(40)), start=1)
    ]
    sizes = []
    for units in (NEEDED.units, (*NEEDED.units, *many)):
        address = sent(cast.administrator, case(replace(NEEDED, units=units))).location
        with counted() as queries:
            assert cast.administrator.get(address).status == 200
        sizes.append(len(queries))
    assert max(sizes) <= 12
