"""Importing units in the browser: send or paste, correct beside the source, save, publish."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portfolio import clock
from portfolio.jobs.handlers import unit_imports as handlers
from portfolio.models.audit import AuditEntry
from portfolio.models.job import Job
from portfolio.models.programme import Unit
from portfolio.models.specification import UnitSpecification
from portfolio.models.unit_import import UnitImport
from portfolio.services import housekeeping, unit_imports
from tests.unit_documents import docx_layouts, sheet_layouts
from tests.unit_documents.made_units import unit

MADE = unit(1)
BEGIN = "/catalogue/unit-imports/new"
FORM = "#unit-form"


def text_of(tmp_path, units=(MADE,)):
    return sheet_layouts.text_plain(units, tmp_path / "unit.txt").read_text()


def pasted(person, text):
    page = person.get(BEGIN)
    return person.submit(page, {"text": text}, "main form:not([enctype])")


@pytest.fixture
def work(session):
    """Do what the worker does with the documents that were sent."""

    def read_all():
        jobs = session.scalars(
            select(Job).where(Job.name == unit_imports.JOB, Job.done_at.is_(None))
        )
        for job in jobs.all():
            session.commit()
            keep = handlers.read_unit_document(session, None, job.arguments)
            keep(session)
            job.done_at = clock.now()
        session.flush()

    return read_all


@pytest.fixture
def imported(session, cast, tmp_path, work):
    """The page of the unit of a pasted text, read by the worker."""

    def begin(text=None):
        reply = pasted(cast.administrator, text or text_of(tmp_path))
        work()
        home = reply.location
        return home, cast.administrator.get(f"{home}/units/0")

    return begin


@pytest.mark.req("R-010", part="import of a unit document")
def test_an_administrator_sees_what_was_found_beside_its_source(cast, imported):
    _, page = imported()
    assert page.html.select_one("#reference")["value"] == MADE.reference
    assert page.html.select_one("#credit")["value"] == str(MADE.credit)
    marks = [mark.get_text() for mark in page.html.select("mark")]
    assert f"1.1 {MADE.criteria[0].text}" in marks
    assert page.html.select_one(".pf-import__taken a")["href"].startswith("#")
    became = {link.get_text() for link in page.html.select('a[href="#glh"]')}
    assert "guided hours" in became


@pytest.mark.req("R-010", part="import of a unit document")
def test_a_unit_is_corrected_and_published_for_the_centre(session, cast, imported):
    _, page = imported()
    second = MADE.criteria[1]
    place = next(
        one["id"] for one in page.html.select("textarea") if one.get_text().strip() == second.text
    )
    cast.administrator.submit(page, {place: "Put in our own words", "do": "publish"}, form=FORM)
    saved = session.scalar(select(Unit).where(Unit.reference == MADE.reference))
    assert (saved.title, saved.level, saved.credit) == (MADE.title, MADE.level, MADE.credit)
    assert saved.centre_id == cast.centre.id
    specification = session.scalar(
        select(UnitSpecification).where(UnitSpecification.unit_id == saved.id)
    )
    assert specification.published_at is not None
    texts = [c.text for outcome in specification.outcomes for c in outcome.criteria]
    assert texts == ["Put in our own words" if one is second else one.text for one in MADE.criteria]
    assert specification.source_name == "Pasted text"


@pytest.mark.parametrize(
    ("press", "numbers"),
    [
        ("remove-2", ["1", "1.1", "1.3", "2"]),
        ("up-2", ["1", "1.2", "1.1", "1.3"]),
        ("down-1", ["1", "1.2", "1.1", "1.3"]),
        ("criterion-3", ["1", "1.1", "1.2", "1.3", "1.4", "2"]),
        ("outcome-3", ["1", "1.1", "1.2", "1.3", "2", "2"]),
    ],
)
def test_rows_are_moved_added_and_removed_without_a_script(cast, imported, press, numbers):
    _, page = imported()
    reply = cast.administrator.submit(page, {"title": "Typed", "do": press}, form=FORM)
    page = cast.administrator.get(reply.location)
    shown = [one["value"] for one in page.html.select("input[id^=number_]")]
    assert shown[: len(numbers)] == numbers
    assert page.html.select_one("#title")["value"] == "Typed"


@pytest.mark.req("R-007")
def test_a_wrong_check_letter_is_doubted_and_refused_and_nothing_typed_is_lost(
    session, cast, imported, tmp_path
):
    wrong = ("A" if MADE.reference[0] != "A" else "D") + MADE.reference[1:]
    _, page = imported(text_of(tmp_path).replace(MADE.reference, wrong))
    assert "does not fit its digits" in page.words()
    page = cast.administrator.submit(page, {"title": "Typed", "do": "draft"}, form=FORM)
    assert page.status == 422
    assert "The first letter does not fit the digits after it" in page.words()
    assert page.html.select_one("#title")["value"] == "Typed"
    assert session.scalar(select(func.count()).where(Unit.reference == wrong)) == 0


def test_what_differs_from_the_catalogue_must_be_looked_at(session, cast, imported, make):
    make.unit(reference=MADE.reference, credit=MADE.credit + 1, level=MADE.level)
    _, page = imported()
    assert (
        f"Credit {MADE.credit + 1} in the catalogue, {MADE.credit} in the document" in page.words()
    )
    page = cast.administrator.submit(page, {"do": "draft"}, form=FORM)
    assert page.status == 422
    cast.administrator.submit(page, {"confirmed": "y", "do": "draft"}, form=FORM)
    draft = session.scalar(
        select(UnitSpecification).where(UnitSpecification.centre_id == cast.centre.id)
    )
    assert draft.published_at is None
    assert draft.unit.credit == MADE.credit + 1


def test_a_doubt_is_settled_by_looking_at_it(cast, imported, tmp_path):
    text = text_of(tmp_path).replace("Unit title: ", "")
    _, page = imported(text)
    doubt = "The title has no label in the document: check it"
    assert doubt in page.words()
    button = page.html.select_one("button[value^=settle]")
    reply = cast.administrator.submit(page, {"do": button["value"]}, form=FORM)
    assert doubt not in cast.administrator.get(reply.location).words()


@pytest.mark.req("R-010", part="import of a whole specification")
def test_each_unit_of_a_specification_is_saved_by_itself(session, cast, tmp_path, work):
    units = [unit(seed, (3, 2)) for seed in range(3)]
    reply = pasted(cast.administrator, text_of(tmp_path, units))
    work()
    page = cast.administrator.get(f"{reply.location}/units/1")
    reply = cast.administrator.submit(page, {"do": "draft"}, form=FORM)
    words = cast.administrator.get(reply.location).words()
    assert words.count("Saved.") == 1
    made = session.scalars(select(Unit.reference).where(Unit.centre_id == cast.centre.id)).all()
    assert made == [units[1].reference]


def test_a_file_is_read_by_the_worker_while_the_page_waits(session, cast, tmp_path, work):
    path = docx_layouts.document(docx_layouts.merged, [MADE], tmp_path / "unit.docx")
    reply = sent(cast.administrator, path.read_bytes(), "unit.docx")
    page = cast.administrator.get(reply.location)
    assert "The document is being read" in page.words()
    work()
    assert "9 criteria" in cast.administrator.get(reply.location).words()


def sent(person, data, name):
    page = person.get(BEGIN)
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    body = b"--end\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n--end--\r\n"
    return person.post(
        page.html.select_one("form[enctype]")["action"],
        data=body,
        content_type="multipart/form-data; boundary=end",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 broken", "“unit.pdf” is damaged"),
        (b"Dear all, the meeting is on Friday.", "No unit with learning outcomes"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_saved(session, cast, work, data, words):
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    reply = sent(cast.administrator, data, "unit.pdf")
    work()
    assert words in cast.administrator.get(reply.location).words()
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_an_import_is_given_up_by_hand_or_after_thirty_days(session, cast, imported):
    home, _ = imported()
    page = cast.administrator.get(home)
    cast.administrator.submit(page, {})
    assert session.scalar(select(func.count()).select_from(UnitImport)) == 0
    imported()
    session.scalars(select(UnitImport)).one().created_at = clock.now() - timedelta(days=31)
    housekeeping.sweep(session)
    assert session.scalar(select(func.count()).select_from(UnitImport)) == 0


def test_two_people_do_not_overwrite_each_other(cast, imported):
    _, page = imported()
    cast.administrator.submit(page, {"title": "First", "do": "keep"}, form=FORM)
    late = cast.administrator.submit(
        page, {"title": "Second", "do": "keep", "once": "another"}, form=FORM
    )
    assert late.status == 409
    assert "Somebody else changed this import" in late.words()
    assert late.html.select_one("#title")["value"] == "Second"
